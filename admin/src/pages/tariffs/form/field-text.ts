import type { FieldForm, FieldUnit } from '../../../../../shared/tariff/forms/index.ts'
import { isParams, type Params, valueAt, withoutValue, withValue } from './params-path.ts'

/** How many decimals a person's figure has more than the stored whole number. */
const scales: Readonly<Partial<Record<FieldUnit, number>>> = {
  'yuan/m²': 4,
  'yuan/unit': 4,
  fen: 2,
  ppm: 4,
  permille: 3,
  'whole-percent': 0,
  area: 3,
  height: 3,
  temperature: 2,
  days: 0,
  hours: 0,
  month: 0,
  count: 0,
}
const suffixes: Readonly<Partial<Record<FieldUnit, string>>> = {
  'yuan/m²': '元',
  'yuan/unit': '元',
  fen: '元',
  percent: '%',
  ppm: '%',
  permille: '‰',
  'whole-percent': '%',
  area: '㎡',
  height: '米',
  temperature: '℃',
  days: '天',
  hours: '小时',
  month: '月',
}

export function suffixOf(unit: FieldUnit): string | undefined {
  return suffixes[unit]
}

/** Units a person types into one box; the others have inputs of their own. */
export function isTyped(unit: FieldUnit): boolean {
  return unit in scales || unit === 'percent' || unit === 'fraction' || unit === 'minute' || unit === 'text'
}

/** What stands in the box. A value that is no figure (typed and not yet right) is shown as it was typed. */
export function textOfField(field: FieldForm, params: Params): string {
  const { unit } = field
  const value = valueAt(params, field.path)
  if (unit === 'percent' || unit === 'fraction') return ratioText(value, unit === 'percent' ? 2 : 0, field.special?.value)
  if (value === undefined || (field.special && value === field.special.value)) return ''
  if (unit === 'minute') return typeof value === 'number' ? minuteText(value) : String(value)
  if (unit === 'text' || typeof value !== 'number') return String(value)
  return Number.isSafeInteger(value) ? pointed(value, scales[unit] ?? 0) : String(value)
}

/**
 * The params after a person has typed `text`. An empty box is the special value where the field has one, nothing where it is optional.
 * What is no figure is kept as text: the checks then say so at this field, and nothing typed is lost.
 */
export function withFieldText(field: FieldForm, params: Params, given: string): Params {
  const { path, unit } = field
  const text = given.trim()
  if (text === '' && field.special) return withValue(params, path, field.special.value)
  if (text === '' && field.optional)
    return unit === 'percent' || unit === 'fraction' ? withoutRatio(params, path) : withoutValue(params, path)
  if (unit === 'percent' || unit === 'fraction') {
    const before = valueAt(params, path)
    const ratio = ratioOf(text, unit === 'percent' ? 2 : 0) ?? { num: text, den: 1 }
    return withValue(params, path, { ...(isParams(before) ? before : {}), ...ratio })
  }
  if (unit === 'text') return withValue(params, path, given)
  const whole = unit === 'minute' ? minuteOf(text) : scaled(text, scales[unit] ?? 0)
  return withValue(params, path, whole ?? text)
}

/** Said at the field instead of the server's words about stored numbers; null when what was typed is a figure. */
export function typingFault(field: FieldForm, params: Params): string | null {
  const { unit } = field
  const value = valueAt(params, field.path)
  if (!isTyped(unit) || unit === 'text' || (field.special && value === field.special.value)) return null
  const raw = unit === 'percent' || unit === 'fraction' ? (isParams(value) ? value.num : value) : value
  if (typeof raw === 'number') return null
  if (raw === undefined && field.optional) return null
  if (raw === undefined || raw === '') return `请填写${nameOf(field)}`
  if (unit === 'minute') return '请按 时:分 填写，如 22:00'
  if (unit === 'percent' || unit === 'fraction') return '请填写数字或分数，如 0.86 或 1/3'
  const decimals = scales[unit] ?? 0
  return decimals === 0 ? '请填写整数' : `请填写数字，最多 ${decimals} 位小数`
}

/** The label without its unit in brackets. */
export function nameOf({ label }: FieldForm): string {
  return label.replace(/（.*）$/, '')
}

/** '22.5' with 4 decimals is 225000; null for what is no such figure. Text only: no float touches a price. */
export function scaled(text: string, decimals: number): number | null {
  const parts = /^(-?)(\d{1,12})(?:\.(\d*))?$/.exec(text)
  if (!parts) return null
  const [, sign, head = '', tail = ''] = parts
  if (tail.length > decimals) return null
  const whole = Number(`${head}${tail.padEnd(decimals, '0')}`)
  if (!Number.isSafeInteger(whole)) return null
  return sign === '-' && whole !== 0 ? -whole : whole
}

/** 225000 with 4 decimals is '22.5'. */
export function pointed(whole: number, decimals: number): string {
  const digits = String(Math.abs(whole)).padStart(decimals + 1, '0')
  const point = digits.length - decimals
  const tail = digits.slice(point).replace(/0+$/, '')
  return `${whole < 0 ? '-' : ''}${digits.slice(0, point)}${tail === '' ? '' : `.${tail}`}`
}

type Ratio = { readonly num: number; readonly den: number }

/** '30' as a percentage is 30/100, '0.86' as a factor 86/100, '1/3' is itself. `shift` is 2 for percentages. */
function ratioOf(text: string, shift: number): Ratio | null {
  const parts = /^(\d{1,9})\s*\/\s*(\d{1,9})$/.exec(text)
  if (parts) return { num: Number(parts[1]), den: Number(parts[2]) }
  const decimals = text.split('.')[1]?.length ?? 0
  const num = decimals > 6 ? null : scaled(text, decimals)
  return num === null ? null : { num, den: 10 ** (decimals + shift) }
}

function ratioText(value: unknown, shift: number, special: string | null | undefined): string {
  if (special !== undefined && value === special) return ''
  if (!isParams(value) || value.num === undefined) return value === undefined || isParams(value) ? '' : String(value)
  const { num, den } = value
  if (typeof num !== 'number' || typeof den !== 'number') return String(num)
  for (let decimals = 0; decimals <= 6; decimals += 1) {
    const scaledUp = num * 10 ** (decimals + shift)
    if (Number.isSafeInteger(scaledUp) && scaledUp % den === 0) return pointed(scaledUp / den, decimals)
  }
  return `${num}/${den}`
}

/** Of a value that holds more than the ratio (a cap with its kind) only the ratio goes. */
function withoutRatio(params: Params, path: string): Params {
  return withoutValue(withoutValue(params, `${path}.num`), `${path}.den`)
}

function minuteText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function minuteOf(text: string): number | null {
  const parts = /^(\d{1,2})[:：](\d{2})$/.exec(text)
  if (!parts) return null
  const [hour, minute] = [Number(parts[1]), Number(parts[2])]
  return hour > 24 || minute > 59 || hour * 60 + minute > 1440 ? null : hour * 60 + minute
}
