import type { ResidentPayment } from '../../../shared/contracts/residents.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import { payerName } from './payment-orders.ts'

type Row = {
  readonly paymentNo: string
  readonly orderNo: string | null
  readonly householdNo: string
  readonly paidAt: number
  readonly amountFen: number
  readonly channel: string
  readonly residentNo: string | null
  readonly residentId: number | null
  readonly way: string | null
  readonly refundedFen: number
  readonly refundingFen: number
}

/**
 * What was paid for these households, newest first: each payment's part for each household, allocated or kept as balance, and what of it went back.
 * The payer is masked; `residentId` tells which payments are the reader's own.
 */
export async function listHouseholdPayments(
  unit: ReadUnit,
  householdIds: readonly number[],
  residentId: number | null,
): Promise<ResidentPayment[]> {
  const rows = await unit.select<Row>(
    `SELECT p.payment_no AS paymentNo, o.order_no AS orderNo, h.household_no AS householdNo, p.succeeded_at AS paidAt, SUM(x.amount_fen) AS amountFen, p.channel,
       r.resident_no AS residentNo, r.id AS residentId, o.way,
       COALESCE((SELECT SUM(f.amount_fen) FROM refunds f WHERE f.payment_id = p.id AND f.household_id = h.id AND f.state = 'done'), 0) AS refundedFen,
       COALESCE((SELECT SUM(f.amount_fen) FROM refunds f WHERE f.payment_id = p.id AND f.household_id = h.id
         AND f.state NOT IN ('done', 'failed', 'refused', 'withdrawn')), 0) AS refundingFen
     FROM (SELECT household_id, payment_id, amount_fen FROM allocations WHERE household_id IN (:householdIds) AND payment_id IS NOT NULL
           UNION ALL
           SELECT household_id, payment_id, amount_fen FROM balance_moves WHERE household_id IN (:householdIds) AND move_kind IN ('remainder', 'attributed')) x
     JOIN payments p ON p.id = x.payment_id JOIN households h ON h.id = x.household_id
     LEFT JOIN payment_orders o ON o.id = p.order_id LEFT JOIN residents r ON r.id = o.payer_resident_id
     GROUP BY p.id, h.id, p.payment_no, o.order_no, h.household_no, p.succeeded_at, p.channel, r.resident_no, r.id, o.way
     ORDER BY p.succeeded_at DESC LIMIT 200`,
    { householdIds: householdIds.length > 0 ? householdIds : [0] },
  )
  return rows.map((row) => ({
    paymentNo: row.paymentNo,
    orderNo: row.orderNo,
    householdNo: row.householdNo,
    paidAt: new Date(row.paidAt).toISOString(),
    amountFen: row.amountFen,
    channel: row.channel,
    payer: payerName(row.residentNo, row.way),
    refundedFen: row.refundedFen,
    refundingFen: row.refundingFen,
    mine: residentId !== null && row.residentId === residentId,
  }))
}
