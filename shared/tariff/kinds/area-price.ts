import { formatArea, formatPrice } from '../../format/amount.ts'
import { customerClassName } from '../../format/names.ts'
import { fraction } from '../../money/fraction.ts'
import { basisNames, highestPriceE4, priceTerm, readArea } from '../area-step.ts'
import { type AreaBasis, areaBases } from '../facts.ts'
import { checkOneOf, checkWhole, fieldsOf } from '../fault.ts'
import type { RuleOf } from '../rule-set.ts'
import { numberOf, textOf } from '../step-text.ts'
import { type ChargeKind, isRefused } from './rule-kind.ts'

export type AreaPriceParams = {
  /** 1/10 000 yuan per m² and season: 20.50 yuan is 205000. */
  readonly priceE4: number
  readonly areaBasis: AreaBasis
}
export type AreaPriceRule = RuleOf<'area-price@1', AreaPriceParams>

/** 面积热价: area × price for the whole season. */
export const areaPrice: ChargeKind<AreaPriceRule> = {
  role: 'charge',
  takesFactors: true,
  title: '面积热价',
  texts: {
    area: {
      sentence: (step) => {
        const row = `面积行 ${numberOf(step, 'areaNo')} ${textOf(step, 'name')}`
        const basis = basisNames[textOf(step, 'areaBasis') as AreaBasis]
        return `${row}：${basis} ${formatArea(numberOf(step, 'areaMilliM2'))} ㎡（来源：${textOf(step, 'provenance') || '未登记'}）`
      },
      term: (step) => {
        const areaMilliM2 = numberOf(step, 'areaMilliM2')
        const text = formatArea(areaMilliM2)
        return { text, labelled: `${text} ㎡`, value: fraction(areaMilliM2, 1000) }
      },
    },
    'area-price': {
      sentence: (step) => {
        const customer = `${customerClassName(textOf(step, 'customerClass'))}，${textOf(step, 'priceType')}`
        const ground = `依据：${textOf(step, 'noticeNo')}，价目第 ${numberOf(step, 'ruleSetVersion')} 版`
        return `热价 ${formatPrice(numberOf(step, 'priceE4'))} 元/㎡·采暖季（${customer}；${ground}）`
      },
      term: (step) => priceTerm(step),
    },
  },
  check(params) {
    const { priceE4, areaBasis } = fieldsOf(params)
    return [
      ...checkWhole('priceE4', '单价（万分之一元）', priceE4, 0, highestPriceE4),
      ...checkOneOf('areaBasis', '面积口径', areaBasis, areaBases),
    ]
  },
  charges: (area) => area.status === 'heating',
  purpose: (rule) => rule.feeType,
  covers: (rule) => rule.feeType,
  price({ area, rule, ruleSet }) {
    const { priceE4, areaBasis } = rule.params
    const read = readArea(area, areaBasis)
    if (isRefused(read)) return read
    const { customerClass, priceType } = area
    return {
      // m²/1000 × yuan/10 000 × 100 fen
      exact: fraction(BigInt(read.areaMilliM2) * BigInt(priceE4), 100_000),
      steps: [
        read.step,
        {
          code: 'area-price',
          values: { priceE4, customerClass, priceType, noticeNo: ruleSet.notice.no, ruleSetVersion: ruleSet.version },
        },
      ],
    }
  },
}
