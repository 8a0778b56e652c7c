import type { MoneyProof } from '../payment/port.ts'
import { asText, type JsonObject } from '../wire/json.ts'
import { fromBeijingTime } from './beijing-time.ts'
import { fenOf } from './yuan.ts'

/**
 * The money of a trade as a notice or a query tells it; null when anything is missing or odd. `total_amount` is settled, not what is
 * left of it after coupons. `paidAt` is the text of gmt_payment or send_pay_date.
 */
export function readMoneyProof(
  trade: JsonObject,
  { appId, sellerId }: { appId: string; sellerId: string },
  paidAt: unknown,
): MoneyProof | null {
  const orderNo = asText(trade.out_trade_no)
  const transactionId = asText(trade.trade_no)
  const totalFen = fenOf(trade.total_amount)
  const succeededAt = fromBeijingTime(paidAt)
  if (orderNo === null || transactionId === null || totalFen === null || succeededAt === null) return null
  // other programs of the same seller may number otherwise than we do
  if (!/^[\x21-\x7e]{1,64}$/.test(orderNo) || !/^\d{16,64}$/.test(transactionId) || totalFen <= 0) return null
  const payerOpenid = asText(trade.buyer_open_id) ?? asText(trade.buyer_user_id) ?? asText(trade.buyer_id)
  return { mchId: sellerId, subMchId: null, appId, orderNo, transactionId, totalFen, payerOpenid, succeededAt }
}

/**
 * What became of a trade. TRADE_CLOSED means two things: never paid and timed out, or paid and given back whole; the second has a time
 * of payment, and the payment itself still has to be booked.
 */
export function fateOf(status: unknown, paidAt: unknown): 'paid' | 'not-paid' | 'closed' | 'unknown' {
  if (status === 'TRADE_SUCCESS' || status === 'TRADE_FINISHED') return 'paid'
  if (status === 'TRADE_CLOSED') return asText(paidAt) === null ? 'closed' : 'paid'
  return status === 'WAIT_BUYER_PAY' ? 'not-paid' : 'unknown'
}
