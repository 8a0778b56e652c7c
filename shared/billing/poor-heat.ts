import { addDays, daysBetween, earlierOf, type LocalDay, laterOf } from '../calendar/local-day.ts'
import type { Fen } from '../money/fen.ts'
import { type Fraction, fraction, multiply, sum } from '../money/fraction.ts'
import { round } from '../money/round.ts'
import { bandOf } from '../tariff/bands.ts'
import { exactValues } from '../tariff/exact-step.ts'
import type { PoorHeatParams } from '../tariff/kinds/poor-heat.ts'
import { fractionOf } from '../tariff/ratio.ts'
import type { Step } from '../tariff/step.ts'

/** A measurement that holds from its day until the next one or until it was put right. */
export type RoomTest = { readonly on: LocalDay; readonly minute: number; readonly centiC: number }

export type PoorHeatInput = {
  readonly rule: PoorHeatParams
  readonly season: { readonly startsOn: LocalDay; readonly endsOn: LocalDay; readonly days: number }
  /** What the household was charged for heat in the season. */
  readonly seasonFeeFen: Fen
  readonly areaMilliM2: number
  /** The rooms that are cold; all when absent. */
  readonly failingMilliM2?: number
  readonly reportedOn: LocalDay
  /** The first day it was warm again; null when it never was. */
  readonly fixedOn: LocalDay | null
  readonly tests: readonly RoomTest[]
}
export type HeatRefund = { readonly amountFen: Fen; readonly steps: readonly Step[]; readonly ignoredTests: readonly RoomTest[] }

/**
 * What is given back for a cold home: for each day from the report (or after the days of grace) until it was put right, the share of the band its
 * last valid measurement falls into. Rounded once, never more than the season's fee. Throws RangeError for an area of 0.
 */
export function poorHeatRefund(input: PoorHeatInput): HeatRefund {
  const { rule, season, reportedOn, fixedOn } = input
  const ignoredTests = input.tests.filter(({ minute }) =>
    rule.excludedWindows.some(({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute),
  )
  const valid = input.tests
    .filter((test) => !ignoredTests.includes(test))
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.minute - b.minute))
  const lastOn = fixedOn === null ? season.endsOn : earlierOf(season.endsOn, addDays(fixedOn, -1))
  const firstOwed = addDays(reportedOn, rule.graceDays)
  if (lastOn < firstOwed) return { amountFen: 0, steps: [], ignoredTests }
  const from = laterOf(season.startsOn, rule.countsFrom === 'report' ? reportedOn : firstOwed)
  const spans = valid.flatMap(({ on, centiC }, index): Span[] => {
    const next = valid[index + 1]
    // The first measurement stands for the days since the report; a later one of the same day takes the earlier one's place.
    const fromOn = index === 0 ? from : laterOf(from, on)
    const toOn = next ? earlierOf(lastOn, addDays(next.on, -1)) : lastOn
    const band = bandOf(rule.bands, centiC, rule.bound)
    return band && fromOn <= toOn ? [{ fromOn, toOn, centiC, share: fractionOf(band.share), values: band.share }] : []
  })
  const parts = spans.flatMap((span) => perMonth(span, rule).map((piece) => refundOf(piece, input)))
  return finish(parts, input.seasonFeeFen, ignoredTests)
}

type Span = {
  readonly fromOn: LocalDay
  readonly toOn: LocalDay
  readonly centiC: number
  readonly share: Fraction
  readonly values: { readonly num: number; readonly den: number }
}
type Part = { readonly exact: Fraction; readonly steps: readonly Step[] }

/** By equal days a span is one piece; by months' weights it is one for each month. */
function perMonth(span: Span, { monthWeights }: PoorHeatParams): Span[] {
  if (!monthWeights) return [span]
  const pieces: Span[] = []
  for (let fromOn = span.fromOn; fromOn <= span.toOn; ) {
    const toOn = earlierOf(span.toOn, lastOfMonth(fromOn))
    pieces.push({ ...span, fromOn, toOn })
    fromOn = addDays(toOn, 1)
  }
  return pieces
}

function refundOf({ fromOn, toOn, centiC, share, values }: Span, input: PoorHeatInput): Part {
  const { areaMilliM2, failingMilliM2 } = input
  const { exact: dayFee, step } = feeOfDay(fromOn, input)
  const days = daysBetween(fromOn, toOn) + 1
  const coldMilliM2 = Math.min(failingMilliM2 ?? areaMilliM2, areaMilliM2)
  const area = fraction(coldMilliM2, areaMilliM2)
  const exact = [fraction(days), share, area].reduce(multiply, dayFee)
  const failing = failingMilliM2 === undefined ? {} : { failingMilliM2: coldMilliM2, areaMilliM2 }
  const told: Step = {
    code: 'poor-heat-days',
    values: { fromOn, toOn, days, centiC, ...values, ...failing, ...exactValues(exact, 'part') },
  }
  return { exact, steps: [step, told] }
}

function feeOfDay(on: LocalDay, { rule, season, seasonFeeFen }: PoorHeatInput): { readonly exact: Fraction; readonly step: Step } {
  if (!rule.monthWeights) {
    const exact = fraction(seasonFeeFen, season.days)
    return { exact, step: { code: 'day-fee', values: { seasonFeeFen, seasonDays: season.days, ...exactValues(exact, 'day') } } }
  }
  const month = Number(on.slice(5, 7))
  const percent = rule.monthWeights.find((weight) => weight.month === month)?.percent ?? 0
  const first = laterOf(season.startsOn, `${on.slice(0, 7)}-01`)
  const monthDays = daysBetween(first, earlierOf(season.endsOn, lastOfMonth(on))) + 1
  const exact = fraction(BigInt(seasonFeeFen) * BigInt(percent), 100n * BigInt(monthDays))
  return { exact, step: { code: 'month-fee', values: { seasonFeeFen, month, percent, monthDays, ...exactValues(exact, 'day') } } }
}

export function finish(parts: readonly Part[], seasonFeeFen: Fen, ignoredTests: readonly RoomTest[] = []): HeatRefund {
  const exact = sum(parts.map((part) => part.exact))
  const wholeFen = round(exact, 'half-up', 'fen')
  const amountFen = Math.min(wholeFen, seasonFeeFen)
  if (parts.length === 0) return { amountFen: 0, steps: [], ignoredTests }
  const most = amountFen < wholeFen ? { mostFen: seasonFeeFen } : {}
  const total: Step = { code: 'refund-sum', values: { ...exactValues(exact, 'sum'), ...most, amountFen } }
  return { amountFen, steps: [...parts.flatMap(({ steps }) => steps), total], ignoredTests }
}

function lastOfMonth(day: LocalDay): LocalDay {
  // The 28th plus four days is always in the next month.
  const next = addDays(`${day.slice(0, 7)}-28`, 4)
  return addDays(`${next.slice(0, 7)}-01`, -1)
}
