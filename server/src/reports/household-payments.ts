import type { ResidentPayment } from '../../../shared/contracts/residents.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'

type Row = {
  readonly orderNo: string | null
  readonly householdNo: string
  readonly paidAt: number
  readonly amountFen: number
  readonly channel: string
  readonly residentNo: string | null
  readonly residentId: number | null
}

/**
 * What was paid for these households, newest first: each payment's part for each household, allocated or kept as balance.
 * The payer is masked; `residentId` tells which payments are the reader's own.
 */
export async function listHouseholdPayments(
  unit: ReadUnit,
  householdIds: readonly number[],
  residentId: number | null,
): Promise<ResidentPayment[]> {
  const rows = await unit.select<Row>(
    `SELECT o.order_no AS orderNo, h.household_no AS householdNo, p.succeeded_at AS paidAt, SUM(x.amount_fen) AS amountFen, p.channel,
       r.resident_no AS residentNo, r.id AS residentId
     FROM (SELECT household_id, payment_id, amount_fen FROM allocations WHERE household_id IN (:householdIds) AND payment_id IS NOT NULL
           UNION ALL
           SELECT household_id, payment_id, amount_fen FROM balance_moves WHERE household_id IN (:householdIds) AND move_kind = 'remainder') x
     JOIN payments p ON p.id = x.payment_id JOIN households h ON h.id = x.household_id
     LEFT JOIN payment_orders o ON o.id = p.order_id LEFT JOIN residents r ON r.id = o.payer_resident_id
     GROUP BY p.id, o.order_no, h.household_no, p.succeeded_at, p.channel, r.resident_no, r.id
     ORDER BY p.succeeded_at DESC LIMIT 200`,
    { householdIds: householdIds.length > 0 ? householdIds : [0] },
  )
  return rows.map((row) => ({
    orderNo: row.orderNo,
    householdNo: row.householdNo,
    paidAt: new Date(row.paidAt).toISOString(),
    amountFen: row.amountFen,
    channel: row.channel,
    payer: row.residentNo ? `居民 ${row.residentNo.slice(-4)}` : '—',
    mine: residentId !== null && row.residentId === residentId,
  }))
}
