import { checkOneOf, checkWhole, fieldsOf } from '../fault.ts'
import { periodTexts } from '../period-texts.ts'
import type { RuleOf } from '../rule-set.ts'
import type { PolicyKind } from './rule-kind.ts'

/** What is charged from the day somebody comes back to heat: the rest of the season by days, from the first of that month, or all of it. */
export type StartOfCharge = 'from-day' | 'from-month' | 'whole-season'
/**
 * The base fee of a home that began the season stopped and was resumed: of the stopped days only; of the whole season on top of the heat;
 * or of the whole season, and taken off the heat, so that base fee and heat together are the larger of the two.
 */
export type BaseFeeAfterResume = 'by-days' | 'whole-season' | 'deducted'

export type StopPeriodParams = {
  /** A stop of fewer days counts as heated. */
  readonly minStopDays: number
  /** How often an area may be stopped in one season; no limit when absent. */
  readonly maxStops?: number
  readonly resumed: StartOfCharge
  /** The same for an area first connected within the season. */
  readonly connected: StartOfCharge
  readonly baseFee: BaseFeeAfterResume
  /** What days are divided by: the season's number of days in the notice, or those of the calendar. */
  readonly denominator: 'notice' | 'calendar'
}
export type StopPeriodRule = RuleOf<'stop-period@1', StopPeriodParams>

const starts: readonly StartOfCharge[] = ['from-day', 'from-month', 'whole-season']

/** What applies where a rule set says nothing: everything by days, of the notice's number of days. */
export const plainStopPeriod: StopPeriodParams = {
  minStopDays: 0,
  resumed: 'from-day',
  connected: 'from-day',
  baseFee: 'by-days',
  denominator: 'notice',
}

/** 分时段报停、复热与季中开户: how a season divided into periods is charged. Read by `season-parts.ts`. */
export const stopPeriod: PolicyKind<StopPeriodRule> = {
  role: 'policy',
  title: '分时段报停与复热',
  texts: periodTexts,
  check(params) {
    const { minStopDays, maxStops, resumed, connected, baseFee, denominator } = fieldsOf(params)
    return [
      ...checkWhole('minStopDays', '最短报停天数', minStopDays, 0, 366),
      ...(maxStops === undefined ? [] : checkWhole('maxStops', '每采暖季报停次数上限', maxStops, 0, 366)),
      ...checkOneOf('resumed', '复热计费起点', resumed, starts),
      ...checkOneOf('connected', '季中开户计费起点', connected, starts),
      ...checkOneOf('baseFee', '复热后的停热基础费', baseFee, ['by-days', 'whole-season', 'deducted']),
      ...checkOneOf('denominator', '按天分摊的分母', denominator, ['notice', 'calendar']),
    ]
  },
}
