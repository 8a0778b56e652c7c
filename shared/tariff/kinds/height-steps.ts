import { formatHeight } from '../../format/amount.ts'
import { fraction } from '../../money/fraction.ts'
import { checkOneOf, checkWhole, fieldsOf } from '../fault.ts'
import { checkCap, checkHeight, type HeightParams, heightContractText, heightFactor, heightText, onePlus } from '../height.ts'
import { checkRatio, type Ratio, shareText } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import { numberOf, textOf } from '../step-text.ts'
import type { FactorKind } from './rule-kind.ts'

export type HeightStepsParams = HeightParams & {
  readonly stepMm: number
  /** Whether a started step counts as one, or only a full one. */
  readonly steps: 'started' | 'full'
  /** Surcharge of one step: 3 % is 3/100. */
  readonly perStep: Ratio
  /** The most the surcharge may come to: +100 % is 1/1. */
  readonly cap?: Ratio
}
export type HeightStepsRule = RuleOf<'height-steps@1', HeightStepsParams>

/** 超高按级加收: so much for every 0.1 m over 3.2 m. */
export const heightSteps: FactorKind<HeightStepsRule> = {
  role: 'factor',
  title: '超高系数（按级）',
  texts: {
    'height-steps': heightText((step) => {
      const size = `每 ${formatHeight(numberOf(step, 'stepMm'))} 米为一级，${textOf(step, 'steps') === 'started' ? '不足一级按一级' : '不足一级不计'}`
      const per = shareText({ num: numberOf(step, 'perNum'), den: numberOf(step, 'perDen') })
      const cap =
        step.values.capNum === undefined ? '' : `，加收最多 ${shareText({ num: numberOf(step, 'capNum'), den: numberOf(step, 'capDen') })}`
      return `${size}，计 ${numberOf(step, 'count')} 级，每级加收 ${per}${cap}`
    }),
    'height-contract': heightContractText,
  },
  check(params) {
    const { stepMm, steps, perStep, cap } = fieldsOf(params)
    return [
      ...checkHeight(params),
      ...checkWhole('stepMm', '级距（毫米）', stepMm, 1, 100_000),
      ...checkOneOf('steps', '不足一级的算法', steps, ['started', 'full']),
      ...checkRatio('perStep', '每级加收比例', perStep),
      ...checkCap(cap),
    ]
  },
  factor({ area, rule: { params } }) {
    const { overMm, stepMm, steps, perStep, cap } = params
    const countOf = (heightMm: number) => {
      const over = Math.max(0, heightMm - overMm)
      const full = (over - (over % stepMm)) / stepMm
      return steps === 'started' && over % stepMm > 0 ? full + 1 : full
    }
    const heightMm = (params.height === 'storey' ? area.heightMm : area.clearHeightMm) ?? 0
    const limit = cap ? { capNum: cap.num, capDen: cap.den } : {}
    const values = { stepMm, steps, perNum: perStep.num, perDen: perStep.den, count: countOf(heightMm), ...limit }
    const formula = (mm: number) => onePlus(fraction(BigInt(countOf(mm)) * BigInt(perStep.num), perStep.den), cap)
    return heightFactor(area, params, formula, { code: 'height-steps', values })
  },
}
