import type { FieldForm } from '../../../../../shared/tariff/forms/index.ts'
import { isParams, type Params, valueAt, withoutValue, withValue } from './params-path.ts'

/** Whether a field belongs to a rule as it stands. For a column `row` is asked first, then the rule around it. */
export function isVisible({ when }: FieldForm, params: Params, row: Params = params): boolean {
  if (!when) return true
  const value = valueAt(row, when.path) ?? valueAt(params, when.path)
  return when.is.includes(String(value))
}

export type Alternative = {
  readonly of: string
  /** The ways there are, without the one of leaving it out. */
  readonly ways: readonly { readonly code: string; readonly label: string; readonly fields: readonly FieldForm[] }[]
}
/** A field by itself, or a choice between groups of fields. */
export type FieldGroup = { readonly field: FieldForm } | { readonly alternative: Alternative }

/** The visible fields of a rule in their order, those that exclude each other gathered into one group. */
export function groupFields(fields: readonly FieldForm[], params: Params): readonly FieldGroup[] {
  const groups: FieldGroup[] = []
  for (const field of fields) {
    if (!isVisible(field, params)) continue
    const { alternative } = field
    if (!alternative) groups.push({ field })
    else if (!groups.some((group) => 'alternative' in group && group.alternative.of === alternative.of))
      groups.push({ alternative: alternativeOf(fields, alternative.of) })
  }
  return groups
}

function alternativeOf(fields: readonly FieldForm[], of: string): Alternative {
  const own = fields.filter(({ alternative }) => alternative?.of === of)
  const codes = [...new Set(own.map(({ alternative }) => alternative?.code ?? ''))]
  return {
    of,
    ways: codes.map((code) => {
      const ofCode = own.filter(({ alternative }) => alternative?.code === code)
      return { code, label: ofCode[0]?.alternative?.label ?? code, fields: ofCode }
    }),
  }
}

/** The way that is filled in; null when all are left out. */
export function wayOf({ ways }: Alternative, params: Params): string | null {
  return ways.find(({ fields }) => fields.some(({ path }) => valueAt(params, path) !== undefined))?.code ?? null
}

/** Params without the values of fields that another choice has hidden; in tables row by row. */
export function withoutHidden(fields: readonly FieldForm[], params: Params): Params {
  let result = clear(fields, params, params)
  for (const { path, unit, columns } of fields) {
    const rows = valueAt(result, path)
    if (unit !== 'table' || !columns || !Array.isArray(rows)) continue
    const around = result
    const next = rows.map((row: unknown) => (isParams(row) ? clear(columns, around, row) : row))
    if (next.some((row, index) => row !== rows[index])) result = withValue(result, path, next)
  }
  return result
}

function clear(fields: readonly FieldForm[], params: Params, row: Params): Params {
  const shown = new Set(fields.filter((field) => isVisible(field, params, row)).map(({ path }) => path))
  return fields
    .filter((field) => !isVisible(field, params, row) && !shown.has(field.path) && valueAt(row, field.path) !== undefined)
    .reduce((result, { path, unit }) => {
      const ratio = unit === 'percent' || unit === 'fraction'
      return ratio ? withoutValue(withoutValue(result, `${path}.num`), `${path}.den`) : withoutValue(result, path)
    }, row)
}
