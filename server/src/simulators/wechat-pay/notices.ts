import { randomUUID } from 'node:crypto'
import type { SignedNotice } from '../wire/sending.ts'
import type { MerchantConfig, PlatformKeyConfig } from './config.ts'
import { seal, signBody } from './platform-signature.ts'
import { refundNoticeOf } from './refund-api.ts'
import { type TamperKind, tamperMessage, tamperResource } from './tampering.ts'
import type { Refund, Trade } from './trade.ts'
import { wireTime } from './wire-time.ts'

/** Fields laid over what the notice would say; an object goes inside, `null` removes the field. */
export type Overrides = Readonly<Record<string, unknown>>

export type NoticeDraft = {
  readonly noticeId: string
  readonly createdAt: number
  readonly trade: Trade
  /** What the notice tells of instead of the payment. */
  readonly refund?: Refund | undefined
  readonly transaction?: Overrides
  readonly envelope?: Overrides
  readonly tamper?: TamperKind | null
}

export function newNoticeId(): string {
  return randomUUID()
}

/** The notice as it goes over the wire, encrypted and signed at `at` (UTC milliseconds): every send has a signature of its own. */
export function signNotice(draft: NoticeDraft, merchant: MerchantConfig, key: PlatformKeyConfig, at: number): SignedNotice {
  const tamper = draft.tamper ?? null
  const { trade, refund } = draft
  const kind = refund === undefined ? 'transaction' : 'refund'
  const plain = JSON.stringify(
    overlay(refund === undefined ? transactionOf(trade) : refundNoticeOf(trade, refund), draft.transaction ?? {}),
  )
  const resource = tamperResource(tamper, seal(merchant, plain, kind), plain)
  const envelope = {
    id: draft.noticeId,
    create_time: wireTime(draft.createdAt),
    resource_type: 'encrypt-resource',
    ...(refund === undefined ? { event_type: 'TRANSACTION.SUCCESS', summary: '支付成功' } : refundEvent(refund)),
    resource: { original_type: kind, ...resource },
  }
  const body = JSON.stringify(overlay(envelope, draft.envelope ?? {}))
  const signed = tamperMessage(tamper, { key, at, body, headers: signBody(key, at, body) })
  return { headers: { 'content-type': 'application/json', ...signed.headers }, body: signed.body }
}

function refundEvent({ status }: Refund) {
  const summary = { SUCCESS: '退款成功', CLOSED: '退款关闭', ABNORMAL: '退款异常', PROCESSING: '退款处理中' }[status]
  return { event_type: `REFUND.${status}`, summary }
}

/** A trade as queries and notices show it; partner trades name the parties by other fields. */
export function transactionOf(trade: Trade, refunded = false): Record<string, unknown> {
  const { mchId, subMchId, appId, openid, totalFen, state, tradeType } = trade
  const paid = state === 'SUCCESS'
  return {
    ...(subMchId === null ? { mchid: mchId, appid: appId } : { sp_mchid: mchId, sp_appid: appId, sub_mchid: subMchId }),
    out_trade_no: trade.outTradeNo,
    trade_state: paid && refunded ? 'REFUND' : state,
    trade_state_desc: paid && refunded ? '转入退款' : { SUCCESS: '支付成功', NOTPAY: '订单未支付', CLOSED: '订单已关闭' }[state],
    ...(trade.attach === null ? {} : { attach: trade.attach }),
    ...(paid
      ? { transaction_id: trade.transactionId, trade_type: tradeType, bank_type: 'OTHERS', success_time: wireTime(trade.paidAt ?? 0) }
      : {}),
    ...(openid === null ? {} : { payer: subMchId === null ? { openid } : { sp_openid: openid } }),
    amount: { total: totalFen, ...(paid ? { payer_total: totalFen, payer_currency: 'CNY' } : {}), currency: 'CNY' },
  }
}

function overlay(base: Record<string, unknown>, changes: Overrides): Record<string, unknown> {
  const result = { ...base }
  for (const [name, change] of Object.entries(changes)) {
    const under = result[name]
    if (change === null) delete result[name]
    else result[name] = isPlain(change) && isPlain(under) ? overlay(under, change) : change
  }
  return result
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
