import { formatPrice } from '../../format/amount.ts'
import { customerClassName } from '../../format/names.ts'
import { fraction } from '../../money/fraction.ts'
import { highestPriceE4, priceTerm, readArea } from '../area-step.ts'
import { type AreaBasis, areaBases } from '../facts.ts'
import { checkOneOf, checkWhole, fieldsOf } from '../fault.ts'
import type { RuleOf } from '../rule-set.ts'
import { numberOf, textOf } from '../step-text.ts'
import { type ChargeKind, isRefused } from './rule-kind.ts'

export type PeriodPriceParams = {
  /** 1/10 000 yuan per m² and month or day. */
  readonly priceE4: number
  readonly per: 'month' | 'day'
  /** How many months or days the notice charges for (4, 5, 6; 120, 121…), or the season's number of days. */
  readonly count: number | 'season-days'
  readonly areaBasis: AreaBasis
}
export type PeriodPriceRule = RuleOf<'period-price@1', PeriodPriceParams>

const unitNames = { month: '月', day: '天' }

/** 按月或按天的面积热价: area × price × months or days. */
export const periodPrice: ChargeKind<PeriodPriceRule> = {
  role: 'charge',
  takesFactors: true,
  title: '按月、按天的面积热价',
  texts: {
    'period-price': {
      sentence: (step) => {
        const unit = unitNames[textOf(step, 'per') as 'month' | 'day']
        const customer = `${customerClassName(textOf(step, 'customerClass'))}，${textOf(step, 'priceType')}`
        const ground = `依据：${textOf(step, 'noticeNo')}，价目第 ${numberOf(step, 'ruleSetVersion')} 版`
        return `热价 ${formatPrice(numberOf(step, 'priceE4'))} 元/㎡·${unit}（${customer}；${ground}）`
      },
      term: (step) => priceTerm(step, `㎡·${unitNames[textOf(step, 'per') as 'month' | 'day']}`),
    },
    'period-count': {
      sentence: (step) => `采暖季按 ${numberOf(step, 'count')} ${unitOf(textOf(step, 'per'))}计收`,
      term: (step) => {
        const text = String(numberOf(step, 'count'))
        return { text, labelled: `${text} ${unitOf(textOf(step, 'per'))}`, value: fraction(numberOf(step, 'count')) }
      },
    },
  },
  check(params) {
    const { priceE4, per, count, areaBasis } = fieldsOf(params)
    return [
      ...checkWhole('priceE4', '单价（万分之一元）', priceE4, 0, highestPriceE4),
      ...checkOneOf('per', '计价周期', per, ['month', 'day']),
      ...(count === 'season-days' && per === 'day' ? [] : checkWhole('count', '计收月数或天数', count, 1, per === 'month' ? 12 : 366)),
      ...checkOneOf('areaBasis', '面积口径', areaBasis, areaBases),
    ]
  },
  charges: (area) => area.status === 'heating',
  purpose: (rule) => rule.feeType,
  covers: (rule) => rule.feeType,
  price({ area, season, rule, ruleSet }) {
    const { priceE4, per, areaBasis } = rule.params
    const count = rule.params.count === 'season-days' ? season.days : rule.params.count
    const read = readArea(area, areaBasis)
    if (isRefused(read)) return read
    const { customerClass, priceType } = area
    const values = { priceE4, per, customerClass, priceType, noticeNo: ruleSet.notice.no, ruleSetVersion: ruleSet.version }
    return {
      exact: fraction(BigInt(read.areaMilliM2) * BigInt(priceE4) * BigInt(count), 100_000),
      steps: [read.step, { code: 'period-price', values }, { code: 'period-count', values: { count, per } }],
    }
  },
}

function unitOf(per: string): string {
  return per === 'month' ? '个月' : '天'
}
