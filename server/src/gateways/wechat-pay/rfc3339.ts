import type { Instant } from '../../../../shared/calendar/instant.ts'

const BEIJING_OFFSET_MS = 8 * 3_600_000

/** `2026-11-22T08:00:00+08:00`, whole seconds, rounded down so that the platform never lets an order live longer than we do. */
export function toBeijingRfc3339(at: Instant): string {
  return `${new Date(at + BEIJING_OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}

/** Reads an RFC 3339 time with seconds and offset; null for anything else. */
export function fromRfc3339(text: unknown): Instant | null {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return null
  const at = Date.parse(text)
  return Number.isSafeInteger(at) ? at : null
}

/** Reads `2026-11-22 08:00:00` of Beijing, as bill files have it; null for anything else, also for days that don't exist. */
export function fromBillTime(text: string): Instant | null {
  const at = fromRfc3339(`${text.replace(' ', 'T')}+08:00`)
  return at !== null && toBeijingRfc3339(at) === `${text.replace(' ', 'T')}+08:00` ? at : null
}
