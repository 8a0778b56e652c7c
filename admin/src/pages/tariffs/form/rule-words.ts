import type { RuleSetContent } from '../../../../../shared/contracts/tariffs.ts'
import { formatFen, formatPrice } from '../../../../../shared/format/amount.ts'
import { type FieldForm, formOf } from '../../../../../shared/tariff/forms/index.ts'
import { customerClassName, priceTypeName } from '../../../words/names.ts'
import { nameOf, suffixOf, textOfField } from './field-text.ts'
import { isParams, type Params, valueAt } from './params-path.ts'
import { isVisible } from './visible-fields.ts'

export type WrittenRule = RuleSetContent['rules'][number]
/** A parameter in words: one value, or the rows of a table under their headings. */
export type Words =
  | { readonly label: string; readonly text: string }
  | { readonly label: string; readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] }

export function ruleTitle({ kind }: Pick<WrittenRule, 'kind'>): string {
  return formOf(kind)?.title ?? kind
}

/** 居民，按面积；热费 */
export function forWhom({ customerClass, priceType }: Pick<WrittenRule, 'customerClass' | 'priceType'>): string {
  const who = customerClass === '*' ? '全部用户' : customerClassName(customerClass)
  return priceType === '*' ? who : `${who}，${priceTypeName(priceType)}`
}

/** Every parameter of a rule with its unit, as its form words it. */
export function ruleWords({ kind, params }: WrittenRule): readonly Words[] {
  return (formOf(kind)?.fields ?? []).flatMap((field): Words[] => {
    if (!isVisible(field, params)) return []
    const value = valueAt(params, field.path)
    if (field.unit === 'table') return tableWords(field, params, value)
    const text = valueWords(field, params)
    return text === null ? [] : [{ label: nameOf(field), text }]
  })
}

/** One line for a folded rule: its first few parameters. */
export function ruleSummary(rule: WrittenRule): string {
  return ruleWords(rule)
    .slice(0, 4)
    .map((words) => ('text' in words ? `${words.label} ${words.text}` : `${words.label} ${words.rows.length} 行`))
    .join('，')
}

function tableWords(field: FieldForm, params: Params, value: unknown): Words[] {
  if (!Array.isArray(value) || value.length === 0) return []
  const rows = value.filter(isParams)
  const columns = (field.columns ?? []).filter((column) => rows.some((row) => isVisible(column, params, row)))
  return [
    {
      label: nameOf(field),
      heads: columns.map(nameOf),
      rows: rows.map((row) => columns.map((column) => (isVisible(column, params, row) ? valueWords(column, row) : null) ?? '')),
    },
  ]
}

/** A value in words; null when it is left out. */
export function valueWords(field: FieldForm, params: Params): string | null {
  const value = valueAt(params, field.path)
  const { unit, choices = [], special } = field
  if (special && value === special.value) return special.label
  if (unit === 'choice') return value === undefined ? null : (choices.find((one) => one.value === value)?.label ?? String(value))
  if (unit === 'choices' || unit === 'texts') {
    if (!Array.isArray(value)) return null
    const names = value.map((one) => choices.find((known) => known.value === one)?.label ?? String(one))
    return names.length === 0 ? '无' : names.join('、')
  }
  if (unit === 'day') return typeof value === 'string' ? value : null
  const text = figureWords(field, value) ?? textOfField(field, params)
  if (text === '') return null
  const unitWord = unitInWords(field)
  return unitWord ? `${text} ${unitWord}` : text
}

/** Money as every screen writes it, with two decimals at least. */
function figureWords({ unit }: FieldForm, value: unknown): string | null {
  if (!Number.isSafeInteger(value)) return null
  if (unit === 'yuan/m²' || unit === 'yuan/unit') return formatPrice(value as number)
  return unit === 'fen' ? formatFen(value as number) : null
}

/** The unit in the label's brackets says most (元/㎡·采暖季); else the unit of the figure. */
function unitInWords({ label, unit }: FieldForm): string | undefined {
  const said = /（[^（]*?(元[^（，]*)）$/.exec(label)?.[1]
  return said ?? suffixOf(unit)
}

export const customerClassOptions = ['*', 'residential', 'non-residential'].map((value) => ({
  value,
  label: value === '*' ? '全部用户' : customerClassName(value),
}))
export const priceTypeOptions = ['*', 'area'].map((value) => ({ value, label: priceTypeName(value) }))

/** Kinds that make an amount of their own, which may be rounded by itself. */
export const chargingKinds: ReadonlySet<string> = new Set([
  'area-price@1',
  'stop-base-fee@1',
  'period-price@1',
  'banded-price@1',
  'fixed-fee@1',
  'quantity-fee@1',
  'percent-fee@1',
  'area-fee@1',
  'two-part@1',
])
