import { exactText } from '../exact-text.ts'
import type { HeatedAreaFacts } from '../facts.ts'
import { type Fault, fieldsOf, impossible } from '../fault.ts'
import { checkRatio, fractionOf, type Ratio, ratioOf, ratioTerm, ratioValues } from '../ratio.ts'
import type { RuleOf } from '../rule-set.ts'
import { textOf } from '../step-text.ts'
import type { FactorKind } from './rule-kind.ts'

/** Which fact the table is read by: the type of the building, or what the area row is. */
export type CoefficientFact = 'buildingType' | 'rowKind'
export type CoefficientTableParams = {
  readonly by: CoefficientFact
  readonly entries: readonly { readonly value: string; readonly name: string; readonly factor: Ratio }[]
  /** For a value the table does not have, or none: a factor, or the area is refused. */
  readonly otherwise: Ratio | 'refuse'
}
export type CoefficientTableRule = RuleOf<'building-coefficient@1' | 'row-factor@1', CoefficientTableParams>

const factNames: Readonly<Record<CoefficientFact, string>> = { buildingType: '建筑类型', rowKind: '面积类别' }

/** 系数表: multi-storey 0.90, high-rise 0.82; attic 1/2, open balcony 0, garage 1/2. */
export function coefficientTable(by: CoefficientFact, title: string): FactorKind<CoefficientTableRule> {
  return {
    role: 'factor',
    title,
    texts: {
      coefficient: {
        sentence: (step) => `${textOf(step, 'title')}“${textOf(step, 'name')}”：系数 ${exactText(fractionOf(ratioOf(step)))}`,
        term: ratioTerm,
      },
    },
    check(params) {
      const { entries, otherwise } = fieldsOf(params)
      return [
        ...(fieldsOf(params).by === by ? [] : [impossible('by', `系数表应按${factNames[by]}`)]),
        ...checkEntries(entries),
        ...(otherwise === 'refuse' ? [] : checkRatio('otherwise', '其余情形的系数', otherwise)),
      ]
    },
    factor({ area, rule: { params } }) {
      const value = area[params.by]
      const found = params.entries.find((entry) => entry.value === value)
      const factor = found?.factor ?? params.otherwise
      if (factor === 'refuse') return refused(area, params)
      const exact = fractionOf(factor)
      if (!found && exact.num === exact.den) return null
      const values = { title: factNames[params.by], name: found?.name ?? value ?? '未登记', ...ratioValues(exact) }
      return { factor: exact, steps: [{ code: 'coefficient', values }] }
    },
  }
}

function refused(area: HeatedAreaFacts, { by, entries }: CoefficientTableParams): { readonly faults: readonly Fault[] } {
  const known = entries.map(({ name }) => name).join('、')
  const message = `${area.name}的${factNames[by]}${area[by] === undefined ? '没有登记' : `“${area[by]}”不在系数表中`}；表中有：${known}`
  return { faults: [{ code: 'FACT_NOT_RECORDED', path: by, message }] }
}

function checkEntries(entries: unknown): Fault[] {
  if (!Array.isArray(entries) || entries.length === 0) return [impossible('entries', '系数表至少要有一行')]
  const seen = new Set<unknown>()
  return entries.flatMap((entry, index) => {
    const { value, name, factor } = fieldsOf(entry)
    const path = `entries[${index}]`
    const faults = checkRatio(`${path}.factor`, '系数', factor)
    if (typeof value !== 'string' || value === '' || typeof name !== 'string' || name === '') {
      faults.push(impossible(path, `系数表第 ${index + 1} 行没有填写类别`))
    } else if (seen.has(value)) faults.push(impossible(path, `系数表中“${value}”出现两次`))
    seen.add(value)
    return faults
  })
}

export const buildingCoefficient = coefficientTable('buildingType', '建筑类型系数')
export const rowFactor = coefficientTable('rowKind', '面积类别系数')
