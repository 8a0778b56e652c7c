import { addDays, isLocalDay } from '../../../../shared/calendar/local-day.ts'
import { ruleKindForms } from '../../../../shared/tariff/forms/index.ts'
import { ruleKinds } from '../../../../shared/tariff/kinds/registry.ts'

/** A value with one leaf of it changed; `path` joins the keys by points. */
export type Mutation<Value> = { readonly path: string; readonly value: Value }

/** What else a text of that name may be: whatever some form offers for it, and what facts may be. */
const words = new Map<string, Set<string>>()
const know = (path: string, values: readonly string[]) => {
  const key = path.split('.').at(-1) ?? ''
  words.set(key, new Set([...(words.get(key) ?? []), ...values]))
}
for (const { fields } of ruleKindForms) {
  for (const { path, choices = [] } of fields.flatMap((field) => [field, ...(field.columns ?? [])]))
    know(
      path,
      choices.map(({ value }) => value),
    )
}
know('status', ['heating', 'stopped', 'not-connected'])
know('state', ['read', 'missing'])
know('buildingType', ['high', 'multi'])
know('rowKind', ['attic', 'sloped-roof'])
know('level', ['line', 'fee', 'bill'])
know('mode', ['half-up', 'truncate'])
know('unit', ['fen', 'jiao', 'yuan'])
know('customerClass', ['*', 'residential'])
know('kind', Object.keys(ruleKinds))

/** Every value that differs from this one in a single leaf. */
export function mutationsOf<Value>(value: Value, prefix = ''): Mutation<Value>[] {
  if (typeof value !== 'object' || value === null)
    return otherValues(value, prefix).map((other) => ({ path: prefix, value: other as Value }))
  return Object.entries(value).flatMap(([key, one]) =>
    mutationsOf(one, prefix === '' ? key : `${prefix}.${key}`).map(({ path, value: other }) => ({
      path,
      value: (Array.isArray(value)
        ? value.map((old, index) => (String(index) === key ? other : old))
        : { ...value, [key]: other }) as Value,
    })),
  )
}

function otherValues(leaf: unknown, path: string): unknown[] {
  if (typeof leaf === 'number')
    return [leaf + 1, leaf - 1, leaf + 1000, ...(leaf > 1e12 ? [leaf + 3_600_000] : [])].filter((other) => other >= 0 || leaf < 0)
  if (typeof leaf === 'boolean') return [!leaf]
  if (leaf === null) return [30_000]
  if (isLocalDay(leaf)) return [addDays(leaf, 1), addDays(leaf, -1), addDays(leaf, 40)]
  if (typeof leaf === 'string') return [`${leaf}改`, ...(words.get(path.split('.').at(-1) ?? '') ?? [])].filter((other) => other !== leaf)
  return []
}
