import assert from 'node:assert/strict'
import type { Database } from '../../server/src/database/database.ts'
import { type ReplayDifference, replaySeason } from '../../server/src/reports/replay/index.ts'
import { assertBooksAgree } from './compare-books.ts'
import { countOf } from './database-rows.ts'
import type { WechatSimulator } from './simulators.ts'

/** How every story about money ends: all entries sealed, verify finds nothing, and the platform's book says the same as ours. */
export async function assertBooksClosed(database: Database, simulator: WechatSimulator): Promise<void> {
  assert.equal(await countOf(database, 'unsealed'), 0, 'entries wait for their seal')
  await assertBooksAgree(database, simulator)
}

/** Every posted line of the season comes out the same when it is computed again. Answers how many bills there were. */
export async function assertReplays(database: Database, seasonCode: string): Promise<number> {
  const differences: ReplayDifference[] = []
  const { bills } = await replaySeason(database, { seasonCode }, (difference) => differences.push(difference))
  assert.deepEqual(differences, [])
  return bills
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
