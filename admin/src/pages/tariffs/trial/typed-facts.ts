import type { TryRuleSet } from '../../../../../shared/contracts/tariffs.ts'
import { pointed, scaled } from '../form/field-text.ts'

export type TypedArea = Extract<NonNullable<TryRuleSet['subject']>, { kind: 'facts' }>['areas'][number]
export type AreaKey =
  | 'grossMilliM2'
  | 'billedMilliM2'
  | 'insideMilliM2'
  | 'usableMilliM2'
  | 'publicShareMilliM2'
  | 'heightMm'
  | 'clearHeightMm'

export const startArea: TypedArea = {
  areaNo: 1,
  name: '住宅',
  grossMilliM2: 100_000,
  insideMilliM2: null,
  usableMilliM2: null,
  billedMilliM2: 100_000,
  heightMm: null,
  customerClass: 'residential',
  priceType: 'area',
  status: 'heating',
  provenance: '试算',
}

/** Keys that must hold a number; the others may be left out, as null or as nothing at all. */
const needed: readonly AreaKey[] = ['grossMilliM2', 'billedMilliM2']
const absent: readonly AreaKey[] = ['publicShareMilliM2', 'clearHeightMm']

export function figureText(area: TypedArea, key: AreaKey): string {
  const value = area[key]
  return typeof value === 'number' ? pointed(value, 3) : ''
}

/** The area with what was typed for m² or metres; null while that is no figure. */
export function withFigure(area: TypedArea, key: AreaKey, text: string): TypedArea | null {
  const value = scaled(text.trim(), 3)
  if (value !== null && value >= 0) return { ...area, [key]: value }
  if (text.trim() !== '' || needed.includes(key)) return null
  if (!absent.includes(key)) return { ...area, [key]: null }
  const { [key]: _, ...rest } = area
  return rest as TypedArea
}
