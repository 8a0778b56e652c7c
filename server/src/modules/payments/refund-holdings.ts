import { planRefund, type RefundHoldings, type RefundPlan, refundableFen } from '../../../../shared/billing/plan-refund.ts'
import { formatFen } from '../../../../shared/format/amount.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { balanceOfPayment, listEarnedDiscounts, listPaidLines, type PaidMoney } from './refund-source.repository.ts'

/** What a household still holds of a payment. */
export async function readHoldings(unit: ReadUnit, householdId: number, { id }: Pick<PaidMoney, 'id'>): Promise<RefundHoldings> {
  return {
    balanceFen: await balanceOfPayment(unit, householdId, id),
    paidLines: await listPaidLines(unit, householdId, id),
    discounts: await listEarnedDiscounts(unit, householdId, id),
  }
}

/** Where a refund takes its money. Throws REFUND_TOO_MUCH (facts.availableFen). */
export function planWithin(holdings: RefundHoldings, amountFen: Fen): RefundPlan {
  const availableFen = refundableFen(holdings)
  if (amountFen > availableFen) throw tooMuch(availableFen)
  return planRefund(holdings, amountFen)
}

export function tooMuch(availableFen: Fen): DomainError {
  return new DomainError(409, 'REFUND_TOO_MUCH', `这笔款最多还能退 ${formatFen(availableFen)} 元`, { facts: { availableFen } })
}
