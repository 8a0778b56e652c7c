import { rowHashOf } from '../../database/rows.ts'
import { allTables, type Table } from '../../database/table.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import { type Finding, finding } from './finding.ts'

const CHUNK = 1_000

/** Every append-only money row still has the hash it was written with, over all its columns. */
export async function checkRowHashes(unit: ReadUnit): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const table of allTables()) if (table.money && table.kind === 'append-only') findings.push(...(await checkTable(unit, table)))
  return findings
}

async function checkTable(unit: ReadUnit, table: Table): Promise<Finding[]> {
  const columns = Object.keys(table.columns).join(', ')
  const findings: Finding[] = []
  let after = Number.MIN_SAFE_INTEGER
  for (;;) {
    const rows = await unit.select<Record<string, string | number | null>>(
      `SELECT ${columns} FROM ${table.name} WHERE id > :after ORDER BY id LIMIT ${CHUNK}`,
      { after },
    )
    for (const row of rows) {
      if (rowHashOf(table, row) !== row.row_hash) findings.push(finding('row-hash', table.name, row.id as number, '这一行与写入时不同'))
    }
    const last = rows.at(-1)
    if (rows.length < CHUNK || !last) return findings
    after = last.id as number
  }
}
