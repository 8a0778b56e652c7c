import type { Settlement } from '../../../../shared/billing/settle-quote.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { lateFeeType } from '../../../../shared/tariff/rule-set.ts'
import type { Account } from './account.ts'
import type { MoneySource, PostingBatch } from './posting-batch.ts'

/**
 * Writes what `settleQuote` decided for one household into the batch: the late-fee lines first, then every allocation.
 * The remainder is the caller's: a payment keeps it as balance, a use of balance leaves it there.
 */
export function applySettlement(batch: PostingBatch, account: Account, settlement: Settlement, source: MoneySource): void {
  for (const lateFee of settlement.lateFeeLines) {
    const lineId = chargeLateFee(batch, account, lateFee)
    if (lateFee.allocatedFen > 0) batch.allocate(account.householdId, lineId, lateFee.allocatedFen, source)
  }
  for (const { lineId, amountFen } of settlement.allocations) batch.allocate(account.householdId, lineId, amountFen, source)
}

/** 违约金 becomes a line through its day; the next accrual starts there. */
export function chargeLateFee(
  batch: PostingBatch,
  account: Account,
  lateFee: Omit<Settlement['lateFeeLines'][number], 'allocatedFen' | 'days'>,
): number {
  const principal = account.lines.find((line) => line.seasonCode === lateFee.seasonCode)
  if (!principal) throw new Error(`household ${account.householdId} owes nothing of season ${lateFee.seasonCode}`)
  return batch.charge(account.householdId, {
    bill_id: principal.billId,
    season_id: principal.seasonId,
    org_unit_id: principal.orgUnitId,
    fee_type: lateFeeType,
    amount_fen: lateFee.amountFen,
    through_on: lateFee.throughOn,
    origin: 'late-fee',
    rule_set_id: principal.ruleSetId,
    rule_kind: 'late-fee@1',
    steps: canonicalJson(lateFee.steps),
  })
}
