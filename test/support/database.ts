import { copyFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Engine } from '../../server/src/database/connection.ts'
import { type Database, openDatabase } from '../../server/src/database/database.ts'
import { migrate } from '../../server/src/database/migrate.ts'
import { type MovableClock, movableClock } from '../../server/src/platform/clock.ts'
import { engines, scratchDatabase } from './engines.ts'

/** Sunday 2026-11-22, 8 in the morning in Shanghai: a week into the heating season. */
export const MORNING = Date.parse('2026-11-22T08:00:00+08:00')

export type TestDatabase = {
  readonly engine: Engine
  readonly url: string
  readonly database: Database
  /** Stands still until a test moves it; the database's created_at follows it. */
  readonly clock: MovableClock
  /**
   * A second process's view of the same data: its own pool, its own ids. The embedded engine has one process only, so there it is the
   * same database, unless statements are to be listened to: then ask nothing of the first meanwhile.
   */
  reopen(options?: { readonly poolSize?: number; readonly onStatement?: (sql: string) => void }): Database
  close(): Promise<void>
}

export type TestDatabaseOptions = {
  /** The engine of record when this run has it, else the embedded one. */
  readonly engine?: Engine
  readonly poolSize?: number
  readonly onStatement?: (sql: string) => void
}

/** A fresh, migrated database with a clock of its own; `close` removes it. */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const engine = options.engine ?? engines[0] ?? 'sqlite'
  const scratch = await scratchDatabase(engine)
  if (engine === 'sqlite') copyFileSync(fileOf(await migratedFile()), fileOf(scratch.url))
  const clock = movableClock(MORNING)
  const opened: Database[] = []
  const open = ({ poolSize = 8, onStatement }: Pick<TestDatabaseOptions, 'poolSize' | 'onStatement'> = {}): Database => {
    const database = openDatabase({ url: scratch.url, poolSize, now: clock.now, ...(onStatement ? { onStatement } : {}) })
    opened.push(database)
    return database
  }
  const database = open(options)
  if (engine === 'mysql') await migrate(database)
  return {
    engine,
    url: scratch.url,
    database,
    clock,
    reopen: (more = {}) => (engine === 'sqlite' && !more.onStatement ? database : open(more)),
    async close() {
      for (const one of opened) await one.close()
      await scratch.drop()
    },
  }
}

const fileOf = (url: string) => url.slice('sqlite:'.length)
let migrated: Promise<string> | undefined

/** An embedded database is one file, so it is migrated once and copied: that saves seconds in every file of tests. */
function migratedFile(): Promise<string> {
  migrated ??= migrateFile()
  return migrated
}

async function migrateFile(): Promise<string> {
  const scratch = await scratchDatabase('sqlite')
  const database = openDatabase({ url: scratch.url, poolSize: 1, now: () => MORNING })
  await migrate(database)
  await database.close()
  process.once('exit', () => rmSync(dirname(fileOf(scratch.url)), { recursive: true, force: true }))
  return scratch.url
}
