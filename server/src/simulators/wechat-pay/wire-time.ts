const BEIJING_OFFSET_MS = 8 * 3_600_000

/** `2018-06-08T10:34:56+08:00`, as every time on this wire is written. */
export function wireTime(at: number): string {
  return `${new Date(at + BEIJING_OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}

/** `20180608103456`, the local digits inside prepay ids and transaction ids. */
export function wireDigits(at: number): string {
  return wireTime(at).slice(0, 19).replace(/\D/g, '')
}

/** Reads the time of a request; null when it is not RFC 3339 with seconds and an offset. */
export function readWireTime(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) return null
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : at
}

/** `2026-11-22 08:00:00`, as bill files have it. */
export function wireSeconds(at: number): string {
  return wireTime(at).slice(0, 19).replace('T', ' ')
}

/** `2026-11-22` in Beijing. */
export function wireDay(at: number): string {
  return wireTime(at).slice(0, 10)
}
