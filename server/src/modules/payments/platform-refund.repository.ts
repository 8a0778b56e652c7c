import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import { isDuplicate } from '../../database/database.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { RefundNews } from '../../gateways/payment/port.ts'
import type { Merchant } from '../tenancy/index.ts'
import { platformRefunds } from './refund.model.ts'

/** 平台退款 as it is entered into the books later. */
export type PlatformRefund = {
  readonly caseNo: string
  readonly gatewayRefundId: string | null
  readonly amountFen: Fen
  readonly refundedAt: Instant
  /** Null for money we never had. */
  readonly paymentNo: string | null
}

export async function findPlatformRefund(unit: ReadUnit, tenantId: number, caseNo: string): Promise<PlatformRefund | null> {
  const [found] = await unit.select<PlatformRefund>(
    `SELECT d.case_no AS caseNo, d.gateway_refund_id AS gatewayRefundId, d.amount_fen AS amountFen, d.refunded_at AS refundedAt,
       (SELECT p.payment_no FROM payments p WHERE p.id = d.payment_id) AS paymentNo
     FROM platform_refunds d WHERE d.tenant_id = :tenantId AND d.case_no = :caseNo`,
    { tenantId, caseNo },
  )
  return found ?? null
}

export type NewPlatformRefund = {
  readonly merchant: Merchant
  readonly channel: string
  readonly caseNo: string
  readonly news: RefundNews
  readonly refundedAt: Instant
  readonly by: string
}

/** Answers false when it is known already. */
export async function appendPlatformRefund(unit: Unit, refund: NewPlatformRefund): Promise<boolean> {
  const { merchant, channel, caseNo, news, refundedAt, by } = refund
  const [payment] = await unit.select<{ id: number }>(
    'SELECT id FROM payments WHERE merchant_id = :merchantId AND transaction_id = :transactionId',
    { merchantId: merchant.id, transactionId: news.transactionId ?? '' },
  )
  const row = {
    id: unit.newId(platformRefunds),
    tenant_id: merchant.tenantId,
    legal_entity_id: merchant.legalEntityId,
    merchant_id: merchant.id,
    channel,
    case_no: caseNo,
    refund_no_given: news.refundNo.slice(0, 64),
    gateway_refund_id: news.gatewayRefundId,
    order_no_given: news.orderNo.slice(0, 64),
    transaction_id: news.transactionId,
    payment_id: payment?.id ?? null,
    amount_fen: news.amountFen,
    refunded_at: refundedAt,
    learned_from: by,
  }
  try {
    await unit.insert(platformRefunds, [row])
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
