import { formatArea, formatHeight } from '../../../../shared/format/amount.ts'
import { fraction } from '../../../../shared/money/fraction.ts'
import { round } from '../../../../shared/money/round.ts'
import type { Rule } from '../../../../shared/tariff/rule-set.ts'
import { selectRule } from '../../../../shared/tariff/select-rules.ts'

/** 超高系数规则: a storey over `overMm` multiplies the area by height / `perMm`. */
export type HeightRule = { readonly overMm: number; readonly perMm: number }

export type GivenArea = {
  readonly grossMilliM2: number
  readonly billedMilliM2: number | null
  readonly heightMm: number | null
  readonly customerClass: string
  readonly priceType: string
  readonly provenance: string
}
export type BilledArea = {
  readonly billedMilliM2: number
  readonly heightMm: number | null
  readonly provenance: string
  readonly computed: boolean
}

/**
 * 采暖面积. Given, it stands. Otherwise it is the gross area, multiplied by the height rule when the storey is higher, rounded once to
 * 1/1000 m². The surcharge must be charged once only: where the price of the season multiplies by the height itself (`surcharges`), the area stays
 * as it is; where the area carries it, the height goes into the provenance and is no fact of its own, so that no later price can multiply again.
 */
export function billedArea(
  given: GivenArea,
  rule: HeightRule | null,
  surcharges: readonly Rule[],
): BilledArea | { readonly fault: string } {
  const { grossMilliM2, billedMilliM2, heightMm, provenance } = given
  const priced = surcharges.length > 0 && selectRule(surcharges, given).rule !== null
  if (billedMilliM2 !== null) {
    if (priced && heightMm !== null && billedMilliM2 > grossMilliM2)
      return { fault: '本采暖季的热价另按层高计超高费，采暖面积不能再大于建筑面积：请留空，或填不含超高的面积' }
    return { billedMilliM2, heightMm, provenance, computed: false }
  }
  if (priced || rule === null || heightMm === null || heightMm <= rule.overMm)
    return { billedMilliM2: grossMilliM2, heightMm, provenance, computed: false }
  const exact = fraction(BigInt(grossMilliM2) * BigInt(heightMm), BigInt(rule.perMm))
  const ground = `${provenance} ${formatArea(grossMilliM2)}㎡，层高${formatHeight(heightMm)}米按${formatHeight(rule.perMm)}米折算`
  return { billedMilliM2: round(exact, 'half-up', 'fen'), heightMm: null, provenance: ground, computed: true }
}
