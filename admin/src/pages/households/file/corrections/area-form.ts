import type { AreaChange } from '../../../../../../shared/contracts/billing/corrections.ts'
import type { HeatedArea } from '../../../../../../shared/contracts/households.ts'
import { pointed, scaled } from '../../../tariffs/form/field-text.ts'

/** What the form holds: figures as people type them, ㎡ and m. */
export type AreaTexts = Readonly<
  Record<'gross' | 'inside' | 'usable' | 'billed' | 'height' | 'customerClass' | 'priceType' | 'provenance', string>
> & {
  readonly status: 'heating' | 'stopped'
}

const DECIMALS = 3
const figure = (whole: number | null) => (whole === null ? '' : pointed(whole, DECIMALS))

export function textsOf(area: HeatedArea): AreaTexts {
  return {
    gross: figure(area.grossMilliM2),
    inside: figure(area.insideMilliM2),
    usable: figure(area.usableMilliM2),
    billed: figure(area.billedMilliM2),
    height: figure(area.heightMm),
    customerClass: area.customerClass,
    priceType: area.priceType,
    provenance: area.provenance,
    status: area.status,
  }
}

/** True for '88.2' and, where nothing need stand, for ''. */
export function isFigure(text: string, needed: boolean): boolean {
  return text.trim() === '' ? !needed : (scaled(text.trim(), DECIMALS) ?? 0) > 0
}

/** Of one area what is no longer as it was recorded; null when all of it is. */
export function changeOf(area: HeatedArea, texts: AreaTexts): AreaChange | null {
  const number = (text: string) => (text.trim() === '' ? null : scaled(text.trim(), DECIMALS))
  const now = {
    grossMilliM2: number(texts.gross) ?? area.grossMilliM2,
    insideMilliM2: number(texts.inside),
    usableMilliM2: number(texts.usable),
    billedMilliM2: number(texts.billed) ?? area.billedMilliM2,
    heightMm: number(texts.height),
    customerClass: texts.customerClass.trim(),
    priceType: texts.priceType.trim(),
    provenance: texts.provenance.trim(),
    status: texts.status,
  }
  const changed = Object.entries(now).filter(([name, value]) => value !== area[name as keyof typeof now])
  return changed.length === 0 ? null : { areaNo: area.areaNo, ...Object.fromEntries(changed) }
}
