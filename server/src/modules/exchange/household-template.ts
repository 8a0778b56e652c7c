import type { Readable } from 'node:stream'
import { type SheetColumn, writeWorkbook } from '../../platform/xlsx/index.ts'
import { type ColumnKey, customerKinds, householdColumns, useStatuses } from './household-columns.ts'
import { type SheetReference, unitChoice } from './read-households.ts'

export const SHEET_NAME = '用热户'

/** The empty workbook to fill in: titles, drop-downs of what there is, and one column of arrears as an example of their title. */
export function householdTemplate(reference: SheetReference): Readable {
  return writeWorkbook({ name: SHEET_NAME, columns: [...templateColumns(reference), ...arrearsColumns(reference)], rows: [] })
}

function templateColumns(reference: SheetReference): readonly SheetColumn[] {
  const communities = [...new Set(reference.communities.map((one) => one.slice(one.indexOf(':') + 1)))]
  const choices: Readonly<Partial<Record<ColumnKey, readonly string[]>>> = {
    unit: reference.units.map(unitChoice),
    community: communities,
    kind: customerKinds.map(({ name }) => name),
    customerClass: reference.customerClasses.map(({ name }) => name),
    priceType: reference.priceTypes,
    status: useStatuses.map(({ name }) => name),
  }
  return householdColumns.map(({ key, title, width, hint, text, required }) => ({
    title,
    width,
    hint,
    ...(text ? { text } : {}),
    ...(required ? { required } : {}),
    ...(choices[key] ? { choices: choices[key] } : {}),
    ...(key === 'community' ? { othersAllowed: true } : {}),
  }))
}

function arrearsColumns({ seasonCode, runningSeasons }: SheetReference): readonly SheetColumn[] {
  const from = Number(seasonCode.slice(0, 4))
  const last = [1, 2].map((back) => `${from - back}-${from - back + 1}`).find((code) => !runningSeasons.includes(code))
  const hint = '元。欠费填正数，多交的余额填负数。可照此增加任意多列，标题写作“2009-2010陈欠”；不需要的列可以删除'
  return last ? [{ title: `${last}陈欠`, width: 16, hint }] : []
}
