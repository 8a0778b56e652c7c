import { formatPrice } from '../format/amount.ts'
import { fraction } from '../money/fraction.ts'
import { type AreaBasis, areaOf, type HeatedAreaFacts } from './facts.ts'
import type { Fault } from './fault.ts'
import type { Step } from './step.ts'
import { numberOf, type Term } from './step-text.ts'

export const basisNames: Readonly<Record<AreaBasis, string>> = {
  billed: '计费面积',
  gross: '建筑面积',
  inside: '套内面积',
  usable: '使用面积',
}

/** The area a rule multiplies by and the step that tells it (code 'area', text in kinds/area-price.ts), or why it can't. */
export function readArea(
  area: HeatedAreaFacts,
  areaBasis: AreaBasis,
): { readonly areaMilliM2: number; readonly step: Step } | { readonly faults: readonly Fault[] } {
  const areaMilliM2 = areaOf(area, areaBasis)
  if (areaMilliM2 === null) {
    const message = `${area.name}没有登记${basisNames[areaBasis]}，而热价按${basisNames[areaBasis]}计收`
    return { faults: [{ code: 'AREA_NOT_RECORDED', path: `${areaBasis}MilliM2`, message }] }
  }
  const { areaNo, name, provenance } = area
  return { areaMilliM2, step: { code: 'area', values: { areaNo, name, areaBasis, areaMilliM2, provenance } } }
}

/** The term of a step that multiplies by its `priceE4`, in yuan per m² or per unit. */
export function priceTerm(step: Step, per = '㎡'): Term {
  const priceE4 = numberOf(step, 'priceE4')
  const text = formatPrice(priceE4)
  return { text, labelled: `${text} 元/${per}`, value: fraction(priceE4, 10_000) }
}

/** 1000 yuan per m² and season: no notice comes near it, so more is a slip of the keyboard. */
export const highestPriceE4 = 10_000_000
