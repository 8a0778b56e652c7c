import type { Database } from '../../server/src/database/database.ts'
import { rowHashOf } from '../../server/src/database/rows.ts'
import { allTables, type Cell, type Table } from '../../server/src/database/table.ts'

/** Somebody with the database's password: changes, deletes and invents rows, and puts them back. */
export type Row = Readonly<Record<string, Cell>>

export const moneyTables: readonly Table[] = allTables().filter((table) => table.money)

/** A row a forger would like to change: sealed where there are seals. */
export async function rowToForge(database: Database, table: Table): Promise<Row> {
  const [row] = await database.read((unit) => unit.select<Row>(`SELECT * FROM ${table.name} WHERE ${sealed(table)} ORDER BY id LIMIT 1`))
  if (!row) throw new Error(`the little world has no row of ${table.name} to forge`)
  return row
}

function sealed(table: Table): string {
  const entries = 'SELECT entry_id FROM ledger_seals WHERE entry_id IS NOT NULL'
  if (table.name === 'ledger_seals') return `seal_kind = 'entry' AND chain_no = 2`
  if (table.name === 'journal_entries') return `id IN (${entries})`
  if (table.name === 'payment_orders') return `state = 'prepared'`
  if (table.kind !== 'append-only') return '1 = 1'
  if ('entry_id' in table.columns) return `entry_id IN (${entries})`
  return `created_at < ${Date.parse('2026-11-23T00:00:00+08:00')}`
}

export async function updateRow(database: Database, table: Table, id: Cell, cells: Row): Promise<void> {
  const set = Object.keys(cells).map((name) => `${name} = :${name}`)
  await database.write(async (unit) => {
    const touched = await unit.execute(`UPDATE ${table.name} SET ${set.join(', ')} WHERE id = :forgedId`, { ...cells, forgedId: id })
    if (touched !== 1) throw new Error(`${table.name} ${id} was not changed`)
  })
}

export async function deleteRow(database: Database, table: Table, { id }: Row): Promise<void> {
  await database.write((unit) => unit.execute(`DELETE FROM ${table.name} WHERE id = :id`, { id: id as Cell }))
}

export async function insertRow(database: Database, table: Table, row: Row): Promise<void> {
  const names = Object.keys(row)
  const values = names.map((name) => `:${name}`)
  await database.write((unit) => unit.execute(`INSERT INTO ${table.name} (${names.join(', ')}) VALUES (${values.join(', ')})`, row))
}

/** The row with the hash a careful forger gives it. */
export function rehashed(table: Table, row: Row): Row {
  return 'row_hash' in row ? { ...row, row_hash: rowHashOf(table, row) } : row
}

/** A copy that no unique key refuses: it differs in the last column of each. */
export function copyOf(table: Table, row: Row): Row {
  const keys = ['id', ...table.unique.map((columns) => columns.at(-1) ?? 'id')]
  const other = keys.flatMap((name) => (row[name] == null ? [] : [[name, otherThan(row[name] as Cell, '')] as const]))
  return rehashed(table, { ...row, ...Object.fromEntries(other) })
}

/** Another value of the same kind; `type` is the SQL type, for a cell that is NULL. */
export function otherThan(value: Cell, type: string): Cell {
  if (typeof value === 'number') return value + 1_000_003
  if (value === null) return type.startsWith('BIGINT') ? 1 : type.startsWith('DATE') ? '2020-01-02' : 'x'
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return value === '2020-01-02' ? '2020-01-03' : '2020-01-02'
  return `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`
}
