import { formatArea, formatPrice, plainYuan } from '../../format/amount.ts'
import { feeTypeName } from '../../format/names.ts'
import { fraction, multiply } from '../../money/fraction.ts'
import { highestPriceE4, priceTerm, readArea } from '../area-step.ts'
import { type AreaBasis, areaBases } from '../facts.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf, impossible } from '../fault.ts'
import { checkRatio, fractionOf, type Ratio, ratioOf, ratioTerm, shareText } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import { numberOf, textOf } from '../step-text.ts'
import { type ChargeKind, type HouseholdChargeKind, isRefused } from './rule-kind.ts'

/** `quantity`: charged once for each of these, or once for the household when absent. */
export type FixedFeeRule = RuleOf<'fixed-fee@1', { readonly amountFen: number; readonly quantity?: string }>
/** `unit` is the word on the bill: 立方米, 吨. */
export type QuantityFeeRule = RuleOf<'quantity-fee@1', { readonly quantity: string; readonly unit: string; readonly priceE4: number }>
export type PercentFeeRule = RuleOf<'percent-fee@1', { readonly ofFeeType: string; readonly share: Ratio }>
export type AreaFeeRule = RuleOf<'area-fee@1', { readonly priceE4: number; readonly areaBasis: AreaBasis }>

/** 定额费用: handling fee, valve fee, function fee. */
export const fixedFee: HouseholdChargeKind<FixedFeeRule> = {
  role: 'household-charge',
  title: '定额费用',
  texts: {
    'fixed-fee': {
      sentence: (step) =>
        `${feeTypeName(textOf(step, 'feeType'))}定额 ${plainYuan(numberOf(step, 'amountFen'))} 元（依据：${textOf(step, 'noticeNo')}）`,
      term: (step) => {
        const text = plainYuan(numberOf(step, 'amountFen'))
        return { text, labelled: `${text} 元`, value: fraction(numberOf(step, 'amountFen'), 100) }
      },
    },
    'fee-quantity': {
      sentence: (step) => `数量 ${quantityText(numberOf(step, 'milli'))}${textOf(step, 'unit')}`,
      term: (step) => {
        const text = quantityText(numberOf(step, 'milli'))
        return { text, labelled: `${text} ${textOf(step, 'unit')}`, value: fraction(numberOf(step, 'milli'), 1000) }
      },
    },
  },
  check(params) {
    const { amountFen, quantity } = fieldsOf(params)
    return [
      ...checkWhole('amountFen', '定额（分）', amountFen, 0, 1_000_000_000_000),
      ...(quantity === undefined ? [] : checkCode('quantity', '数量名称', quantity)),
    ]
  },
  purpose: (rule) => rule.feeType,
  price({ facts, rule, ruleSet }) {
    const { amountFen, quantity } = rule.params
    const fixed = { code: 'fixed-fee', values: { feeType: rule.feeType, amountFen, noticeNo: ruleSet.notice.no } }
    if (quantity === undefined) return { exact: fraction(amountFen), steps: [fixed] }
    const milli = facts.quantities?.[quantity]
    if (milli === undefined || milli === 0) return null
    const steps = [fixed, { code: 'fee-quantity', values: { milli, unit: '次' } }]
    return { exact: fraction(BigInt(amountFen) * BigInt(milli), 1000), steps }
  },
}

