import type { Instant } from '../calendar/instant.ts'
import type { Fen } from '../money/fen.ts'
import { type Fraction, fraction, multiply } from '../money/fraction.ts'
import { exactValues } from '../tariff/exact-step.ts'
import type { OutageParams } from '../tariff/kinds/poor-heat.ts'
import { fractionOf, ratioValues } from '../tariff/ratio.ts'
import { finish, type HeatRefund } from './poor-heat.ts'

export type Outage = { readonly startedAt: Instant; readonly endedAt: Instant }
/** A household of the substation: what it was charged for heat and the season's number of days. */
export type OutageHousehold = { readonly householdNo: string; readonly seasonFeeFen: Fen; readonly seasonDays: number }

const minuteMs = 60_000

/** What every household of a substation is given back for an outage; those that get nothing are left out. Throws RangeError when it ends before it starts. */
export function outageRefunds(
  rule: OutageParams,
  outage: Outage,
  households: readonly OutageHousehold[],
): (HeatRefund & { readonly householdNo: string })[] {
  const days = daysOf(rule, outage)
  if (days === null) return []
  const minutes = minutesOf(outage)
  const share = fractionOf(rule.share)
  return households.flatMap(({ householdNo, seasonFeeFen, seasonDays }) => {
    const dayFee = fraction(seasonFeeFen, seasonDays)
    const exact = multiply(multiply(dayFee, days), share)
    const { num: dayNum, den: dayDen } = ratioValues(days)
    const steps = [
      { code: 'day-fee', values: { seasonFeeFen, seasonDays, ...exactValues(dayFee, 'day') } },
      { code: 'outage-days', values: { minutes, dayNum, dayDen, ...rule.share, ...exactValues(exact, 'part') } },
    ]
    const refund = finish([{ exact, steps }], seasonFeeFen)
    return refund.amountFen === 0 ? [] : [{ ...refund, householdNo }]
  })
}

/** How many days the outage counts for; null when it is too short. */
function daysOf({ hours, atLeast, count }: OutageParams, outage: Outage): Fraction | null {
  const minutes = minutesOf(outage)
  const enough = atLeast === 'this' ? minutes >= hours * 60 : minutes > hours * 60
  if (!enough || minutes === 0) return null
  const rest = minutes % 1440
  const full = (minutes - rest) / 1440
  if (count === 'hours') return fraction(minutes, 1440)
  return fraction(count === 'started-days' && rest > 0 ? full + 1 : full)
}

/** Whole minutes. */
function minutesOf({ startedAt, endedAt }: Outage): number {
  if (!(endedAt >= startedAt)) throw new RangeError(`an outage from ${startedAt} to ${endedAt}`)
  return (endedAt - startedAt - ((endedAt - startedAt) % minuteMs)) / minuteMs
}
