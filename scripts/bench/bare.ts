import Koa from 'koa'
import mysql, { type Pool, type PoolConnection } from 'mysql2/promise'
import type { Act } from './record.ts'
import { CONNECTIONS } from './system.ts'

/** The least a server could do for the same acts: a bare Koa route that sends the recorded statements through mysql2. */
export type Bare = {
  readonly app: Koa
  readonly pool: Pool
  /** The next request plays the first of these, then the second …; reads start over, a write is played once. */
  play(acts: readonly Act[]): void
  close(): Promise<void>
}

export function createBare(url: string): Bare {
  const pool = mysql.createPool({ uri: url, connectionLimit: CONNECTIONS, timezone: 'Z' })
  pool.on('connection', (connection) => {
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED')
  })
  let acts: readonly Act[] = []
  let next = 0
  const app = new Koa()
  app.use(async (ctx) => {
    const act = acts[next % acts.length]
    next += 1
    if (!act) throw new Error('nothing is to be played')
    ctx.body = { rows: await replay(pool, act) }
  })
  return {
    app,
    pool,
    play(given) {
      acts = given
      next = 0
    },
    close: () => pool.end(),
  }
}

/** Statements outside a transaction go to any connection of the pool, as ours do. Answers the rows of the last SELECT. */
export async function replay(pool: Pool, act: Act): Promise<unknown> {
  let connection: PoolConnection | null = null
  let rows: unknown = []
  try {
    for (const sql of act) {
      if (sql.startsWith('START TRANSACTION')) connection = await pool.getConnection()
      const [answer] = await (connection ?? pool).query(sql)
      if (Array.isArray(answer)) rows = answer
      if (/^(COMMIT|ROLLBACK)/.test(sql)) {
        connection?.release()
        connection = null
      }
    }
    return rows
  } finally {
    connection?.release()
  }
}
