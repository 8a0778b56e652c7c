import type { Instant } from '../../shared/calendar/instant.ts'
import { addDays, type LocalDay, laterOf, localDayOf, startOfDay } from '../../shared/calendar/local-day.ts'

/** A season of the town with the days that matter to money. */
export type TownSeason = {
  readonly code: string
  readonly startsOn: LocalDay
  readonly endsOn: LocalDay
  readonly noticeOn: LocalDay
  readonly billedAt: Instant
  readonly dueOn: LocalDay
}
export type TownCalendar = { readonly last: TownSeason; readonly current: TownSeason }

const HOUR = 3_600_000
/** Bills are posted at noon of 15 October, a month before the heating begins. */
const BILLED = '10-15'
/** Whoever looks at the town after the usual due day still has these days to pay in time. */
const DAYS_LEFT = 30

/**
 * The season whose bills are out now and the one before it, whenever now is. The current one is never overdue: its due day is
 * 13 February, or later when the town is loaded so late that nobody could pay in time any more.
 */
export function calendarOf(now: Instant): TownCalendar {
  const today = localDayOf(now)
  const year = Number(today.slice(0, 4))
  const first = now >= billingOf(year) ? year : year - 1
  const current = seasonFrom(first)
  return { last: seasonFrom(first - 1), current: { ...current, dueOn: laterOf(current.dueOn, addDays(today, DAYS_LEFT)) } }
}

function seasonFrom(year: number): TownSeason {
  const next = year + 1
  return {
    code: `${year}-${next}`,
    startsOn: `${year}-11-15`,
    endsOn: `${next}-03-15`,
    noticeOn: `${year}-09-01`,
    billedAt: billingOf(year),
    dueOn: `${next}-02-13`,
  }
}

function billingOf(year: number): Instant {
  return startOfDay(`${year}-${BILLED}`) + 12 * HOUR
}
