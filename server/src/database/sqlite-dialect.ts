import sqlite3 from 'node-sqlite3-wasm'

type Callback = (this: unknown, error: Error | null, rows?: unknown) => void
type Parameters = readonly unknown[] | Readonly<Record<string, unknown>> | undefined

/** Every connection of one file is the same handle: the gate admits one unit of work at a time, so they never interleave. */
const handles = new Map<string, { readonly database: sqlite3.Database; users: number }>()

/** Every commit reaches the disk before it is answered; foreign keys hold. A rollback journal, because WASM has no shared memory for WAL. */
const PRAGMAS = ['PRAGMA synchronous = FULL', 'PRAGMA foreign_keys = ON', 'PRAGMA journal_mode = DELETE', 'PRAGMA cache_size = -32000']

/**
 * The little of the `sqlite3` package's interface that Sequelize's SQLite dialect calls, on top of node-sqlite3-wasm
 * (no compiler, no install script). Synchronous underneath, call-backs on the next tick as Sequelize expects.
 */
class Connection {
  readonly filename: string
  readonly #database: sqlite3.Database

  constructor(filename: string, _mode: number, callback: (error: Error | null) => void) {
    this.filename = filename
    const known = handles.get(filename)
    if (known) {
      known.users += 1
      this.#database = known.database
    } else {
      this.#database = new sqlite3.Database(filename)
      for (const pragma of PRAGMAS) this.#database.exec(pragma)
      handles.set(filename, { database: this.#database, users: 1 })
    }
    process.nextTick(callback, null)
  }

  serialize(work: () => void): void {
    work()
  }

  run(sql: string, parameters: Parameters, callback?: Callback): this {
    return this.#execute(sql, parameters, callback, () => {
      const info = this.#database.run(sql, parameters as never)
      return { context: { lastID: Number(info.lastInsertRowid), changes: info.changes }, rows: undefined }
    })
  }

  all(sql: string, parameters: Parameters, callback?: Callback): this {
    return this.#execute(sql, parameters, callback, () => ({ context: {}, rows: this.#database.all(sql, parameters as never) }))
  }

  exec(sql: string, callback?: Callback): this {
    return this.#execute(sql, undefined, callback, () => {
      this.#database.exec(sql)
      return { context: {}, rows: undefined }
    })
  }

  close(callback?: (error: Error | null) => void): void {
    const handle = handles.get(this.filename)
    if (handle) {
      handle.users -= 1
      if (handle.users === 0) {
        handle.database.close()
        handles.delete(this.filename)
      }
    }
    if (callback) process.nextTick(callback, null)
  }

  #execute(sql: string, parameters: Parameters, callback: Callback | undefined, work: () => { context: object; rows: unknown }): this {
    const done = typeof parameters === 'function' ? (parameters as unknown as Callback) : callback
    try {
      const { context, rows } = work()
      if (done) process.nextTick(() => done.call({ ...context, sql }, null, rows))
    } catch (error) {
      const failure = withCode(error as Error)
      if (!done) throw failure
      process.nextTick(() => done.call({ sql }, failure))
    }
    return this
  }
}

/** Sequelize tells a unique violation from other errors by the code of the `sqlite3` package. */
function withCode(error: Error): Error {
  const code = /constraint/i.test(error.message) ? 'SQLITE_CONSTRAINT' : /locked|busy/i.test(error.message) ? 'SQLITE_BUSY' : 'SQLITE_ERROR'
  return Object.assign(new Error(`${code}: ${error.message}`), { code })
}

/** What Sequelize takes as `dialectModule` in place of the sqlite3 package. */
export const sqliteDialect = { Database: Connection, OPEN_READONLY: 1, OPEN_READWRITE: 2, OPEN_CREATE: 4 }
