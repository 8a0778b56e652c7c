import type { LateFeeFacts } from '../../../../shared/billing/late-fee.ts'
import type { DiscountFacts } from '../../../../shared/billing/season-discount.ts'
import type { DiscountLine, Settlement } from '../../../../shared/billing/settle-quote.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { lateFeeType } from '../../../../shared/tariff/rule-set.ts'
import type { Account } from './account.ts'
import type { MoneySource, PostingBatch } from './posting-batch.ts'

/** The facts of a late-fee line as `line_facts` keeps them; the line's id beside them makes them its own. */
export type StoredLateFeeFacts = {
  readonly seasonCode: string
  readonly customerClass: string
  readonly priceType: string
  readonly lateFee: LateFeeFacts
}

/** The facts of a discount line, beside its own id. */
export type StoredDiscountFacts = {
  readonly seasonCode: string
  readonly answersLineId: number
  readonly customerClass: string
  readonly priceType: string
  readonly discount: DiscountFacts
}

/**
 * Writes what `settleQuote` decided for one household into the batch: discounts and late fee first, then every allocation.
 * The remainder is the caller's: a payment keeps it as balance, a use of balance leaves it there.
 */
export function applySettlement(batch: PostingBatch, account: Account, settlement: Settlement, source: MoneySource): void {
  for (const discount of settlement.discountLines) giveDiscount(batch, account, discount)
  for (const lateFee of settlement.lateFeeLines) {
    const lineId = chargeLateFee(batch, account, lateFee)
    if (lateFee.allocatedFen > 0) batch.allocate(account.householdId, lineId, lateFee.allocatedFen, source)
  }
  for (const { lineId, amountFen } of settlement.allocations) batch.allocate(account.householdId, lineId, amountFen, source)
}

/** 优惠: a line that answers the charge it takes from. */
function giveDiscount(batch: PostingBatch, account: Account, { seasonCode, lineId, amountFen, steps, facts }: DiscountLine): void {
  const charge = account.lines.find((line) => line.lineId === lineId)
  if (!charge) throw new Error(`household ${account.householdId} has no line ${lineId}`)
  const source = account.discountSources[seasonCode]
  if (!source) throw new Error(`household ${account.householdId} has no discount of season ${seasonCode}`)
  const { ruleSetId, ruleKind, customerClass, priceType } = source
  const stored: StoredDiscountFacts = { seasonCode, answersLineId: lineId, customerClass, priceType, discount: facts }
  const given = { lineType: 'discount', origin: 'discount', amountFen, ruleSetId, ruleKind, steps: canonicalJson(steps) } as const
  batch.answer(account.householdId, charge, given, stored)
}

/** 违约金 becomes a line through its day; the next accrual starts there. */
export function chargeLateFee(
  batch: PostingBatch,
  account: Account,
  lateFee: Omit<Settlement['lateFeeLines'][number], 'allocatedFen' | 'days'>,
): number {
  const principal = account.lines.find((line) => line.seasonCode === lateFee.seasonCode)
  const source = account.lateFeeSources[lateFee.seasonCode]
  if (!principal || !source) throw new Error(`household ${account.householdId} owes no late fee of season ${lateFee.seasonCode}`)
  const { ruleSetId, ruleKind, customerClass, priceType } = source
  const facts: StoredLateFeeFacts = { seasonCode: lateFee.seasonCode, customerClass, priceType, lateFee: lateFee.facts }
  return batch.charge(
    account.householdId,
    {
      bill_id: principal.billId,
      season_id: principal.seasonId,
      org_unit_id: principal.orgUnitId,
      fee_type: lateFeeType,
      amount_fen: lateFee.amountFen,
      through_on: lateFee.throughOn,
      origin: 'late-fee',
      rule_set_id: ruleSetId,
      rule_kind: ruleKind,
      steps: canonicalJson(lateFee.steps),
    },
    facts,
  )
}
