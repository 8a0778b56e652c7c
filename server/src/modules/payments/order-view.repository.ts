import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'

/** The homes of an order with what was quoted for each. */
export function listOrderHomes(unit: ReadUnit, orderId: number): Promise<{ householdNo: string; address: string; quotedFen: Fen }[]> {
  return unit.select(
    `SELECT h.household_no AS householdNo, h.address, oh.quoted_fen AS quotedFen FROM order_households oh JOIN households h ON h.id = oh.household_id
     WHERE oh.order_id = :orderId ORDER BY h.household_no`,
    { orderId },
  )
}

/** What of an order's money was kept as balance. */
export async function balanceOfOrder(unit: ReadUnit, orderId: number): Promise<Fen> {
  const [row] = await unit.select<{ total: Fen | null }>(
    `SELECT SUM(m.amount_fen) AS total FROM balance_moves m JOIN payments p ON p.id = m.payment_id WHERE p.order_id = :orderId AND m.move_kind = 'remainder'`,
    { orderId },
  )
  return row?.total ?? 0
}

/** An order of this resident that can still be paid; null when there is none. */
export async function findOpenOrderOf(unit: ReadUnit, residentId: number, now: Instant): Promise<string | null> {
  const [row] = await unit.select<{ orderNo: string }>(
    `SELECT order_no AS orderNo FROM payment_orders
     WHERE payer_resident_id = :residentId AND state IN ('submitted', 'prepared', 'unknown') AND expires_at > :now ORDER BY id LIMIT 1`,
    { residentId, now },
  )
  return row?.orderNo ?? null
}

/** When the gateway was last asked about an order; null when never. */
export async function lastCallAt(unit: ReadUnit, orderId: number, operation: string): Promise<Instant | null> {
  const [row] = await unit.select<{ at: Instant | null }>(
    'SELECT MAX(started_at) AS at FROM gateway_calls WHERE order_id = :orderId AND operation = :operation',
    { orderId, operation },
  )
  return row?.at ?? null
}
