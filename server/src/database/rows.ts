import { sha256 } from '../platform/crypto.ts'
import type { Cell, Table } from './table.ts'

/** What is looked up once per table because a billing run writes a million rows. */
type Plan = {
  readonly columns: readonly (readonly [name: string, nullable: boolean])[]
  readonly names: readonly string[]
  /** Columns in the order of their names with their key as canonical JSON writes it; null for tables without a hash. */
  readonly hashed: readonly (readonly [name: string, key: string])[] | null
}
const plans = new WeakMap<Table, Plan>()

function planOf(table: Table): Plan {
  const known = plans.get(table)
  if (known) return known
  const names = Object.keys(table.columns)
  const cells = names.filter((name) => name !== 'row_hash')
  const plan: Plan = {
    columns: cells.map((name) => [name, table.columns[name]?.nullable ?? false]),
    names,
    hashed: 'row_hash' in table.columns ? cells.toSorted().map((name) => [name, `${JSON.stringify(name)}:`]) : null,
  }
  plans.set(table, plan)
  return plan
}

export type StoredRow = Readonly<Record<string, Cell>>

/** A row as it is stored: every column has a cell, whole numbers are safe, an append-only row knows the hash of all its other cells. */
export function completeRow(table: Table, given: Readonly<Record<string, Cell | undefined>>, now: number): StoredRow {
  const { columns, hashed } = planOf(table)
  const row: Record<string, Cell> = {}
  for (const [name, nullable] of columns) {
    const value = given[name] ?? (name === 'created_at' ? now : name === 'version' ? 1 : null)
    if (value === null && !nullable) throw new TypeError(`${table.name}.${name} must not be null`)
    if (typeof value === 'number' && !Number.isSafeInteger(value))
      throw new RangeError(`${table.name}.${name} is not a safe whole number: ${value}`)
    row[name] = value
  }
  for (const name of Object.keys(given)) if (!(name in table.columns)) throw new TypeError(`${table.name} has no column ${name}`)
  if (hashed) row.row_hash = sha256(`{${hashed.map(([name, key]) => key + jsonOf(row[name] ?? null)).join(',')}}`)
  return row
}

/** A cell as canonical JSON writes it: `hashOf(row)` and the hash above are the same. */
function jsonOf(cell: Cell): string {
  return typeof cell === 'string' ? JSON.stringify(cell) : String(cell)
}

/** Text in which neither engine escapes anything. */
const PLAIN = /^[^\p{Cc}'"\\]*$/u

/** One multi-row INSERT of complete rows. `quoted` writes what is not plain for the engine. */
export function insertStatement(table: Table, rows: readonly StoredRow[], quoted: (text: string) => string): string {
  const { names } = planOf(table)
  const literal = (cell: Cell | undefined) =>
    typeof cell === 'number' ? String(cell) : typeof cell === 'string' ? (PLAIN.test(cell) ? `'${cell}'` : quoted(cell)) : 'NULL'
  const values = rows.map((row) => `(${names.map((name) => literal(row[name])).join(',')})`)
  return `INSERT INTO ${table.name} (${names.join(',')}) VALUES ${values.join(',')}`
}
