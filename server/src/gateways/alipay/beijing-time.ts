import type { Instant } from '../../../../shared/calendar/instant.ts'

const BEIJING_OFFSET_MS = 8 * 3_600_000

/** `2026-11-22 08:00:00`, whole seconds, rounded down so that the platform never lets a trade live longer than we do. */
export function toBeijingTime(at: Instant): string {
  return new Date(at + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** Reads `yyyy-MM-dd HH:mm:ss` of Beijing; null for anything else, also for days that don't exist. */
export function fromBeijingTime(text: unknown): Instant | null {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?$/.test(text)) return null
  const at = Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`) - BEIJING_OFFSET_MS
  return Number.isSafeInteger(at) && toBeijingTime(at) === text.slice(0, 19) ? at : null
}
