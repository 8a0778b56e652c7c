import type { DifferenceQuery, StatementQuery } from '../../../../shared/contracts/reconciliation.ts'
import type { Database } from '../../database/database.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findStatement, listStatements, type StatementRow } from '../../reports/statement-list.ts'
import { listDifferences } from './differences.repository.ts'

export type ReadDeps = { readonly database: Database }

export function readStatements({ database }: ReadDeps) {
  return (caller: StaffCaller, query: StatementQuery) => database.read((unit) => listStatements(unit, caller.scope, query))
}

/** Throws NOT_FOUND outside the caller's scope. */
export function readStatement({ database }: ReadDeps) {
  return async (caller: StaffCaller, statementNo: string): Promise<StatementRow> => {
    const statement = await database.read((unit) => findStatement(unit, caller.scope, statementNo))
    if (!statement) throw notFound('这份对账单')
    return statement
  }
}

export function readDifferences({ database }: ReadDeps) {
  return (caller: StaffCaller, statementNo: string, query: DifferenceQuery) =>
    database.read(async (unit) => {
      const statement = await findStatement(unit, caller.scope, statementNo)
      if (!statement) throw notFound('这份对账单')
      return listDifferences(unit, statement.id, query)
    })
}
