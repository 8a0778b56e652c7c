/** What a cell can hold on both engines: no Date, no boolean, no float, no BigInt. */
export type Cell = string | number | null

/** How a column is stored. Lengths and enums are enforced by zod before a value comes here; MariaDB enforces them once more. */
export type Column<Value extends Cell = Cell> = {
  readonly sql: string
  readonly nullable: boolean
  readonly sample?: Value
  readonly addedLater?: true
}

export const integer = (): Column<number> => ({ sql: 'BIGINT', nullable: false })
export const text = (length: number): Column<string> => ({ sql: `VARCHAR(${length})`, nullable: false })
/** Canonical JSON or longer text; never indexed. */
export const longText = (): Column<string> => ({ sql: 'LONGTEXT', nullable: false })
/** A local day 'YYYY-MM-DD'. */
export const day = (): Column<string> => ({ sql: 'DATE', nullable: false })
export const nullable = <Value extends Cell>(column: Column<Value>): Column<Value | null> => ({ sql: column.sql, nullable: true })

/** Came to an append-only table that had rows already: while it is NULL the row hash leaves it out, so that hashes of older rows hold. */
export const addedLater = <Value extends Cell>(column: Column<Value | null>): Column<Value | null> => ({ ...column, addedLater: true })

export type Columns = Readonly<Record<string, Column>>

export type TableKind =
  /** Rows change; they carry `version`. */
  | 'editable'
  /** Rows are only ever added; each carries `row_hash`. */
  | 'append-only'
  /** Written in the transaction that causes it and rebuilt by verify. */
  | 'projection'
  /** Housekeeping of the machine: jobs, keys, sessions. */
  | 'plumbing'

export type Table<C extends Columns = Columns> = {
  readonly name: string
  readonly kind: TableKind
  /** Money tables are walked by verify. */
  readonly money: boolean
  readonly columns: C
  readonly unique: readonly (readonly string[])[]
  readonly indexes: readonly (readonly string[])[]
}

type Filled = 'created_at' | 'row_hash' | 'version'
type ValueOf<C> = C extends Column<infer Value> ? Value : never
export type RowOf<T extends Table> = { readonly [Key in keyof T['columns']]: ValueOf<T['columns'][Key]> }
type NullableKeys<Row> = { [Key in keyof Row]: null extends Row[Key] ? Key : never }[keyof Row]
/** What a repository gives to insert: created_at, version and row_hash are filled in, missing nullable columns become NULL. */
export type NewRow<T extends Table> = Omit<RowOf<T>, Filled | NullableKeys<RowOf<T>>> &
  Partial<Pick<RowOf<T>, NullableKeys<RowOf<T>> | ('version' & keyof RowOf<T>)>>

const registry = new Map<string, Table>()

/** Every table of the composed system, for the schema test and for verify. */
export function allTables(): readonly Table[] {
  return [...registry.values()]
}

type Shape = {
  readonly kind: TableKind
  readonly money?: boolean
  readonly tenant?: 'none' | 'optional'
  readonly unique?: readonly (readonly string[])[]
  readonly indexes?: readonly (readonly string[])[]
}
type Common = { id: Column<number>; created_at: Column<number> }
type Of<S extends Shape, C extends Columns> = Common &
  C &
  (S['tenant'] extends 'none'
    ? unknown
    : S['tenant'] extends 'optional'
      ? { tenant_id: Column<number | null> }
      : { tenant_id: Column<number> }) &
  (S['kind'] extends 'editable' ? { version: Column<number> } : unknown) &
  (S['kind'] extends 'append-only' ? { row_hash: Column<string> } : unknown)

/** Declares a table once: columns, keys and kind. The SQL itself stands in the migrations; a test compares the two. */
export function defineTable<const S extends Shape, C extends Columns>(name: string, shape: S, columns: C): Table<Of<S, C>> {
  const tenant = shape.tenant === 'none' ? {} : { tenant_id: shape.tenant === 'optional' ? nullable(integer()) : integer() }
  const version = shape.kind === 'editable' ? { version: integer() } : {}
  const rowHash = shape.kind === 'append-only' ? { row_hash: text(64) } : {}
  const table = {
    name,
    kind: shape.kind,
    money: shape.money ?? false,
    columns: { id: integer(), ...tenant, ...columns, ...version, created_at: integer(), ...rowHash } as unknown as Of<S, C>,
    unique: shape.unique ?? [],
    indexes: shape.indexes ?? [],
  }
  if (registry.has(name)) throw new Error(`table ${name} is declared twice`)
  registry.set(name, table)
  return table
}
