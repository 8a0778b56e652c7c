import { type Band, type Bound, bounds, checkBands } from '../bands.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf, impossible } from '../fault.ts'
import { poorHeatTexts } from '../poor-heat-texts.ts'
import { checkRatio, type Ratio } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import type { PolicyKind } from './rule-kind.ts'

/** Minutes after midnight, the first included, the last not. */
export type MinuteWindow = { readonly fromMinute: number; readonly toMinute: number }
export type MonthWeight = { readonly month: number; readonly percent: number }

export type PoorHeatParams = {
  /** Room temperatures in 1/100 °C with the share of the day's fee given back; a temperature in no band is warm enough. */
  readonly bands: readonly (Band & { readonly share: Ratio })[]
  readonly bound: Bound
  /** Hours of the day in which a measurement does not count: 10:00 to 14:00 is 600 to 840. */
  readonly excludedWindows: readonly MinuteWindow[]
  /** Days the company has to put it right before anything is owed. */
  readonly graceDays: number
  /** Whether the days of grace are owed too once they have passed in vain. */
  readonly countsFrom: 'report' | 'after-grace'
  /** What the fee of a day is: equal days of the season's number, or the months' shares of the season in percent. */
  readonly monthWeights?: readonly MonthWeight[]
}
export type PoorHeatRule = RuleOf<'poor-heat@1', PoorHeatParams>

/** 室温不达标退费. Computed by billing/poor-heat.ts. */
export const poorHeat: PolicyKind<PoorHeatRule> = {
  role: 'policy',
  title: '室温不达标退费',
  texts: poorHeatTexts,
  check(params) {
    const { bands, bound, excludedWindows, graceDays, countsFrom, monthWeights } = fieldsOf(params)
    const each = (band: unknown): Fault[] => checkRatio('share', '退费比例', fieldsOf(band).share, 1)
    return [
      ...checkBands('bands', '室温分档', bands, { openAbove: false, min: -10_000 }, each),
      ...checkOneOf('bound', '分档边界归属', bound, bounds),
      ...(Array.isArray(excludedWindows)
        ? excludedWindows.flatMap(checkWindow)
        : [impossible('excludedWindows', '不计测温的时段应为列表')]),
      ...checkWhole('graceDays', '处理期限（天）', graceDays, 0, 366),
      ...checkOneOf('countsFrom', '退费起算', countsFrom, ['report', 'after-grace']),
      ...(monthWeights === undefined ? [] : checkWeights(monthWeights)),
    ]
  },
}

function checkWindow(window: unknown, index: number): Fault[] {
  const { fromMinute, toMinute } = fieldsOf(window)
  const path = `excludedWindows[${index}]`
  return [
    ...checkWhole(`${path}.fromMinute`, '时段开始（分钟）', fromMinute, 0, 1440),
    ...checkWhole(`${path}.toMinute`, '时段结束（分钟）', toMinute, 0, 1440),
    ...(Number(toMinute) <= Number(fromMinute) ? [impossible(path, `不计测温的第 ${index + 1} 个时段结束不晚于开始`)] : []),
  ]
}

/** The months' shares must be 100 %: a published table that adds up to 101 % is a mistake to ask about, not to bill by. */
function checkWeights(weights: unknown): Fault[] {
  if (!Array.isArray(weights) || weights.length === 0) return [impossible('monthWeights', '各月比例应为列表')]
  const faults = weights.flatMap((weight, index) => [
    ...checkWhole(`monthWeights[${index}].month`, '月份', fieldsOf(weight).month, 1, 12),
    ...checkWhole(`monthWeights[${index}].percent`, '各月比例（%）', fieldsOf(weight).percent, 0, 100),
  ])
  if (faults.length > 0) return faults
  const total = (weights as MonthWeight[]).reduce((sum, { percent }) => sum + percent, 0)
  if (new Set((weights as MonthWeight[]).map(({ month }) => month)).size < weights.length)
    faults.push(impossible('monthWeights', '各月比例中同一月份出现两次'))
  if (total !== 100) faults.push({ code: 'WEIGHTS_DO_NOT_ADD_UP', path: 'monthWeights', message: `各月比例合计 ${total}%，应为 100%` })
  return faults
}

export type OutageParams = {
  /** An outage counts from this many hours on; `more` when it must be longer. */
  readonly hours: number
  readonly atLeast: 'this' | 'more'
  /** How the time is counted: started days of 24 h, full ones, or by the hour. */
  readonly count: 'started-days' | 'full-days' | 'hours'
  readonly share: Ratio
}
export type OutageRule = RuleOf<'outage-refund@1', OutageParams>

/** 停热退费: an outage of a substation. */
export const outageRefund: PolicyKind<OutageRule> = {
  role: 'policy',
  title: '停热退费',
  texts: poorHeatTexts,
  check(params) {
    const { hours, atLeast, count, share } = fieldsOf(params)
    return [
      ...checkWhole('hours', '起退小时数', hours, 0, 10_000),
      ...checkOneOf('atLeast', '起退界限', atLeast, ['this', 'more']),
      ...checkOneOf('count', '计时方式', count, ['started-days', 'full-days', 'hours']),
      ...checkRatio('share', '退费比例', share, 1),
    ]
  },
}
