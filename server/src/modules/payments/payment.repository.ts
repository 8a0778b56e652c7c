import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { MoneyProof } from '../../gateways/payment/port.ts'
import { payments } from './payment.model.ts'

/** A channel's transaction is one payment. */
export async function paymentExists(unit: ReadUnit, merchantId: number, transactionId: string): Promise<boolean> {
  const rows = await unit.select('SELECT id FROM payments WHERE merchant_id = :merchantId AND transaction_id = :transactionId', {
    merchantId,
    transactionId,
  })
  return rows.length > 0
}

export type NewPayment = {
  readonly id: number
  readonly tenantId: number
  readonly legalEntityId: number
  readonly merchantId: number
  readonly paymentNo: string
  readonly orderId: number | null
  readonly destination: 'order' | 'suspense'
  readonly channel: string
  readonly proof: MoneyProof
  readonly learnedFrom: LearnedFrom
  readonly entryId: number
  readonly postedOn: LocalDay
  readonly valueOn: LocalDay
}
/** Who told us of the money first. */
export type LearnedFrom = 'notice' | 'query' | 'bill-file'

export async function appendPayment(unit: Unit, payment: NewPayment): Promise<void> {
  await unit.insert(payments, [
    {
      id: payment.id,
      tenant_id: payment.tenantId,
      payment_no: payment.paymentNo,
      legal_entity_id: payment.legalEntityId,
      merchant_id: payment.merchantId,
      channel: payment.channel,
      transaction_id: payment.proof.transactionId,
      order_id: payment.orderId,
      destination: payment.destination,
      order_no_given: payment.proof.orderNo.slice(0, 64),
      amount_fen: payment.proof.totalFen,
      payer_openid: payment.proof.payerOpenid,
      succeeded_at: payment.proof.succeededAt,
      learned_from: payment.learnedFrom,
      entry_id: payment.entryId,
      posted_on: payment.postedOn,
      value_on: payment.valueOn,
    },
  ])
}
