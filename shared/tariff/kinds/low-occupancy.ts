import { formatPercent } from '../../format/amount.ts'
import { exactText } from '../exact-text.ts'
import { checkOneOf, checkWhole, fieldsOf } from '../fault.ts'
import { onePlus } from '../height.ts'
import { checkRatio, fractionOf, type Ratio, ratioOf, ratioTerm, ratioValues, shareText } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import { numberOf } from '../step-text.ts'
import type { FactorKind } from './rule-kind.ts'

export type LowOccupancyParams = {
  /** Buildings of which a smaller share is heated pay more, in ppm. */
  readonly belowPpm: number
  /** 20 % more is 20/100. */
  readonly surcharge: Ratio
  /** A building whose share nobody has recorded: refused, or pays nothing more. */
  readonly unrecorded: 'refuse' | 'none'
}
export type LowOccupancyRule = RuleOf<'low-occupancy@1', LowOccupancyParams>

/** 低入住率加收. */
export const lowOccupancy: FactorKind<LowOccupancyRule> = {
  role: 'factor',
  title: '低入住率加收',
  texts: {
    'low-occupancy': {
      sentence: (step) => {
        const more = shareText({ num: numberOf(step, 'moreNum'), den: numberOf(step, 'moreDen') })
        const low = `本楼用热比例 ${formatPercent(numberOf(step, 'occupancyPpm'))}，低于 ${formatPercent(numberOf(step, 'belowPpm'))}`
        return `${low}，加收 ${more}：系数 ${exactText(fractionOf(ratioOf(step)))}`
      },
      term: ratioTerm,
    },
  },
  check(params) {
    const { belowPpm, surcharge, unrecorded } = fieldsOf(params)
    return [
      ...checkWhole('belowPpm', '用热比例界限（百万分之一）', belowPpm, 0, 1_000_000),
      ...checkRatio('surcharge', '加收比例', surcharge),
      ...checkOneOf('unrecorded', '用热比例未登记时', unrecorded, ['refuse', 'none']),
    ]
  },
  factor({ area, rule: { params } }) {
    const { belowPpm, surcharge, unrecorded } = params
    const { occupancyPpm } = area
    if (occupancyPpm === undefined) {
      if (unrecorded === 'none') return null
      const message = `${area.name}所在楼的用热比例没有登记，而热价与用热比例有关`
      return { faults: [{ code: 'FACT_NOT_RECORDED', path: 'occupancyPpm', message }] }
    }
    if (occupancyPpm >= belowPpm) return null
    const factor = onePlus(fractionOf(surcharge))
    const values = { occupancyPpm, belowPpm, moreNum: surcharge.num, moreDen: surcharge.den, ...ratioValues(factor) }
    return { factor, steps: [{ code: 'low-occupancy', values }] }
  },
}
