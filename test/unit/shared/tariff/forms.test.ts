import assert from 'node:assert/strict'
import { type FieldForm, formOf, type RuleKindForm, ruleKindForms } from '../../../../shared/tariff/forms/index.ts'
import { kindOf, ruleKinds } from '../../../../shared/tariff/kinds/registry.ts'
import { ruleSetTemplates } from '../../../../shared/tariff/templates/index.ts'
import { readCorpus } from './corpus/corpus.ts'

const rules = [...readCorpus().ruleSets, ...ruleSetTemplates.map(({ ruleSet }) => ruleSet)].flatMap((set) => set.rules)
const ofKind = (kind: string) => rules.filter((rule) => rule.kind === kind).map(({ params }) => params as object)

describe('the forms of the kinds of rule', () => {
  it('are there for every kind, once, with Chinese words', () => {
    assert.deepEqual(ruleKindForms.map(({ kind }) => kind).sort(), Object.keys(ruleKinds).sort())
    for (const { title, explanation, feeType, fields } of ruleKindForms) {
      for (const text of [title, explanation]) assert.match(text, /\p{Script=Han}/u)
      assert.match(feeType, /^[a-z-]+$/)
      for (const { label } of fields.flatMap(withColumns)) assert.match(label, /\p{Script=Han}/u)
    }
    assert.equal(formOf('toString'), undefined)
  })

  it('are superseded only by kinds there are', () => {
    for (const { supersededBy } of ruleKindForms) if (supersededBy) assert.ok(kindOf(ruleKinds, supersededBy))
  })

  for (const form of ruleKindForms) {
    it(`${form.kind}: what it starts with is sound, and no parameter anybody has used is without a field`, () => {
      assert.deepEqual(kindOf(ruleKinds, form.kind)?.check(form.start), [])
      for (const params of [form.start, ...ofKind(form.kind)]) assert.deepEqual(uncovered(params, form), [], JSON.stringify(params))
    })

    it(`${form.kind}: each field is that of a parameter: without it, or with another kind of value, the rule is refused`, () => {
      for (const field of form.fields) {
        if (field.optional || !shown(field, form.start, form.start)) continue
        const broken = without(form.start, field.path)
        assert.notDeepEqual(broken, form.start, field.path)
        assert.notDeepEqual(kindOf(ruleKinds, form.kind)?.check(broken), [], `${form.kind} stands without ${field.path}`)
      }
    })

    it(`${form.kind}: each choice of each field is one the rule takes, and there is no other`, () => {
      for (const field of form.fields) {
        for (const { value } of field.choices ?? []) {
          if (field.unit !== 'choice' || field.alternative) continue
          const faults = kindOf(ruleKinds, form.kind)?.check(withValue(form.start, field.path, value)) ?? []
          assert.deepEqual(
            faults.filter(({ path }) => path === field.path),
            [],
            `${field.path} ${value}`,
          )
        }
        if (field.unit !== 'choice' || field.optional || field.alternative) continue
        const refused = kindOf(ruleKinds, form.kind)?.check(withValue(form.start, field.path, 'no such thing')) ?? []
        assert.ok(refused.length > 0, `${form.kind} takes anything for ${field.path}`)
      }
    })
  }
})

function withColumns(field: FieldForm): readonly FieldForm[] {
  return [field, ...(field.columns ?? []).flatMap(withColumns)]
}

/** Leaves of `params` no field of the form is for. */
function uncovered(params: object, form: RuleKindForm): string[] {
  return leavesWithout(params, form.fields, { row: params, top: params })
}

type Within = { readonly row: object; readonly top: object }

function leavesWithout(value: object, fields: readonly FieldForm[], { row, top }: Within, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, one]): string[] => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    const mine = fields.filter((field) => field.path === path && shown(field, row, top))
    const table = mine.find(({ unit }) => unit === 'table')
    if (table && Array.isArray(one)) {
      const ofRow = (inner: object) => leavesWithout(inner, table.columns ?? [], { row: inner, top })
      return one.flatMap((inner, index) => ofRow(inner).map((leaf) => `${path}[${index}].${leaf}`))
    }
    if (mine.some((field) => fits(field, one))) return []
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return [path]
    // num and den of a fraction, beside what else its object may hold
    const { num: _, den: __, ...rest } = one as Record<string, unknown>
    return leavesWithout(mine.some(({ unit }) => isFraction(unit)) ? rest : one, fields, { row, top }, path)
  })
}

function isFraction(unit: FieldForm['unit']): boolean {
  return unit === 'percent' || unit === 'fraction'
}

function fits({ unit, choices, special, columns }: FieldForm, value: unknown): boolean {
  if (special && value === special.value) return true
  if (unit === 'choice') return (choices ?? []).some((one) => one.value === value)
  if (unit === 'choices') return Array.isArray(value) && value.every((one) => (choices ?? []).some((known) => known.value === one))
  if (unit === 'texts') return Array.isArray(value)
  if (unit === 'text' || unit === 'day') return typeof value === 'string'
  return !isFraction(unit) && !columns && typeof value === 'number'
}

/** `when` is read in the row first, then from the top. */
function shown({ when }: FieldForm, row: object, top: object): boolean {
  if (!when) return true
  const value = valueAt(row, when.path) ?? valueAt(top, when.path)
  return when.is.includes(String(value))
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value)
}

function without(params: object, path: string): object {
  return withValue(params, path, undefined)
}

function withValue(params: object, path: string, value: unknown): object {
  const [key = '', ...rest] = path.split('.')
  const inner = (params as Record<string, object>)[key]
  return { ...params, [key]: rest.length === 0 ? value : withValue(inner ?? {}, rest.join('.'), value) }
}
