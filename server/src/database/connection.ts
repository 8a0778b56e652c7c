import { Sequelize } from 'sequelize'
import { sqliteDialect } from './sqlite-dialect.ts'

export type Engine = 'mysql' | 'sqlite'

/** `mysql://…` and `mariadb://…` speak mysql2; `sqlite:/path/file.db` is the embedded trial database. */
export function engineOf(url: string): Engine {
  if (/^(mysql|mariadb):\/\//.test(url)) return 'mysql'
  if (url.startsWith('sqlite:')) return 'sqlite'
  throw new Error(`DATABASE_URL 只支持 mysql://、mariadb:// 或 sqlite:，现在是 ${url.split(':')[0]}:`)
}

type Field = { readonly type: string; string(): string | null }

/** Whole numbers come back as numbers (or an error, never rounded), days as text; nothing becomes a Date or a float. */
function readCell(field: Field, next: () => unknown): unknown {
  if (field.type === 'DATE' || field.type === 'DATETIME') return field.string()
  if (field.type !== 'LONGLONG' && field.type !== 'NEWDECIMAL') return next()
  const value = field.string()
  if (value === null) return null
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a safe whole number in an answer of the database: ${value}`)
  return number
}

const SESSION = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY'",
  'SET SESSION innodb_lock_wait_timeout = 10',
]

export type ConnectionOptions = { readonly url: string; readonly poolSize: number; readonly onStatement?: (sql: string) => void }

/** Opens the pool. Sessions run READ COMMITTED and strict; nothing is sent before the first unit of work. */
export function connect({ url, poolSize, onStatement }: ConnectionOptions): Sequelize {
  const logging = onStatement ? (sql: string) => onStatement(sql.replace(/^Executing \([^)]*\): /, '')) : false
  if (engineOf(url) === 'sqlite') {
    return new Sequelize({
      dialect: 'sqlite',
      dialectModule: sqliteDialect,
      storage: url.slice('sqlite:'.length),
      transactionType: 'IMMEDIATE' as never,
      logging,
    })
  }
  const sequelize = new Sequelize(url.replace(/^mariadb:/, 'mysql:'), {
    dialect: 'mysql',
    timezone: '+00:00',
    logging,
    pool: { max: poolSize, min: 0, idle: 30_000, acquire: 20_000 },
    dialectOptions: { typeCast: readCell, charset: 'utf8mb4_bin', connectTimeout: 10_000 },
  })
  sequelize.addHook('afterConnect', async (connection) => {
    const session = connection as { query(sql: string, done: (error: Error | null) => void): void }
    for (const statement of SESSION) {
      await new Promise<void>((resolve, reject) => session.query(statement, (error) => (error ? reject(error) : resolve())))
    }
  })
  return sequelize
}
