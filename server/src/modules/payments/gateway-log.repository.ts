import type { Instant } from '../../../../shared/calendar/instant.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { isDuplicate } from '../../database/database.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { GatewayCallRecord, MoneyProof, RefundNews } from '../../gateways/payment/port.ts'
import { gatewayCalls, gatewayNotices } from './gateway.model.ts'
import type { Order } from './order.repository.ts'

/** Keeps what was said to the gateway about an order; the client has redacted it. */
export async function appendGatewayCall(
  unit: Unit,
  order: Pick<Order, 'id' | 'tenantId' | 'channel'>,
  call: GatewayCallRecord,
): Promise<void> {
  await unit.insert(gatewayCalls, [
    {
      id: unit.newId(gatewayCalls),
      tenant_id: order.tenantId,
      order_id: order.id,
      channel: order.channel,
      operation: call.operation,
      request: canonicalJson(call.request),
      response: call.response === null ? null : canonicalJson(call.response),
      http_status: call.httpStatus,
      outcome: call.outcome,
      started_at: call.startedAt,
      duration_ms: Math.trunc(call.durationMs),
    },
  ])
}

export type VerifiedNotice = {
  readonly channel: string
  readonly mchId: string
  readonly noticeId: string
  readonly told: { readonly proof: MoneyProof } | { readonly news: RefundNews }
  readonly receivedAt: Instant
}

/** Answers false when the channel told us this before. */
export async function appendNotice(unit: Unit, notice: VerifiedNotice): Promise<boolean> {
  try {
    await unit.insert(gatewayNotices, [
      {
        id: unit.newId(gatewayNotices),
        channel: notice.channel,
        mch_id: notice.mchId,
        notice_id: notice.noticeId,
        // An order's notices are those that told of its payment; a refund has its own conversation.
        order_no: 'proof' in notice.told ? notice.told.proof.orderNo : null,
        proof: canonicalJson('proof' in notice.told ? notice.told.proof : notice.told.news),
        received_at: notice.receivedAt,
      },
    ])
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
