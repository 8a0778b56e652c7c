import { add, fraction } from '../../money/fraction.ts'
import { exactText } from '../exact-text.ts'
import { fieldsOf } from '../fault.ts'
import { checkHeight, type HeightParams, heightContractText, heightFactor, heightText } from '../height.ts'
import { checkRatio, fractionOf, type Ratio } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import { numberOf } from '../step-text.ts'
import type { FactorKind } from './rule-kind.ts'

export type HeightLinearParams = HeightParams & {
  /** Added for every metre over `overMm`: 0.333 is 333/1000. */
  readonly perMetre: Ratio
  /** What single-storey buildings start from instead of 1: 2/1. */
  readonly singleStoreyBase?: Ratio
}
export type HeightLinearRule = RuleOf<'height-linear@1', HeightLinearParams>

/** 超高系数按直线: 1 + 0.333 × (h − 3), single-storey buildings from another base. */
export const heightLinear: FactorKind<HeightLinearRule> = {
  role: 'factor',
  title: '超高系数（按直线）',
  texts: {
    'height-linear': heightText((step) => {
      const base = exactText(fraction(numberOf(step, 'baseNum'), numberOf(step, 'baseDen')))
      const per = exactText(fraction(numberOf(step, 'perNum'), numberOf(step, 'perDen')))
      const single = numberOf(step, 'singleStorey') === 1 ? '单层建筑' : ''
      return `${single}系数为 ${base} + ${per} × 超出的米数`
    }),
    'height-contract': heightContractText,
  },
  check(params) {
    const { perMetre, singleStoreyBase } = fieldsOf(params)
    return [
      ...checkHeight(params),
      ...checkRatio('perMetre', '每米加收系数', perMetre),
      ...(singleStoreyBase === undefined ? [] : checkRatio('singleStoreyBase', '单层建筑的基数', singleStoreyBase)),
    ]
  },
  factor({ area, rule: { params } }) {
    const { overMm, perMetre, singleStoreyBase } = params
    const single = area.singleStorey === true && singleStoreyBase !== undefined
    const base = single ? singleStoreyBase : { num: 1, den: 1 }
    const values = {
      perNum: perMetre.num,
      perDen: perMetre.den,
      baseNum: base.num,
      baseDen: base.den,
      singleStorey: single ? 1 : 0,
    }
    const formula = (heightMm: number) =>
      add(fractionOf(base), fraction(BigInt(heightMm - overMm) * BigInt(perMetre.num), BigInt(perMetre.den) * 1000n))
    return heightFactor(area, params, formula, { code: 'height-linear', values })
  },
}
