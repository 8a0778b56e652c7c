import type { Instant } from '../../../shared/calendar/instant.ts'
import { type LocalDay, localDayOf } from '../../../shared/calendar/local-day.ts'

/** The only source of "now". Injected everywhere, so that tests and the demo can move it. */
export type Clock = {
  now(): Instant
  /** Today in Asia/Shanghai: the business day of whatever happens now. */
  today(): LocalDay
}

export const systemClock: Clock = {
  now: () => Date.now(),
  today: () => localDayOf(Date.now()),
}

export type MovableClock = Clock & {
  /** Stands still at `at` until it is moved again. */
  set(at: Instant): void
  advance(milliseconds: number): void
}

/** A clock that stands still at `at`: for tests, scenarios and the demo town's past. */
export function movableClock(at: Instant): MovableClock {
  let now = at
  return {
    now: () => now,
    today: () => localDayOf(now),
    set: (value) => {
      now = value
    },
    advance: (milliseconds) => {
      now += milliseconds
    },
  }
}
