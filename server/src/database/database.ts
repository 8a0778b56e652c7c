import { setTimeout as sleep } from 'node:timers/promises'
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize'
import { type ConnectionOptions, connect, type Engine, engineOf } from './connection.ts'
import { Gate } from './gate.ts'
import { IdPool, IdsRanDry, LEASE } from './ids.ts'
import { createUnit, guardStatements, type ReadUnit, runInside, runOutside, type Unit, unitIsOpen } from './unit-of-work.ts'

/** The only door to the data. */
export type Database = {
  readonly engine: Engine
  readonly sequelize: Sequelize
  /** Reads outside a transaction, each statement for itself. */
  read<Result>(work: (unit: ReadUnit) => Promise<Result>): Promise<Result>
  /**
   * One READ COMMITTED transaction. A dead-lock or lock time-out runs `work` again, at most three times, so it must
   * have no effect outside the unit: no gateway call, no message. `ids` names how many ids of a table it will take.
   */
  write<Result>(work: (unit: Unit) => Promise<Result>, options?: { readonly ids?: Readonly<Record<string, number>> }): Promise<Result>
  /** One READ ONLY REPEATABLE READ transaction: all statements see the same moment. For verify, reports and closing sums. */
  snapshot<Result>(work: (unit: ReadUnit) => Promise<Result>): Promise<Result>
  /** Leases a first block of ids for each table, so that the first requests need no second try. */
  warmIds(tables: readonly string[]): Promise<void>
  /** Throws unless sessions run READ COMMITTED and strict (DESIGN 3.6). */
  assertSettings(): Promise<void>
  close(): Promise<void>
}

const TRIES = 3

export function openDatabase(options: ConnectionOptions & { readonly now: () => number }): Database {
  const engine = engineOf(options.url)
  const sequelize = connect(options)
  const gate = new Gate()
  guardStatements(sequelize)

  const enter = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (unitIsOpen()) throw new Error('已有打开的工作单元：请把 unit 传下去，而不是再开一个')
    return engine === 'sqlite' ? gate.pass(work) : work()
  }
  const inTransaction = <Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> =>
    enter(async () => {
      const holder: { current: Transaction | null } = { current: null }
      // The statements that begin and end the transaction run in its own context too.
      return runInside(null, async () => {
        const transaction = await sequelize.transaction()
        holder.current = transaction
        try {
          const result = await runInside(transaction, () => work(transaction))
          await transaction.commit()
          return result
        } catch (error) {
          await transaction.rollback().catch(() => {})
          throw error
        }
      })
    })

  const ids = new IdPool((wanted) =>
    runOutside(() =>
      inTransaction(async (transaction) => {
        const names = [...wanted.keys()].sort()
        const lock = engine === 'mysql' ? ' FOR UPDATE' : ''
        const rows = (await sequelize.query(
          `SELECT table_name AS name, next_id AS next FROM id_blocks WHERE table_name IN (:names) ORDER BY table_name${lock}`,
          {
            replacements: { names },
            type: QueryTypes.SELECT,
            transaction,
          },
        )) as { name: string; next: number }[]
        const missing = names.filter((name) => !rows.some((row) => row.name === name))
        if (missing.length > 0) throw new Error(`id_blocks has no row for ${missing.join(', ')}`)
        for (const row of rows) {
          await sequelize.query('UPDATE id_blocks SET next_id = :next WHERE table_name = :name', {
            replacements: { next: row.next + (wanted.get(row.name) ?? 0), name: row.name },
            type: QueryTypes.BULKUPDATE,
            transaction,
          })
        }
        return new Map(rows.map((row) => [row.name, row.next]))
      }),
    ),
  )
  const parts = { sequelize, engine, ids, now: options.now }

  const database: Database = {
    engine,
    sequelize,
    read: (work) => enter(() => runInside(null, () => work(createUnit(parts, null).unit))),
    async write(work, { ids: wanted = {} } = {}) {
      if (unitIsOpen()) throw new Error('已有打开的工作单元：请把 unit 传下去，而不是再开一个')
      await ids.reserve(wanted)
      const dry = new Map<string, number>()
      for (let attempt = 1; ; ) {
        try {
          let committed = () => {}
          const result = await inTransaction((transaction) => {
            const built = createUnit(parts, transaction)
            committed = built.committed
            return work(built.unit)
          })
          committed()
          return result
        } catch (error) {
          if (error instanceof IdsRanDry) {
            // Dry again: it needs more than a lease, or others took from it. Twice as many each time, so that it ends.
            const times = (dry.get(error.table) ?? 0) + 1
            dry.set(error.table, times)
            await ids.reserve({ [error.table]: Math.max(wanted[error.table] ?? 1, times === 1 ? 1 : LEASE * 2 ** (times - 1)) })
            continue
          }
          if (attempt >= TRIES || !isLockFailure(error)) throw error
          await sleep(20 * attempt + Math.random() * 30)
          attempt += 1
        }
      }
    },
    snapshot: (work) =>
      inTransaction(async (transaction) => {
        if (engine === 'sqlite') return work(createUnit(parts, transaction).unit)
        const say = (sql: string) => sequelize.query(sql, { type: QueryTypes.RAW, transaction })
        await say('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ')
        try {
          await say('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
          return await work(createUnit(parts, transaction).unit)
        } finally {
          await say('COMMIT')
          await say('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED')
        }
      }),
    warmIds: (tables) => ids.reserve(Object.fromEntries(tables.map((table) => [table, 1]))),
    async assertSettings() {
      if (engine === 'sqlite') return
      const rows = await database.read((unit) =>
        unit.select<{ Variable_name: string; Value: string }>(
          "SHOW VARIABLES WHERE Variable_name IN ('transaction_isolation', 'tx_isolation', 'sql_mode')",
        ),
      )
      const isolation = rows.find((row) => row.Variable_name.endsWith('isolation'))?.Value
      const mode = rows.find((row) => row.Variable_name === 'sql_mode')?.Value ?? ''
      if (isolation !== 'READ-COMMITTED') throw new Error(`数据库会话的隔离级别应为 READ-COMMITTED，现在是 ${isolation}`)
      if (!mode.includes('STRICT_ALL_TABLES')) throw new Error(`数据库会话应为严格模式，现在是 ${mode}`)
    },
    close: () => sequelize.close(),
  }
  return database
}

type DriverError = { readonly original?: { readonly code?: string }; readonly name?: string }

/** Dead-lock victim or lock time-out: the transaction is gone, the work may run again. */
function isLockFailure(error: unknown): boolean {
  const code = (error as DriverError).original?.code
  return code === 'ER_LOCK_DEADLOCK' || code === 'ER_LOCK_WAIT_TIMEOUT' || code === 'SQLITE_BUSY'
}

/** The database refused a row because a unique key exists already. */
export function isDuplicate(error: unknown): boolean {
  return (error as DriverError).name === 'SequelizeUniqueConstraintError'
}
