import assert from 'node:assert/strict'
import type { Database } from '../../server/src/database/database.ts'
import { assertBooksAgree } from './compare-books.ts'
import { countOf } from './database-rows.ts'
import type { WechatSimulator } from './simulators.ts'

/** How every story about money ends: all entries sealed, verify finds nothing, and the platform's book says the same as ours. */
export async function assertBooksClosed(database: Database, simulator: WechatSimulator): Promise<void> {
  assert.equal(await countOf(database, 'unsealed'), 0, 'entries wait for their seal')
  await assertBooksAgree(database, simulator)
}

/** Debit minus credit of each account, in fen; accounts at 0 are left out. */
export async function accountTotals(database: Database): Promise<Readonly<Record<string, number>>> {
  const rows = await database.read((unit) =>
    unit.select<{ account: string; totalFen: number }>(
      'SELECT account, SUM(debit_fen) - SUM(credit_fen) AS totalFen FROM journal_lines GROUP BY account ORDER BY account',
    ),
  )
  return Object.fromEntries(rows.filter(({ totalFen }) => totalFen !== 0).map(({ account, totalFen }) => [account, totalFen]))
}
