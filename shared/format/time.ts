import type { Instant } from '../calendar/instant.ts'
import { type LocalDay, localDayOf, startOfDay } from '../calendar/local-day.ts'

/** '2026-11-22' is 2026年11月22日. Throws RangeError when it is no day. */
export function formatDay(day: LocalDay): string {
  startOfDay(day)
  const [year, month, date] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}

/** '2026-11-22 16:00:05' in Shanghai time. */
export function formatInstant(at: Instant): string {
  const day = localDayOf(at)
  const seconds = Math.floor((at - startOfDay(day)) / 1000)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${day} ${parts.map((part) => String(part).padStart(2, '0')).join(':')}`
}

/** '2026-11-22 16:00' in Shanghai time. */
export function formatMinute(at: Instant): string {
  return formatInstant(at).slice(0, 16)
}
