import type { Database } from '../../server/src/database/database.ts'
import type { Table } from '../../server/src/database/table.ts'

/** What a table is, in words that can be compared: `name TYPE [NULL]`, and keys as lists of columns. */
export type Shape = {
  readonly columns: readonly string[]
  readonly unique: readonly string[]
  readonly indexes: readonly string[]
  readonly primary: string
}

const column = (name: string, type: string, nullable: boolean) =>
  `${name} ${type.toUpperCase().replace(/^BIGINT\(\d+\)$/, 'BIGINT')}${nullable ? ' NULL' : ''}`
const sorted = (names: Iterable<string>) => [...names].sort()

/** What the model says. */
export function shapeOfModel(table: Table): Shape {
  return {
    columns: sorted(Object.entries(table.columns).map(([name, { sql, nullable }]) => column(name, sql, nullable))),
    unique: sorted(table.unique.map((columns) => columns.join(', '))),
    indexes: sorted(table.indexes.map((columns) => columns.join(', '))),
    primary: 'id',
  }
}

/** What the database has, table by table, after the migrations ran. */
export function readSchema(database: Database): Promise<ReadonlyMap<string, Shape>> {
  return database.engine === 'mysql' ? ofMariadb(database) : ofSqlite(database)
}

async function ofMariadb(database: Database): Promise<ReadonlyMap<string, Shape>> {
  const { columns, keys } = await database.read(async (unit) => ({
    columns: await unit.select<{ tableName: string; name: string; type: string; nullable: string }>(
      'SELECT table_name AS tableName, column_name AS name, column_type AS type, is_nullable AS nullable FROM information_schema.columns WHERE table_schema = DATABASE()',
    ),
    keys: await unit.select<{ tableName: string; keyName: string; name: string; nonUnique: number }>(
      'SELECT table_name AS tableName, index_name AS keyName, column_name AS name, non_unique AS nonUnique FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index',
    ),
  }))
  const names = new Set(columns.map(({ tableName }) => tableName))
  return new Map(
    [...names].map((tableName) => {
      const own = new Map<string, { unique: boolean; columns: string[] }>()
      for (const key of keys.filter((one) => one.tableName === tableName)) {
        const known = own.get(key.keyName) ?? { unique: Number(key.nonUnique) === 0, columns: [] }
        known.columns.push(key.name)
        own.set(key.keyName, known)
      }
      const primary = own.get('PRIMARY')?.columns.join(', ') ?? ''
      own.delete('PRIMARY')
      return [
        tableName,
        {
          columns: sorted(
            columns.filter((one) => one.tableName === tableName).map(({ name, type, nullable }) => column(name, type, nullable === 'YES')),
          ),
          ...keysOf(own.values()),
          primary,
        },
      ]
    }),
  )
}

async function ofSqlite(database: Database): Promise<ReadonlyMap<string, Shape>> {
  return database.read(async (unit) => {
    const tables = await unit.select<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    const shapes = new Map<string, Shape>()
    for (const { name: table } of tables) {
      const columns = await unit.select<{ name: string; type: string; mandatory: number; pk: number }>(
        'SELECT name, type, "notnull" AS mandatory, pk FROM pragma_table_info(:table)',
        { table },
      )
      const keys = await unit.select<{ name: string; isUnique: number; origin: string }>(
        'SELECT name, "unique" AS isUnique, origin FROM pragma_index_list(:table)',
        { table },
      )
      const own = []
      for (const key of keys.filter(({ origin }) => origin !== 'pk')) {
        const parts = await unit.select<{ name: string }>('SELECT name FROM pragma_index_info(:key) ORDER BY seqno', { key: key.name })
        own.push({ unique: key.isUnique === 1, columns: parts.map(({ name }) => name) })
      }
      const primary = columns.filter(({ pk }) => pk > 0).map(({ name }) => name)
      shapes.set(table, {
        columns: sorted(columns.map(({ name, type, mandatory }) => column(name, type, mandatory === 0))),
        ...keysOf(own),
        primary: primary.join(', '),
      })
    }
    return shapes
  })
}

function keysOf(keys: Iterable<{ readonly unique: boolean; readonly columns: readonly string[] }>): Pick<Shape, 'unique' | 'indexes'> {
  const all = [...keys]
  const list = (unique: boolean) => sorted(all.filter((key) => key.unique === unique).map(({ columns }) => columns.join(', ')))
  return { unique: list(true), indexes: list(false) }
}
