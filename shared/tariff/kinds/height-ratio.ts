import { formatHeight } from '../../format/amount.ts'
import { fraction } from '../../money/fraction.ts'
import { checkWhole, fieldsOf } from '../fault.ts'
import { checkHeight, type HeightParams, heightContractText, heightFactor, heightText } from '../height.ts'
import type { RuleOf } from '../rule-set.ts'
import { numberOf } from '../step-text.ts'
import type { FactorKind } from './rule-kind.ts'

/** `perMm`: the ordinary height the area is converted to. */
export type HeightRatioRule = RuleOf<'height-ratio@1', HeightParams & { readonly perMm: number }>

/** 超高系数按比例折算: h / 3 for h over 3 m. */
export const heightRatio: FactorKind<HeightRatioRule> = {
  role: 'factor',
  title: '超高系数（按比例）',
  texts: {
    'height-ratio': heightText((step) => `按 ${formatHeight(numberOf(step, 'perMm'))} 米折算`),
    'height-contract': heightContractText,
  },
  check: (params) => [...checkHeight(params), ...checkWhole('perMm', '标准高度（毫米）', fieldsOf(params).perMm, 1, 100_000)],
  factor({ area, rule: { params } }) {
    const { perMm } = params
    return heightFactor(area, params, (heightMm) => fraction(heightMm, perMm), { code: 'height-ratio', values: { perMm } })
  },
}
