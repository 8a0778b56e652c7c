import type { Database } from '../database/database.ts'
import type { Replacements } from '../database/unit-of-work.ts'
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { JobHandler } from './handler.ts'

/** Rows of the machine that nobody needs any more. Rooms say what is over; nothing of the business is ever purged. */
export type Purge = {
  readonly table:
    | 'import_parts'
    | 'import_rows'
    | 'sessions'
    | 'binding_tries'
    | 'phone_codes'
    | 'place_look_ups'
    | 'idempotency_keys'
    | 'rate_counts'
    | 'sign_in_tries'
  /** How long such rows are kept after their end. */
  readonly keepMs: number
  /** What is over, in SQL: `:before` is now less `keepMs`, `:now` is now. */
  readonly over: string
}

/** Few enough that nobody waits for the locks. */
export const ROWS_AT_ONCE = 500
const DAY = 24 * 3_600_000

/** An Idempotency-Key is honoured for so long; one whose gateway act has not come to its end stays. */
export const keyPurge: Purge = { table: 'idempotency_keys', keepMs: 7 * DAY, over: "created_at <= :before AND state <> 'running'" }

export type PurgeDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly purges: readonly Purge[]
  readonly rowsAtOnce?: number
}

/** 清理: once a day, in chunks, each a unit of work of its own: stopped half way, it goes on where it was the next time. */
export function purgeJob(deps: PurgeDeps): JobHandler {
  return {
    kind: 'plumbing.purge',
    title: '清理过期的登录、操作编号与计数',
    everyMs: DAY,
    async handle() {
      const purged: Record<string, number> = {}
      for (const purge of deps.purges) purged[purge.table] = await purgeTable(deps, purge)
      deps.logger.info({ purged }, 'purged')
    },
  }
}

/** Answers how many rows went. */
export async function purgeTable({ database, clock, rowsAtOnce = ROWS_AT_ONCE }: PurgeDeps, purge: Purge): Promise<number> {
  const { table, keepMs, over } = purge
  const now = clock.now()
  const moments: Replacements = { now, before: now - keepMs }
  for (let gone = 0; ; ) {
    const rows = await database.read((unit) =>
      unit.select<{ id: number }>(`SELECT id FROM ${table} WHERE ${over} LIMIT ${Number(rowsAtOnce)}`, moments),
    )
    if (rows.length === 0) return gone
    const ids = rows.map(({ id }) => id)
    // Asked again under the lock: what has come alive meanwhile (a window that began anew) stays.
    const deleted = await database.write((unit) => unit.execute(`DELETE FROM ${table} WHERE id IN (:ids) AND ${over}`, { ...moments, ids }))
    gone += deleted
    if (rows.length < rowsAtOnce || deleted === 0) return gone
  }
}
