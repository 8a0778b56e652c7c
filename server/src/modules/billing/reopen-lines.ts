import type { LateFeeItem } from '../../../../shared/billing/quote.ts'
import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { type Account, quoteAccount } from './account.ts'
import { chargeLateFee } from './apply-settlement.ts'
import { endHold, insertHold } from './late-fee-hold.repository.ts'
import type { PostingBatch } from './posting-batch.ts'

/** A season whose overdue lines are about to be open again, and the day the money came that leaves them. */
export type ReopenedSeason = { readonly seasonId: number; readonly paidOn: LocalDay }

/** 违约金 accrued through a day in these seasons, on what is open of them already. */
export function accruedLateFee(account: Account, seasonIds: readonly number[], through: LocalDay): LateFeeItem[] {
  const codes = new Set(account.lines.filter(({ seasonId }) => seasonIds.includes(seasonId)).map(({ seasonCode }) => seasonCode))
  return quoteAccount(account, through, null).items.flatMap((item) =>
    item.kind === 'late-fee' && codes.has(item.seasonCode) ? [item] : [],
  )
}

export type Reopening = {
  readonly unit: Unit
  readonly batch: PostingBatch
  readonly account: Account
  readonly tenantId: number
  readonly seasons: readonly ReopenedSeason[]
  readonly today: LocalDay
  readonly by: string
}

/**
 * Before money leaves overdue lines again: what has accrued on the rest of their season becomes a line through today, so that the next accrual
 * starts tomorrow. Where nothing has accrued, the days on which the lines were paid are held, or they would bear late fee for them.
 */
export async function settleLateFeeBeforeReopening({ unit, batch, account, tenantId, seasons, today, by }: Reopening): Promise<void> {
  for (const { seasonId, paidOn } of seasons) {
    const [due] = accruedLateFee(account, [seasonId], today)
    if (due) chargeLateFee(batch, account, due)
    else {
      const holdId = await insertHold(unit, {
        ...{ tenantId, householdId: account.householdId, seasonId },
        ...{ from: paidOn, reason: '这些天的款当时已缴，后来退回', placedBy: by },
      })
      await endHold(unit, holdId, today, by)
    }
  }
}
