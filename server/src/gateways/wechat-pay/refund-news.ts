import type { RefundNews } from '../payment/port.ts'
import { asObject, asText, type JsonObject } from '../wire/json.ts'
import type { MerchantRef } from './port.ts'
import { fromRfc3339 } from './rfc3339.ts'

const STATES: ReadonlyMap<string, RefundNews['state']> = new Map([
  ['SUCCESS', 'done'],
  ['PROCESSING', 'processing'],
  ['ABNORMAL', 'abnormal'],
  ['CLOSED', 'closed'],
])

/** A refund as answers show it: of the merchant who asked, which the answer does not repeat. Null when anything is missing or odd. */
export function readRefund(json: JsonObject, { mchId, subMchId }: Pick<MerchantRef, 'mchId' | 'subMchId'>): RefundNews | null {
  return readNews(json, json.status, { mchId, subMchId })
}

/** A refund as notices show it: they name the merchant, and the state otherwise. */
export function readRefundNotice(json: JsonObject, mode: MerchantRef['mode']): RefundNews | null {
  const mchId = asText(mode === 'partner' ? json.sp_mchid : json.mchid)
  const subMchId = mode === 'partner' ? asText(json.sub_mchid) : null
  if (mchId === null || (mode === 'partner' && subMchId === null)) return null
  return readNews(json, json.refund_status, { mchId, subMchId })
}

function readNews(json: JsonObject, status: unknown, merchant: Pick<RefundNews, 'mchId' | 'subMchId'>): RefundNews | null {
  const state = STATES.get(asText(status) ?? '')
  const refundNo = asText(json.out_refund_no)
  const orderNo = asText(json.out_trade_no)
  const gatewayRefundId = asText(json.refund_id)
  const amountFen = asObject(json.amount)?.refund
  if (state === undefined || refundNo === null || orderNo === null || gatewayRefundId === null) return null
  if (typeof amountFen !== 'number' || !Number.isSafeInteger(amountFen) || amountFen <= 0) return null
  const refundedAt = fromRfc3339(json.success_time)
  if (state === 'done' && refundedAt === null) return null
  return { ...merchant, refundNo, gatewayRefundId, orderNo, transactionId: asText(json.transaction_id), amountFen, state, refundedAt }
}
