import type { Readable } from 'node:stream'
import type { ImportQuery, ImportRowQuery, TemplateQuery } from '../../../../shared/contracts/exchange.ts'
import type { Database } from '../../database/database.ts'
import type { Caller, Scope } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { type SheetColumn, writeWorkbook } from '../../platform/xlsx/index.ts'
import { contactTitles } from './contact-columns.ts'
import { householdColumns } from './household-columns.ts'
import { householdTemplate } from './household-template.ts'
import {
  findImport,
  type ImportKind,
  type ImportRecord,
  listImports,
  listRows,
  type ReadStagedRow,
  rowsAfter,
} from './import.repository.ts'
import type { ReadReference } from './reference.ts'
import type { Fault } from './sheet-fault.ts'

type Reading = { readonly database: Database }
type Seer = { readonly scope: Scope }

/** The template of a unit and season. Throws INVALID. */
export function readTemplate(reference: ReadReference) {
  return async (caller: Pick<Caller, 'scope'>, wanted: TemplateQuery): Promise<Readable> =>
    householdTemplate((await reference(caller.scope, wanted)).reference)
}

export function readImports({ database }: Reading) {
  return ({ scope }: Seer, { page, pageSize }: ImportQuery): Promise<{ items: ImportRecord[]; total: number }> =>
    database.read((unit) => listImports(unit, scope, { size: pageSize, skip: (page - 1) * pageSize }))
}

/** Throws NOT_FOUND. */
export function readImport({ database }: Reading) {
  return async ({ scope }: Seer, importNo: string): Promise<ImportRecord> => {
    const found = await database.read((unit) => findImport(unit, scope, importNo))
    if (!found) throw notFound('这次导入')
    return found
  }
}

/** Throws NOT_FOUND. */
export function readImportRows({ database }: Reading) {
  const find = readImport({ database })
  return async (
    seer: Seer,
    importNo: string,
    query: ImportRowQuery,
  ): Promise<{ kind: ImportKind; items: ReadStagedRow[]; total: number }> => {
    const { id, kind } = await find(seer, importNo)
    return { kind, ...(await database.read((unit) => listRows(unit, id, query))) }
  }
}

const ROWS_AT_ONCE = 500

/** The faulty rows as they were uploaded with the reasons beside them: corrected there, it can be uploaded again. Throws NOT_FOUND. */
export function readErrors({ database }: Reading) {
  const find = readImport({ database })
  return async (seer: Seer, importNo: string): Promise<Readable> => {
    const found = await find(seer, importNo)
    const usual = found.kind === 'contacts' ? contactTitles : householdColumns.map(({ title }) => title)
    const titles = found.header.length > 0 ? found.header : usual
    const columns: SheetColumn[] = titles.map((title, index) => ({ title, width: householdColumns[index]?.width ?? 14, text: true }))
    return writeWorkbook({
      name: '错误',
      columns: [...columns, { title: '行号', width: 8 }, { title: '错误原因', width: 80 }],
      rows: errorRows(found, titles.length),
    })
  }

  async function* errorRows({ id, fileFaults }: ImportRecord, width: number) {
    for (const fault of fileFaults) yield [...Array<string>(width).fill(''), String(fault.row ?? ''), reasonOf(fault)]
    let after = 0
    for (;;) {
      const rows = await database.read((unit) => rowsAfter(unit, id, 'bad', after, ROWS_AT_ONCE))
      for (const { rowNo, cells, faults } of rows) {
        const given = JSON.parse(cells) as string[]
        const reasons = (JSON.parse(faults ?? '[]') as Fault[]).map(reasonOf).join('；')
        yield [...Array.from({ length: width }, (_, index) => given[index] ?? ''), String(rowNo), reasons]
        after = rowNo
      }
      if (rows.length < ROWS_AT_ONCE) return
    }
  }
}

function reasonOf({ column, message }: Fault): string {
  return column === null ? message : `${column}：${message}`
}
