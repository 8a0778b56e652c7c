import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { isHouseholdVisible, isSuspenseVisible } from '../../reports/money-scope.ts'
import { findHousehold } from '../households/index.ts'
import { findRefund, type Refund } from './refund.repository.ts'
import { findPaidMoney, listHolders, type PaidMoney } from './refund-source.repository.ts'

/** A payment of one of the caller's households, with the household's id. Throws NOT_FOUND in the same words for whatever is not theirs. */
export async function paymentInScope(
  unit: ReadUnit,
  scope: Scope,
  paymentNo: string,
  householdNo: string,
): Promise<{ readonly payment: PaidMoney; readonly householdId: number }> {
  const household = await findHousehold(unit, scope, householdNo)
  const payment = household && (await findPaidMoney(unit, scope.tenantId, paymentNo))
  const holders = payment ? await listHolders(unit, payment.id) : []
  if (!household || !payment || !holders.some(({ householdId }) => householdId === household.id)) throw notFound('这笔收款')
  return { payment, householdId: household.id }
}

/** Money in suspense belongs to no household: whoever is responsible for the whole legal entity may see to it. Throws NOT_FOUND. */
export async function suspenseInScope(unit: ReadUnit, scope: Scope, paymentNo: string): Promise<PaidMoney> {
  const payment = await findPaidMoney(unit, scope.tenantId, paymentNo)
  if (payment?.destination !== 'suspense' || !(await isSuspenseVisible(unit, scope, payment.legalEntityId))) throw notFound('这笔待查款项')
  return payment
}

/** A refund of the caller's. Throws NOT_FOUND. */
export async function refundInScope(unit: ReadUnit, scope: Scope, refundNo: string): Promise<Refund> {
  const refund = await findRefund(unit, refundNo)
  if (refund?.tenantId !== scope.tenantId || !(await isMine(unit, scope, refund))) throw notFound('这笔退费')
  return refund
}

/** Whether the units of a scope reach this refund. */
export function isMine(unit: ReadUnit, scope: Scope, { householdId, legalEntityId }: Pick<Refund, 'householdId' | 'legalEntityId'>) {
  return householdId === null ? isSuspenseVisible(unit, scope, legalEntityId) : isHouseholdVisible(unit, scope, householdId)
}
