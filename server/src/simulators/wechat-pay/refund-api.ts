import type { MovableClock } from '../wire/movable-clock.ts'
import { ApiError, invalidRequest, orderNotExist, paramError, systemError } from './api-error.ts'
import type { Book } from './book.ts'
import type { MerchantConfig } from './config.ts'
import { refundBehaviourOf } from './refund-magic.ts'
import type { Refunds } from './refunds.ts'
import type { Refund, Trade } from './trade.ts'
import { wireTime } from './wire-time.ts'

export type RefundApiDeps = { readonly book: Book; readonly refunds: Refunds; readonly clock: MovableClock }
type Answer = { status: number; value: unknown } | 'hang'

/** POST /v3/refund/domestic/refunds, checked field by field. */
export function askRefund({ book, refunds }: RefundApiDeps, merchant: MerchantConfig, body: Record<string, unknown>): Answer {
  const trade = typeof body.transaction_id === 'string' ? book.tradeByTransactionId(body.transaction_id) : named(book, merchant, body)
  if (trade === undefined || trade.mchId !== merchant.mchId || trade.subMchId !== (body.sub_mchid ?? null)) throw orderNotExist()
  const outRefundNo = body.out_refund_no
  if (typeof outRefundNo !== 'string' || !/^[0-9A-Za-z_*|@-]{1,64}$/.test(outRefundNo)) throw paramError('参数错误：out_refund_no')
  const { refund: amountFen, total: totalFen, currency } = objectOf(body.amount)
  if (!isFen(amountFen) || !isFen(totalFen) || currency !== 'CNY') throw paramError('参数错误：amount')
  const reason = body.reason ?? null
  if (reason !== null && (typeof reason !== 'string' || Buffer.byteLength(reason) > 80)) throw paramError('参数错误：reason')
  const notifyUrl = body.notify_url ?? null
  if (notifyUrl !== null && (typeof notifyUrl !== 'string' || /[?#]/.test(notifyUrl))) throw paramError('参数错误：notify_url')
  const request = { outRefundNo, amountFen, totalFen, reason, notifyUrl }
  const behaviour = refundBehaviourOf(refunds.behaviourFor(request))
  const known = book.refundByNumber(merchant.mchId, outRefundNo) !== undefined
  if (behaviour.answer === 'system-error' && !known) {
    // the next try is taken
    refunds.setBehaviour(outRefundNo, 'normal')
    throw systemError()
  }
  const refund = refunds.ask(trade, request)
  return behaviour.answer === 'hangs' && !known ? 'hang' : { status: 200, value: refundView(trade, refund) }
}

/** GET /v3/refund/domestic/refunds/{out_refund_no}. */
export function findRefund({ book }: RefundApiDeps, merchant: MerchantConfig, outRefundNo: string, subMchId: string | null): Answer {
  const refund = book.refundByNumber(merchant.mchId, outRefundNo)
  const trade = refund && book.tradeByPrepayId(refund.prepayId)
  if (refund === undefined || trade === undefined || trade.subMchId !== subMchId)
    throw new ApiError(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
  return { status: 200, value: refundView(trade, refund) }
}

/** A refund as answers show it. */
function refundView(trade: Trade, refund: Refund): Record<string, unknown> {
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: trade.transactionId,
    out_trade_no: trade.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    create_time: wireTime(refund.createdAt),
    ...(refund.successAt === null ? {} : { success_time: wireTime(refund.successAt) }),
    status: refund.status,
    amount: amountOf(trade, refund),
  }
}

/** A refund as notices show it. */
export function refundNoticeOf(trade: Trade, refund: Refund): Record<string, unknown> {
  const { mchId, subMchId } = trade
  return {
    ...(subMchId === null ? { mchid: mchId } : { sp_mchid: mchId, sub_mchid: subMchId }),
    out_trade_no: trade.outTradeNo,
    transaction_id: trade.transactionId,
    out_refund_no: refund.outRefundNo,
    refund_id: refund.refundId,
    refund_status: refund.status,
    ...(refund.successAt === null ? {} : { success_time: wireTime(refund.successAt) }),
    user_received_account: '支付用户零钱',
    amount: amountOf(trade, refund),
  }
}

function amountOf({ totalFen }: Trade, { amountFen }: Refund) {
  return { total: totalFen, refund: amountFen, payer_total: totalFen, payer_refund: amountFen, currency: 'CNY' }
}

function named(book: Book, merchant: MerchantConfig, { out_trade_no: outTradeNo, sub_mchid: subMchId }: Record<string, unknown>) {
  if (typeof outTradeNo !== 'string') throw paramError('参数错误：out_trade_no')
  if (subMchId !== undefined && typeof subMchId !== 'string') throw invalidRequest('特约商户与服务商没有受理关系')
  return book.tradeByNumber(merchant.mchId, subMchId ?? null, outTradeNo)
}

function isFen(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
