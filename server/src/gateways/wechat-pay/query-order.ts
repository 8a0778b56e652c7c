import { type CallDeps, checkOrderNo, recordCall } from './call-record.ts'
import type { MerchantRef, QueryResult } from './port.ts'
import { exchangeOf } from './signed-requests.ts'
import { isOf, readMoneyProof, readTrade } from './trade.ts'

/** REFUND is a trade whose money came and later went back in part or whole: the payment itself still has to be booked. */
const PAID = new Set(['SUCCESS', 'REFUND'])
const NOT_PAID = new Set(['NOTPAY', 'USERPAYING', 'PAYERROR'])
const CLOSED = new Set(['CLOSED', 'REVOKED'])
/** The platform uses both spellings. */
const NOT_FOUND = new Set(['ORDER_NOT_EXIST', 'ORDERNOTEXIST'])

/** GET /v3/pay/transactions/out-trade-no/{no}, or its partner twin. An answer about another order or merchant is `unknown`. */
export async function queryOrder({ client, clock }: CallDeps, merchant: MerchantRef, orderNo: string): Promise<QueryResult> {
  checkOrderNo(orderNo)
  const { mchId, subMchId, mode } = merchant
  const named = mode === 'partner' ? { sp_mchid: mchId, sub_mchid: subMchId } : { mchid: mchId }
  const { answer, call } = await recordCall('query', { out_trade_no: orderNo, ...named }, clock, () =>
    client.read(
      mode === 'partner'
        ? client.requests.getPath(`/v3/pay/partner/transactions/out-trade-no/${orderNo}?sp_mchid=${mchId}&sub_mchid=${subMchId}`)
        : client.requests.query({ out_trade_no: orderNo }).then(exchangeOf),
    ),
  )
  const unknown = (reason: string): QueryResult => ({ kind: 'unknown', reason, call: { ...call, outcome: 'unknown' } })
  if (answer.kind === 'unknown') return unknown(answer.reason)
  if (answer.kind === 'refused') {
    return NOT_FOUND.has(answer.code) ? { kind: 'not-found', call } : { kind: 'unknown', reason: `${answer.code} ${answer.message}`, call }
  }
  const trade = readTrade(answer.json, mode)
  if (trade === null || trade.orderNo !== orderNo || !isOf(trade, merchant)) return unknown('the answer is about another order')
  if (PAID.has(trade.state)) {
    const proof = readMoneyProof(answer.json, mode)
    return proof === null ? unknown('the paid trade is incomplete') : { kind: 'paid', proof, call }
  }
  if (NOT_PAID.has(trade.state)) return { kind: 'not-paid', call }
  if (CLOSED.has(trade.state)) return { kind: 'closed', call }
  return unknown('a trade state we do not know')
}
