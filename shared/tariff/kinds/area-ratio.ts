import { formatArea } from '../../format/amount.ts'
import { fraction } from '../../money/fraction.ts'
import { exactText } from '../exact-text.ts'
import { type AreaBasis, areaBases, areaOf } from '../facts.ts'
import { checkOneOf, type Fault, fieldsOf, impossible } from '../fault.ts'
import { checkRatio, fractionOf, type Ratio, ratioOf, ratioTerm, ratioValues } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import { numberOf, textOf } from '../step-text.ts'
import type { FactorKind } from './rule-kind.ts'

/** `name` says what the ratio is, as the bill prints it: 使用面积系数. */
export type AreaRatioRule = RuleOf<'area-ratio@1', { readonly ratio: Ratio; readonly name: string }>

/** 面积折算: gross to usable area by a fixed ratio, 1000/1333. */
export const areaRatio: FactorKind<AreaRatioRule> = {
  role: 'factor',
  title: '面积折算系数',
  texts: {
    'area-ratio': {
      sentence: (step) => `${textOf(step, 'name')}：乘以 ${exactText(fractionOf(ratioOf(step)))}`,
      term: ratioTerm,
    },
  },
  check(params) {
    const { ratio, name } = fieldsOf(params)
    return [...checkRatio('ratio', '折算系数', ratio), ...checkName(name)]
  },
  factor({ rule: { params } }) {
    const factor = fractionOf(params.ratio)
    return { factor, steps: [{ code: 'area-ratio', values: { name: params.name, ...ratioValues(factor) } }] }
  },
}

function checkName(name: unknown): Fault[] {
  return typeof name === 'string' && name !== '' ? [] : [impossible('name', '折算系数没有名称')]
}

/** `areaBasis`: the area the price multiplies by, which holds the public share. `share`: how much of the public share is left out: 1/1, 1/2. */
export type PublicShareRule = RuleOf<'public-share@1', { readonly areaBasis: AreaBasis; readonly share: Ratio }>

/** 扣除公摊: the part of the common area that is not billed. */
export const publicShare: FactorKind<PublicShareRule> = {
  role: 'factor',
  title: '扣除公摊面积',
  texts: {
    'public-share': {
      sentence: (step) => {
        const share = exactText(fraction(numberOf(step, 'shareNum'), numberOf(step, 'shareDen')))
        const left = `（${formatArea(numberOf(step, 'areaMilliM2'))} − ${formatArea(numberOf(step, 'publicMilliM2'))} × ${share}）`
        return `扣除公摊面积 ${formatArea(numberOf(step, 'publicMilliM2'))} ㎡ 的 ${share}：${left} ÷ ${formatArea(numberOf(step, 'areaMilliM2'))} = ${exactText(fractionOf(ratioOf(step)))}`
      },
      term: ratioTerm,
    },
  },
  check(params) {
    const { areaBasis, share } = fieldsOf(params)
    return [...checkOneOf('areaBasis', '面积口径', areaBasis, areaBases), ...checkRatio('share', '扣除比例', share, 1)]
  },
  factor({ area, rule: { params } }) {
    const { publicShareMilliM2: publicMilliM2 } = area
    const areaMilliM2 = areaOf(area, params.areaBasis)
    if (publicMilliM2 === undefined) return refused('publicShareMilliM2', `${area.name}没有登记公摊面积，而热价按扣除公摊后的面积计收`)
    if (areaMilliM2 === null || areaMilliM2 === 0) return null
    if (publicMilliM2 > areaMilliM2) return refused('publicShareMilliM2', `${area.name}公摊面积大于计费面积`)
    const { num, den } = params.share
    const factor = fraction(BigInt(areaMilliM2) * BigInt(den) - BigInt(publicMilliM2) * BigInt(num), BigInt(areaMilliM2) * BigInt(den))
    const values = { areaMilliM2, publicMilliM2, shareNum: num, shareDen: den, ...ratioValues(factor) }
    return { factor, steps: [{ code: 'public-share', values }] }
  },
}

function refused(path: string, message: string): { readonly faults: readonly Fault[] } {
  return { faults: [{ code: 'FACT_NOT_RECORDED', path, message }] }
}
