import { type CallDeps, checkOrderNo, recordCall } from './call-record.ts'
import type { MerchantRef, RefundAnswer, RefundOrder } from './port.ts'
import { readRefund } from './refund-news.ts'
import { exchangeOf } from './signed-requests.ts'

/** The same request may be taken later: too little money in the merchant's account, too many calls. */
const LATER = new Set(['NOT_ENOUGH', 'NOTENOUGH', 'FREQUENCY_LIMITED'])
/** Of a query: no such refund. */
const NOT_FOUND = new Set(['RESOURCE_NOT_EXISTS', 'REFUND_NOT_EXIST'])

/** POST /v3/refund/domestic/refunds, direct and partner alike but for sub_mchid. Sent again with its number it moves nothing again. */
export async function refund({ client, clock }: CallDeps, merchant: MerchantRef, wanted: RefundOrder): Promise<RefundAnswer> {
  const { refundNo, transactionId, orderNo, amountFen, totalFen, reason, notifyUrl } = wanted
  checkOrderNo(refundNo)
  const request = {
    transaction_id: transactionId,
    out_refund_no: refundNo,
    reason,
    notify_url: notifyUrl,
    amount: { refund: amountFen, total: totalFen, currency: 'CNY' },
    ...(merchant.mode === 'partner' ? { sub_mchid: merchant.subMchId } : {}),
  }
  const { answer, call } = await recordCall('refund', { mchid: merchant.mchId, out_trade_no: orderNo, ...request }, clock, () =>
    client.read(client.requests.refunds(request).then(exchangeOf)),
  )
  if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, call }
  if (answer.kind === 'refused') {
    return { kind: 'refused', code: answer.code, message: answer.message, waits: LATER.has(answer.code), call }
  }
  return told(readRefund(answer.json, merchant), refundNo, call)
}

/** GET /v3/refund/domestic/refunds/{out_refund_no}. */
export async function queryRefund({ client, clock }: CallDeps, merchant: MerchantRef, refundNo: string): Promise<RefundAnswer> {
  checkOrderNo(refundNo)
  const { mchId, subMchId, mode } = merchant
  const named = mode === 'partner' ? { sub_mchid: subMchId } : {}
  const { answer, call } = await recordCall('refund-query', { mchid: mchId, out_refund_no: refundNo, ...named }, clock, () =>
    client.read(
      mode === 'partner'
        ? client.requests.getPath(`/v3/refund/domestic/refunds/${refundNo}?sub_mchid=${subMchId}`)
        : client.requests.find_refunds(refundNo).then(exchangeOf),
    ),
  )
  if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, call }
  if (answer.kind === 'refused') {
    return NOT_FOUND.has(answer.code) ? { kind: 'not-found', call } : { kind: 'unknown', reason: `${answer.code} ${answer.message}`, call }
  }
  return told(readRefund(answer.json, merchant), refundNo, call)
}

/** An answer about another refund proves nothing. */
function told(news: ReturnType<typeof readRefund>, refundNo: string, call: Extract<RefundAnswer, { kind: 'told' }>['call']): RefundAnswer {
  if (news === null || news.refundNo !== refundNo)
    return { kind: 'unknown', reason: 'the answer is about another refund', call: { ...call, outcome: 'unknown' } }
  return { kind: 'told', news, call }
}
