import type { Instant } from './instant.ts'

/** A day of the business calendar, 'YYYY-MM-DD' in Asia/Shanghai. Sorts as text. */
export type LocalDay = string
/** 'YYYY-MM' */
export type LocalMonth = string

const dayMs = 86_400_000
/** Asia/Shanghai has been UTC+8 without summer time since 1991-09-15. Earlier instants are read the same way: nothing here is that old. */
const shanghaiOffsetMs = 8 * 3_600_000

/** The local day an instant falls on. Throws RangeError for an instant that is no whole millisecond. */
export function localDayOf(at: Instant): LocalDay {
  if (!Number.isSafeInteger(at)) throw new RangeError(`not an instant: ${at}`)
  return dayOfNumber(Math.floor((at + shanghaiOffsetMs) / dayMs))
}

/** The first millisecond of the day, 00:00:00.000 in Shanghai. */
export function startOfDay(day: LocalDay): Instant {
  return numberOfDay(day) * dayMs - shanghaiOffsetMs
}

/** The last millisecond of the day, 23:59:59.999 in Shanghai. */
export function endOfDay(day: LocalDay): Instant {
  return startOfDay(day) + dayMs - 1
}

export function addDays(day: LocalDay, count: number): LocalDay {
  return dayOfNumber(numberOfDay(day) + count)
}

/** How many days `to` is after `from`; 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: LocalDay, to: LocalDay): number {
  return numberOfDay(to) - numberOfDay(from)
}

export function monthOf(day: LocalDay): LocalMonth {
  numberOfDay(day)
  return day.slice(0, 7)
}

export function laterOf(a: LocalDay, b: LocalDay): LocalDay {
  return compareDays(a, b) < 0 ? b : a
}

export function earlierOf(a: LocalDay, b: LocalDay): LocalDay {
  return compareDays(a, b) > 0 ? b : a
}

/** For sorting: earlier days first. */
export function compareDays(a: LocalDay, b: LocalDay): number {
  return daysBetween(b, a)
}

/** True for a day that exists, written 'YYYY-MM-DD'. */
export function isLocalDay(text: unknown): text is LocalDay {
  return typeof text === 'string' && parse(text) !== null
}

/** Days since 1970-01-01. Throws RangeError when the text is no day: 2025-02-29 is refused, not moved to March. */
function numberOfDay(day: LocalDay): number {
  const found = parse(day)
  if (found === null) throw new RangeError(`not a day: ${day}`)
  return found
}

function parse(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const [year, month, date] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  const at = new Date(Date.UTC(year, month - 1, date))
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date
  return exists ? at.getTime() / dayMs : null
}

function dayOfNumber(count: number): LocalDay {
  const text = new Date(count * dayMs).toISOString()
  if (text.length !== 24) throw new RangeError(`outside the years 0000 to 9999: ${text}`)
  return text.slice(0, 10)
}
