import { hashOf, sha256 } from '../platform/crypto.ts'
import type { Cell, Table } from './table.ts'

/** What is looked up once per table because a billing run writes a million rows. */
type Plan = {
  /** All columns but the hash, in the order of their names: one walk writes the SQL and the canonical JSON. */
  readonly cells: readonly CellPlan[]
  readonly hashed: boolean
  readonly insertInto: string
}
type CellPlan = {
  readonly name: string
  /** The name as canonical JSON writes it before a value. */
  readonly key: string
  readonly nullable: boolean
  /** What stands where nothing was given. */
  readonly filled: 'now' | 1 | null
  /** The hash leaves it out while it is NULL. */
  readonly addedLater: boolean
}
const plans = new WeakMap<Table, Plan>()

function planOf(table: Table): Plan {
  const known = plans.get(table)
  if (known) return known
  const hashed = 'row_hash' in table.columns
  const names = Object.keys(table.columns)
    .filter((name) => name !== 'row_hash')
    .toSorted()
  const plan: Plan = {
    cells: names.map((name) => ({
      name,
      key: `${JSON.stringify(name)}:`,
      nullable: table.columns[name]?.nullable ?? false,
      filled: name === 'created_at' ? 'now' : name === 'version' ? 1 : null,
      addedLater: table.columns[name]?.addedLater ?? false,
    })),
    hashed,
    insertInto: `INSERT INTO ${table.name} (${[...names, ...(hashed ? ['row_hash'] : [])].join(',')}) VALUES `,
  }
  plans.set(table, plan)
  return plan
}

export type StoredRow = Readonly<Record<string, Cell>>
export type GivenRow = Readonly<Record<string, Cell | undefined>>

/** How the engine at hand writes a text that is not plain. */
export type Quote = (text: string) => string

/**
 * One multi-row INSERT: every column gets a cell, whole numbers are safe, an append-only row gets the hash of all its other cells.
 * Throws TypeError for a missing cell or an unknown column, RangeError for a number that is not safe.
 */
export function insertStatement(table: Table, rows: readonly GivenRow[], now: number, quoted: Quote): string {
  const plan = planOf(table)
  return plan.insertInto + rows.map((row) => valuesOf(table, plan, row, now, quoted)).join(',')
}

function valuesOf(table: Table, { cells, hashed }: Plan, given: GivenRow, now: number, quoted: Quote): string {
  let sql = ''
  let json = ''
  let taken = 0
  for (const { name, key, nullable, filled, addedLater } of cells) {
    let value = given[name]
    if (value !== undefined) taken += 1
    value ??= filled === 'now' ? now : filled
    let inSql = 'NULL'
    let inJson = 'null'
    if (typeof value === 'number') {
      if (!Number.isSafeInteger(value)) throw new RangeError(`${table.name}.${name} is not a safe whole number: ${value}`)
      inSql = inJson = String(value)
    } else if (typeof value === 'string') {
      const plain = PLAIN.test(value)
      inSql = plain || !ESCAPED.test(value) ? `'${value}'` : quoted(value)
      if (hashed) inJson = plain ? `"${value}"` : JSON.stringify(value)
    } else if (!nullable) throw new TypeError(`${table.name}.${name} must not be null`)
    sql += `,${inSql}`
    if (hashed && !(addedLater && value === null)) json += `,${key}${inJson}`
  }
  if (taken < Object.keys(given).length) refuseUnknown(table, given)
  const values = sql.slice(1)
  return hashed ? `(${values},'${sha256(`{${json.slice(1)}}`)}')` : `(${values})`
}

/** Text that stands as it is in SQL of both engines and in JSON: no quotes, no backslash, no control character, no half of a surrogate pair. */
const PLAIN = /^[ !#-&(-[\]-~\xa0-\ud7ff\ue000-\uffff]*$/
/** What an engine wants escaped between single quotes. */
const ESCAPED = /[\p{Cc}'\\]/u

function refuseUnknown(table: Table, given: GivenRow): void {
  for (const name of Object.keys(given)) if (!(name in table.columns)) throw new TypeError(`${table.name} has no column ${name}`)
}

/** The hash an append-only row must have, over its other cells; `insertStatement` writes the same. */
export function rowHashOf(table: Table, { row_hash: _, ...cells }: StoredRow): string {
  const row: Record<string, Cell> = { ...cells }
  for (const { name, addedLater } of planOf(table).cells) if (addedLater && row[name] === null) delete row[name]
  return hashOf(row)
}
