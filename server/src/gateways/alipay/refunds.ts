import { type AppClient, checkNumber } from './app-client.ts'
import { fromBeijingTime } from './beijing-time.ts'
import type { Refund, RefundResult } from './port.ts'
import { fenOf, yuanOf } from './yuan.ts'

const NOT_FOUND = new Set(['ACQ.TRADE_NOT_EXIST', 'ACQ.REFUND_NOT_EXIST'])

/** alipay.trade.refund. The answer counts as done only with fund_change=Y: without it the money may have moved before, or not at all. */
export async function refund(client: AppClient, wanted: Refund): Promise<RefundResult> {
  const { orderNo, refundNo, amountFen, reason } = wanted
  const trade = tradeOf(wanted)
  checkNumber(refundNo)
  const { answer, call } = await client.ask('refund', 'alipay.trade.refund', {
    bizContent: { ...trade, out_request_no: refundNo, refund_amount: yuanOf(amountFen), refund_reason: reason },
  })
  if (answer.kind !== 'accepted') return notAccepted(answer, call)
  if (answer.json.out_trade_no !== orderNo) return another(call)
  if (answer.json.fund_change !== 'Y') return { kind: 'unconfirmed', call }
  return { kind: 'done', amountFen, refundedAt: fromBeijingTime(answer.json.gmt_refund_pay), call }
}

/** alipay.trade.fastpay.refund.query. An answer without refund_status is about a refund that does not exist. */
export async function queryRefund(
  client: AppClient,
  wanted: Pick<Refund, 'orderNo' | 'transactionId' | 'refundNo'>,
): Promise<RefundResult> {
  const { orderNo, refundNo } = wanted
  const trade = tradeOf(wanted)
  // one the seller gave out elsewhere is asked about, too
  if (!/^\w{1,64}$/.test(refundNo)) throw new RangeError('not a number of a refund')
  const { answer, call } = await client.ask('refund-query', 'alipay.trade.fastpay.refund.query', {
    bizContent: { ...trade, out_request_no: refundNo, query_options: ['gmt_refund_pay'] },
  })
  if (answer.kind !== 'accepted') return notAccepted(answer, call)
  const { json } = answer
  if (json.refund_status === undefined && json.out_request_no === undefined) return { kind: 'not-found', call }
  if (json.out_trade_no !== orderNo || json.out_request_no !== refundNo) return another(call)
  const amountFen = fenOf(json.refund_amount)
  if (json.refund_status !== 'REFUND_SUCCESS') return { kind: 'unconfirmed', call }
  if (amountFen === null || amountFen <= 0)
    return { kind: 'unknown', reason: 'the refund has no amount', call: { ...call, outcome: 'unknown' } }
  return { kind: 'done', amountFen, refundedAt: fromBeijingTime(json.gmt_refund_pay), call }
}

/** Throws RangeError for a number of ours that Alipay would not take. */
function tradeOf({ orderNo, transactionId }: Pick<Refund, 'orderNo' | 'transactionId'>): Record<string, string> {
  if (transactionId !== undefined) return { trade_no: transactionId }
  checkNumber(orderNo)
  return { out_trade_no: orderNo }
}

type Asked = Awaited<ReturnType<AppClient['ask']>>

function notAccepted(answer: Exclude<Asked['answer'], { kind: 'accepted' }>, call: Asked['call']): RefundResult {
  if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, call }
  if (NOT_FOUND.has(answer.code)) return { kind: 'not-found', call }
  return { kind: 'refused', code: answer.code, message: answer.message, call }
}

function another(call: Asked['call']): RefundResult {
  return { kind: 'unknown', reason: 'the answer is about another trade', call: { ...call, outcome: 'unknown' } }
}
