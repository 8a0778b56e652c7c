import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as breathe } from 'node:timers/promises'
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize'
import type { Engine } from './connection.ts'
import type { IdPool } from './ids.ts'
import { type GivenRow, insertStatement } from './rows.ts'
import type { Cell, NewRow, Table } from './table.ts'

export type Replacements = Readonly<Record<string, Cell | readonly Cell[]>>

/** A unit of work that only reads. */
export type ReadUnit = {
  readonly engine: Engine
  /** Rows of one SELECT; alias columns to camelCase in the statement. Replacements are named, never positional. */
  select<Result extends object>(sql: string, replacements?: Replacements): Promise<Result[]>
}

/** One transaction. Everything a use-case writes goes through here; nothing else may touch the database meanwhile. */
export type Unit = ReadUnit & {
  /** `SELECT … FOR UPDATE` (the gate already serves on SQLite). The statement must select by key, in ascending order. */
  selectForUpdate<Result extends object>(sql: string, replacements?: Replacements): Promise<Result[]>
  /** `SELECT … LOCK IN SHARE MODE`: many postings beside each other, none beside a period close. */
  selectForShare<Result extends object>(sql: string, replacements?: Replacements): Promise<Result[]>
  /**
   * One multi-row INSERT per 2000 rows. Fills created_at, version and row_hash. Inserts that do not wait for each other may be begun
   * together: they reach the database in turn, and it works on one while the next is written here.
   */
  insert<T extends Table>(table: T, rows: readonly NewRow<T>[]): Promise<void>
  /** UPDATE or DELETE; answers how many rows it touched. MariaDB does not count rows whose values stay the same. */
  execute(sql: string, replacements?: Replacements): Promise<number>
  newId(table: Table): number
  /** Runs once, after commit, outside the unit. It must not throw and must be harmless to lose. */
  afterCommit(work: () => void): void
}

type Inside = { readonly transaction: Transaction | null }
const inside = new AsyncLocalStorage<Inside>()

/** True while a unit of work is open in this asynchronous context. */
export function unitIsOpen(): boolean {
  return inside.getStore() !== undefined
}

/** Runs `work` as the one unit of this context; a unit inside a unit is a mistake and throws. */
export function runInside<Result>(transaction: Transaction | null, work: () => Promise<Result>): Promise<Result> {
  return inside.run({ transaction }, work)
}

/** Leaves the unit's context, e.g. for what happens after commit. */
export function runOutside<Result>(work: () => Result): Result {
  return inside.exit(work)
}

/** From here on every statement of `sequelize` must belong to the open unit; one from outside it throws on both engines. */
export function guardStatements(sequelize: Sequelize): void {
  const query = sequelize.query.bind(sequelize) as (sql: unknown, options?: { transaction?: Transaction | null }) => Promise<unknown>
  sequelize.query = ((sql: unknown, options?: { transaction?: Transaction | null }) => {
    const open = inside.getStore()
    if (!open) throw new Error('这条语句不在任何工作单元里：请经过 database.read / write / snapshot')
    if (open.transaction && options?.transaction !== open.transaction) throw new Error('这条语句绕开了已打开的工作单元：请使用传入的 unit')
    return query(sql, options)
  }) as typeof sequelize.query
}

/** Some 1.5 MB of the longest rows: far below what a server takes in one packet (16 MB), and a chunk of billing in one statement. */
const ROWS_PER_STATEMENT = 2_000
const MANY_ROWS = 100

export type UnitParts = {
  readonly sequelize: Sequelize
  readonly engine: Engine
  readonly ids: IdPool
  readonly now: () => number
}

/** Builds the unit that a use-case sees. `transaction` is null for plain reads. */
export function createUnit(
  { sequelize, engine, ids, now }: UnitParts,
  transaction: Transaction | null,
): { unit: Unit; committed: () => void } {
  const after: (() => void)[] = []
  // One moment for the whole unit: rows written together carry the same created_at.
  const at = now()
  const select = async <Result extends object>(sql: string, replacements: Replacements = {}): Promise<Result[]> =>
    (await sequelize.query(sql, {
      replacements: replacements as Record<string, unknown>,
      type: QueryTypes.SELECT,
      raw: true,
      transaction,
    })) as Result[]
  const locking = (suffix: string) => (sql: string, replacements?: Replacements) =>
    select(engine === 'mysql' ? `${sql} ${suffix}` : sql, replacements)

  const unit: Unit = {
    engine,
    select,
    selectForUpdate: locking('FOR UPDATE') as Unit['selectForUpdate'],
    selectForShare: locking('LOCK IN SHARE MODE') as Unit['selectForShare'],
    async insert(table, rows) {
      for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
        // Writing many rows takes milliseconds: what was written before leaves first, and who waits for an answer gets it.
        if (rows.length > MANY_ROWS) await breathe()
        const part = rows.slice(from, from + ROWS_PER_STATEMENT) as readonly GivenRow[]
        const sql = insertStatement(table, part, at, (text) => sequelize.escape(text))
        // With the type given nothing has to look for it in half a megabyte of text.
        await sequelize.query(sql, { type: QueryTypes.INSERT, transaction })
      }
    },
    async execute(sql, replacements) {
      const touched = await sequelize.query(sql, {
        ...(replacements ? { replacements: replacements as Record<string, unknown> } : {}),
        type: QueryTypes.BULKUPDATE,
        transaction,
      })
      return touched as unknown as number
    },
    newId: (table) => ids.take(table.name),
    afterCommit: (work) => {
      after.push(work)
    },
  }
  return { unit, committed: () => runOutside(() => runAll(after)) }
}

function runAll(works: readonly (() => void)[]): void {
  for (const work of works) work()
}
