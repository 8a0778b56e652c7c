import type { RuleSetContent, RuleSetRemark } from '../../../../../shared/contracts/tariffs.ts'
import { type FieldForm, formOf } from '../../../../../shared/tariff/forms/index.ts'
import { valueAt } from './params-path.ts'
import { isVisible } from './visible-fields.ts'

/** Remarks by the input they belong to. */
export type Placed = ReadonlyMap<string, readonly RuleSetRemark[]>

const headInputs = [
  'validFrom',
  'notice.no',
  'notice.title',
  'notice.issuedOn',
  'rounding.level',
  'rounding.mode',
  'rounding.unit',
  'rules',
] as const
/** Where a remark goes that no input claims. */
export const nowhere = ''

export function ruleInput(index: number, part = ''): string {
  return part === '' ? `rules[${index}]` : `rules[${index}].${part}`
}

/** Each remark at the nearest input around its path: a cell, else its table, else the rule, else the head of the page. */
export function placeRemarks(remarks: readonly RuleSetRemark[], content: RuleSetContent): Placed {
  const inputs = [...headInputs, ...content.rules.flatMap(inputsOfRule)].sort((a, b) => b.length - a.length)
  const placed = new Map<string, RuleSetRemark[]>()
  for (const remark of remarks) {
    const path = bracketed(remark.path)
    const input = inputs.find((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`)) ?? nowhere
    placed.set(input, [...(placed.get(input) ?? []), remark])
  }
  return placed
}

/** A refusal of the contract counts rows with points: content.rules.0.params is rules[0].params. */
function bracketed(path: string): string {
  return path.replace(/^content\./, '').replace(/\.(\d+)(?=\.|$)/g, '[$1]')
}

function inputsOfRule({ kind, params }: RuleSetContent['rules'][number], index: number): string[] {
  const own = ['', 'kind', 'customerClass', 'priceType', 'feeType', 'rounding', 'rounding.level', 'rounding.mode', 'rounding.unit'].map(
    (part) => ruleInput(index, part),
  )
  const fields = (formOf(kind)?.fields ?? []).filter((field) => isVisible(field, params))
  return [...own, ...fields.flatMap((field) => inputsOfField(field, params).map((path) => ruleInput(index, `params.${path}`)))]
}

function inputsOfField({ path, columns }: FieldForm, params: RuleSetContent['rules'][number]['params']): string[] {
  const rows = valueAt(params, path)
  if (!columns || !Array.isArray(rows)) return [path]
  return [path, ...rows.flatMap((_, row) => columns.map((column) => `${path}[${row}].${column.path}`))]
}

/** How many remarks a rule has, wherever in it. */
export function countOfRule(placed: Placed, index: number): number {
  const prefix = ruleInput(index)
  return [...placed].filter(([input]) => input === prefix || input.startsWith(`${prefix}.`)).reduce((sum, [, own]) => sum + own.length, 0)
}

/** Said once however often: two checks may say the same of one field. */
export function wordsAt(placed: Placed, input: string): string | null {
  const words = [...new Set((placed.get(input) ?? []).map(({ message }) => message))]
  return words.length === 0 ? null : words.join('；')
}
