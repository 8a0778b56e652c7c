const BEIJING_OFFSET_MS = 8 * 3_600_000

/** `2026-11-22 08:00:00` in Beijing, as every time on this wire is written. */
export function wireTime(at: number): string {
  return new Date(at + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** `20261122`, the local day inside trade numbers and bills. */
export function wireDay(at: number): string {
  return wireTime(at).slice(0, 10).replaceAll('-', '')
}

/** Reads the time of a request; null when it is not `yyyy-MM-dd HH:mm:ss`. */
export function readWireTime(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) return null
  const at = Date.parse(`${value.replace(' ', 'T')}+08:00`)
  return Number.isNaN(at) ? null : at
}
