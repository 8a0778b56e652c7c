import { endOfDay, type LocalDay, startOfDay } from '../../../shared/calendar/local-day.ts'
import type { RefundState } from '../../../shared/states/refund.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'

/** A trade as our books have it. Refunds are negative, as in the bills. */
export type OurTrade = {
  readonly kind: 'payment' | 'refund'
  readonly transactionId: string
  readonly orderNo: string
  readonly refundNo: string | null
  readonly amountFen: number
  /** Of a refund: not one whose money is on its way or gone, so that theirs would be another story. */
  readonly undone: boolean
}

type Of = { readonly merchantId: number }

const PAYMENT = `SELECT 'payment' AS kind, p.transaction_id AS transactionId, p.order_no_given AS orderNo, NULL AS refundNo, p.amount_fen AS amountFen
  FROM payments p WHERE p.merchant_id = :merchantId`
const REFUND = `SELECT 'refund' AS kind, p.transaction_id AS transactionId, p.order_no_given AS orderNo, r.refund_no AS refundNo,
  0 - r.amount_fen AS amountFen, r.state FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.merchant_id = :merchantId`

/** Money that came on a day, and refunds the channel took on that day. */
export async function listOurTrades(unit: ReadUnit, { merchantId, day }: Of & { readonly day: LocalDay }): Promise<OurTrade[]> {
  const payments = await unit.select<Omit<OurTrade, 'undone'>>(`${PAYMENT} AND p.value_on = :day ORDER BY p.id`, { merchantId, day })
  const refunds = await unit.select<RefundRow>(
    `${REFUND} AND r.state IN ('processing', 'abnormal', 'done')
     AND (SELECT MIN(e.at) FROM refund_events e WHERE e.refund_id = r.id AND e.event IN ('accept', 'complete')) BETWEEN :begin AND :end ORDER BY r.id`,
    { merchantId, begin: startOfDay(day), end: endOfDay(day) },
  )
  return [...payments.map((payment) => ({ ...payment, undone: false })), ...refunds.map(refundOf)]
}

/** The same trades whatever their day: a second before midnight there may be a second after it here. */
export async function findOurTrades(
  unit: ReadUnit,
  { merchantId, transactionIds, refundNos }: Of & { readonly transactionIds: readonly string[]; readonly refundNos: readonly string[] },
): Promise<OurTrade[]> {
  const payments =
    transactionIds.length === 0
      ? []
      : await unit.select<Omit<OurTrade, 'undone'>>(`${PAYMENT} AND p.transaction_id IN (:transactionIds)`, { merchantId, transactionIds })
  const refunds =
    refundNos.length === 0 ? [] : await unit.select<RefundRow>(`${REFUND} AND r.refund_no IN (:refundNos)`, { merchantId, refundNos })
  return [...payments.map((payment) => ({ ...payment, undone: false })), ...refunds.map(refundOf)]
}

/** Whether this number is an order of ours. */
export async function isOurOrder(unit: ReadUnit, orderNo: string): Promise<boolean> {
  return (await unit.select('SELECT id FROM payment_orders WHERE order_no = :orderNo', { orderNo })).length > 0
}

type RefundRow = Omit<OurTrade, 'undone'> & { readonly state: RefundState }

const NOTHING_MOVES: readonly RefundState[] = ['requested', 'approved', 'refused', 'withdrawn', 'failed']

function refundOf({ state, ...refund }: RefundRow): OurTrade {
  return { ...refund, undone: NOTHING_MOVES.includes(state) }
}
