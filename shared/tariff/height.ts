import { formatHeight } from '../format/amount.ts'
import { add, compare, type Fraction, fraction } from '../money/fraction.ts'
import { exactText } from './exact-text.ts'
import type { HeatedAreaFacts } from './facts.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf } from './fault.ts'
import { checkRatio, fractionOf, type Ratio, ratioOf, ratioTerm, ratioValues } from './ratio.ts'
import type { Step } from './step.ts'
import { numberOf, type StepText, textOf } from './step-text.ts'

/** 层高 slab to slab, or 净高 floor to ceiling. */
export type HeightUse = 'storey' | 'clear'

/** What every height surcharge says besides its formula. */
export type HeightParams = {
  readonly height: HeightUse
  /** What the factor multiplies: the sum is the same, the bill and the invoice show it on the area or on the price. */
  readonly scales: 'area' | 'price'
  /** Heights up to this bear no surcharge, in mm. */
  readonly overMm: number
  /** Higher than this the factor is the one a contract fixes; no limit when absent. */
  readonly contractOverMm?: number
  /** An area whose height nobody has recorded: refused, or taken as not over-high. */
  readonly unrecorded: 'refuse' | 'none'
}

type Refused = { readonly faults: readonly Fault[] }
export type HeightFactor = { readonly factor: Fraction; readonly steps: readonly Step[] }

export function heightName(height: HeightUse): string {
  return height === 'storey' ? '层高' : '净高'
}

/** The height in mm, or why it can't be told. */
export function heightOf(area: HeatedAreaFacts, height: HeightUse): number | Refused {
  const found = height === 'storey' ? area.heightMm : area.clearHeightMm
  if (found !== null && found !== undefined) return found
  const path = height === 'storey' ? 'heightMm' : 'clearHeightMm'
  return {
    faults: [{ code: 'FACT_NOT_RECORDED', path, message: `${area.name}没有登记${heightName(height)}，而热价与${heightName(height)}有关` }],
  }
}

/**
 * The factor of an over-high area: that of the contract beyond the contract's height, otherwise what `formula` makes of its height.
 * Null when the area is not over-high. `note` are the values of the rule the explanation needs.
 */
export function heightFactor(
  area: HeatedAreaFacts,
  params: HeightParams,
  formula: (heightMm: number) => Fraction,
  note: { readonly code: string; readonly values: Step['values'] },
): HeightFactor | Refused | null {
  const { height, scales, overMm, contractOverMm } = params
  const heightMm = heightOf(area, height)
  if (typeof heightMm !== 'number') return params.unrecorded === 'none' ? null : heightMm
  if (heightMm <= overMm) return null
  const common = { height, heightMm, scales, overMm }
  if (contractOverMm !== undefined && heightMm > contractOverMm) {
    if (!area.contractFactor) {
      const message = `${area.name}${heightName(height)} ${formatHeight(heightMm)} 米，超过 ${formatHeight(contractOverMm)} 米的由合同约定系数，合同系数没有登记`
      return { faults: [{ code: 'NEEDS_CONTRACT', path: 'contractFactor', message }] }
    }
    const factor = fractionOf(area.contractFactor)
    return { factor, steps: [{ code: 'height-contract', values: { ...common, contractOverMm, ...ratioValues(factor) } }] }
  }
  const factor = formula(heightMm)
  return { factor, steps: [{ code: note.code, values: { ...common, ...note.values, ...ratioValues(factor) } }] }
}

/** 1 + surcharge, the surcharge never above `cap`. */
export function onePlus(surcharge: Fraction, cap?: Ratio): Fraction {
  const limit = cap ? fractionOf(cap) : null
  return add(fraction(1), limit && compare(surcharge, limit) > 0 ? limit : surcharge)
}

export function checkHeight(params: unknown): Fault[] {
  const { height, scales, overMm, contractOverMm, unrecorded } = fieldsOf(params)
  return [
    ...checkOneOf('height', '高度口径', height, ['storey', 'clear']),
    ...checkOneOf('scales', '超高系数的作用对象', scales, ['area', 'price']),
    ...checkWhole('overMm', '起计高度（毫米）', overMm, 0, 100_000),
    ...(contractOverMm === undefined ? [] : checkWhole('contractOverMm', '由合同约定的高度（毫米）', contractOverMm, 0, 100_000)),
    ...checkOneOf('unrecorded', '高度未登记时', unrecorded, ['refuse', 'none']),
  ]
}

export function checkCap(cap: unknown): Fault[] {
  return cap === undefined ? [] : checkRatio('cap', '超高加收上限', cap)
}

/** The text of a height step: `rule` says how the factor comes about. */
export function heightText(rule: (step: Step) => string): StepText {
  return {
    sentence: (step) => {
      const height = `${heightName(textOf(step, 'height') as HeightUse)} ${formatHeight(numberOf(step, 'heightMm'))} 米，超过 ${formatHeight(numberOf(step, 'overMm'))} 米`
      const target = textOf(step, 'scales') === 'area' ? '计费面积' : '单价'
      return `${height}：${rule(step)}，${target}乘以系数 ${exactText(fractionOf(ratioOf(step)))}`
    },
    term: ratioTerm,
  }
}

export const heightContractText = heightText((step) => `超过 ${formatHeight(numberOf(step, 'contractOverMm'))} 米的按合同约定`)
