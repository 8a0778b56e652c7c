/** The simulator's own clock (UTC milliseconds). It runs with an offset, or stands still when frozen. */
export type MovableClock = {
  now(): number
  /** Jumps to `at`; from there it runs on, or stands still. */
  set(at: number, frozen: boolean): void
  reading(): ClockReading
  onMove(listener: () => void): void
}

export type ClockReading = { readonly offsetMs: number; readonly frozenAt: number | null }

export function createMovableClock(start: ClockReading | null): MovableClock {
  let offsetMs = start?.offsetMs ?? 0
  let frozenAt = start?.frozenAt ?? null
  const listeners: (() => void)[] = []
  const now = () => frozenAt ?? Date.now() + offsetMs
  return {
    now,
    set(at, frozen) {
      offsetMs = at - Date.now()
      frozenAt = frozen ? at : null
      for (const listener of listeners) listener()
    },
    reading: () => ({ offsetMs, frozenAt }),
    onMove: (listener) => listeners.push(listener),
  }
}
