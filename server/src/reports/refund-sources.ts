import { scopeValues } from '../database/scope.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import type { Scope } from '../platform/caller.ts'
import { iso, MINE } from './payment-orders.ts'

export type RefundSource = {
  readonly paymentId: number
  readonly householdId: number
  readonly paymentNo: string
  readonly householdNo: string
  readonly channel: string
  readonly paidAt: string
  readonly paidFen: number
}

/** What the payments of an order brought for each household of the caller's, newest payment first. */
export async function listRefundSources(unit: ReadUnit, scope: Scope, orderNo: string): Promise<RefundSource[]> {
  const rows = await unit.select<Omit<RefundSource, 'paidAt'> & { readonly paidAt: number }>(
    `SELECT p.id AS paymentId, h.id AS householdId, p.payment_no AS paymentNo, h.household_no AS householdNo, p.channel,
       p.succeeded_at AS paidAt, SUM(x.amount_fen) AS paidFen
     FROM payment_orders o JOIN payments p ON p.order_id = o.id
       JOIN (SELECT payment_id, household_id, amount_fen FROM allocations WHERE payment_id IS NOT NULL
             UNION ALL SELECT payment_id, household_id, amount_fen FROM balance_moves WHERE move_kind = 'remainder') x ON x.payment_id = p.id
       JOIN households h ON h.id = x.household_id
     WHERE o.tenant_id = :tenantId AND o.order_no = :orderNo AND ${MINE}
     GROUP BY p.id, h.id, p.payment_no, h.household_no, p.channel, p.succeeded_at, p.created_at
     ORDER BY p.succeeded_at DESC, p.created_at DESC, h.household_no`,
    { ...scopeValues(scope), orderNo },
  )
  return rows.map((row) => ({ ...row, paidAt: iso(row.paidAt) }))
}
