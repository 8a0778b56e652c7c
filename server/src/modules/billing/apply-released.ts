import type { Unit } from '../../database/unit-of-work.ts'
import type { Movement } from '../ledger/index.ts'
import type { readAccounts } from './account.ts'
import { PostingBatch, type PostingHead } from './posting-batch.ts'
import { useBalance } from './use-balance.ts'

export type ApplyReleased = {
  readonly unit: Unit
  readonly head: PostingHead
  /** What the act has done so far, not yet written. */
  readonly batch: PostingBatch
  readonly accounts: ReturnType<typeof readAccounts>
  /** Seasons whose discount the money had earned and may earn again; none when absent. */
  readonly discountSeasons?: readonly string[] | 'all'
}

/**
 * Writes what an act has done, then pays the open lines of its households from their balance, each payment's money at its own value day:
 * what was just released is used again at once. Answers the movements of the whole act, for its one entry. The balance is read from
 * the rows, so both halves are written here and nothing may follow in this batch.
 */
export async function applyReleased({ unit, head, batch, accounts, discountSeasons = [] }: ApplyReleased): Promise<Movement[]> {
  await batch.flush()
  const households = batch.households
  const now = await accounts(
    unit,
    households.map(({ id }) => id),
  )
  const again = new PostingBatch(unit, head, households, now)
  for (const account of now.values()) await useBalance(unit, again, account, discountSeasons === 'all' ? {} : { discountSeasons })
  await again.flush()
  return [...batch.movements, ...again.movements]
}