/** 按量费用: hot water, steam. */
export const quantityFee: HouseholdChargeKind<QuantityFeeRule> = {
  role: 'household-charge',
  title: '按量费用',
  texts: {
    'quantity-price': {
      sentence: (step) => {
        const price = `${formatPrice(numberOf(step, 'priceE4'))} 元/${textOf(step, 'unit')}`
        return `${feeTypeName(textOf(step, 'feeType'))}单价 ${price}（依据：${textOf(step, 'noticeNo')}）`
      },
      term: (step) => priceTerm(step, textOf(step, 'unit')),
    },
  },
  check(params) {
    const { quantity, unit, priceE4 } = fieldsOf(params)
    return [
      ...checkCode('quantity', '数量名称', quantity),
      ...checkCode('unit', '计量单位', unit),
      ...checkWhole('priceE4', '单价（万分之一元）', priceE4, 0, 1_000_000_000),
    ]
  },
  purpose: (rule) => rule.feeType,
  price({ facts, rule, ruleSet }) {
    const { quantity, unit, priceE4 } = rule.params
    const milli = facts.quantities?.[quantity]
    if (milli === undefined) return null
    return {
      // 1/1000 unit × 1/10 000 yuan × 100 fen
      exact: fraction(BigInt(milli) * BigInt(priceE4), 100_000),
      steps: [
        { code: 'fee-quantity', values: { milli, unit } },
        { code: 'quantity-price', values: { feeType: rule.feeType, unit, priceE4, noticeNo: ruleSet.notice.no } },
      ],
    }
  },
}

/** 按比例的费用: a share of what the area is charged for another fee type. */
export const percentFee: ChargeKind<PercentFeeRule> = {
  role: 'charge',
  takesFactors: false,
  title: '按比例费用',
  texts: {
    'percent-fee': {
      sentence: (step) => {
        const of = feeTypeName(textOf(step, 'ofFeeType'))
        return `${feeTypeName(textOf(step, 'feeType'))}按${of}的 ${shareText(ratioOf(step))} 收取（依据：${textOf(step, 'noticeNo')}）`
      },
      term: (step) => ({ ...ratioTerm(step), text: shareText(ratioOf(step)), labelled: shareText(ratioOf(step)) }),
    },
  },
  check(params) {
    const { ofFeeType, share } = fieldsOf(params)
    return [...checkCode('ofFeeType', '所依据的费用种类', ofFeeType), ...checkRatio('share', '费用比例', share)]
  },
  charges: (area) => area.status === 'heating',
  purpose: (rule) => rule.feeType,
  covers: (rule) => rule.feeType,
  price({ rule, ruleSet, fullCharge }) {
    const { ofFeeType, share } = rule.params
    const full = fullCharge(ofFeeType)
    if (isRefused(full)) return full
    const values = { feeType: rule.feeType, ofFeeType, num: share.num, den: share.den, noticeNo: ruleSet.notice.no }
    return { exact: multiply(full.exact, fractionOf(share)), steps: [...full.steps, { code: 'percent-fee', values }] }
  },
}

/** 按面积一次性收取的费用: connection fee. Not shared out by days. */
export const areaFee: ChargeKind<AreaFeeRule> = {
  role: 'charge',
  takesFactors: true,
  once: true,
  title: '按面积一次性费用',
  texts: {
    'area-fee': {
      sentence: (step) => {
        const price = `${formatPrice(numberOf(step, 'priceE4'))} 元/㎡`
        return `${feeTypeName(textOf(step, 'feeType'))} ${price}，一次性收取（依据：${textOf(step, 'noticeNo')}）`
      },
      term: (step) => priceTerm(step),
    },
  },
  check(params) {
    const { priceE4, areaBasis } = fieldsOf(params)
    return [
      ...checkWhole('priceE4', '单价（万分之一元）', priceE4, 0, highestPriceE4 * 10),
      ...checkOneOf('areaBasis', '面积口径', areaBasis, areaBases),
    ]
  },
  charges: () => true,
  purpose: (rule) => rule.feeType,
  covers: (rule) => rule.feeType,
  price({ area, rule, ruleSet }) {
    const { priceE4, areaBasis } = rule.params
    const read = readArea(area, areaBasis)
    if (isRefused(read)) return read
    const values = { feeType: rule.feeType, priceE4, noticeNo: ruleSet.notice.no }
    return { exact: fraction(BigInt(read.areaMilliM2) * BigInt(priceE4), 100_000), steps: [read.step, { code: 'area-fee', values }] }
  },
}

function checkCode(path: string, label: string, value: unknown): Fault[] {
  return typeof value === 'string' && value !== '' ? [] : [impossible(path, `${label}不能为空`)]
}

/** 12500 is 12.50, as areas are written. */
const quantityText = formatArea
