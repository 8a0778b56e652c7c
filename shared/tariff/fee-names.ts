import { feeTypeName } from '../format/names.ts'
import type { Step } from './step.ts'

/** A company's own names by code; what is not in it has its standard name. */
export type FeeNames = ReadonlyMap<string, string>

export function feeNameIn(names: FeeNames, code: string): string {
  return names.get(code) ?? feeTypeName(code)
}

/** Of rows that carry a company's own name beside the code. */
export function feeNamesOf(rows: readonly { readonly feeType: string; readonly feeName?: string | null }[]): FeeNames {
  return new Map(rows.flatMap(({ feeType, feeName }) => (feeName == null ? [] : [[feeType, feeName] as const])))
}

/**
 * Steps store codes; what they say names the fee as the company calls it. A text names a code it does not know by the code itself, so a
 * name in its place is read as it stands.
 */
export function withFeeNames(steps: readonly Step[], names: FeeNames): readonly Step[] {
  if (names.size === 0) return steps
  return steps.map((step) => {
    const { feeType, ofFeeType } = step.values
    const named = (code: Step['values'][string] | undefined) => (typeof code === 'string' ? names.get(code) : undefined)
    const own = { ...(named(feeType) ? { feeType: named(feeType) } : {}), ...(named(ofFeeType) ? { ofFeeType: named(ofFeeType) } : {}) }
    return Object.keys(own).length === 0 ? step : ({ ...step, values: { ...step.values, ...own } } as Step)
  })
}
