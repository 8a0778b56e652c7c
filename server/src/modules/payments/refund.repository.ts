import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { RefundState } from '../../../../shared/states/refund.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { GatewayCallRecord } from '../../gateways/payment/port.ts'
import { hashOf } from '../../platform/crypto.ts'
import { refundCalls, refundEvents, refundMoves, refunds } from './refund.model.ts'

/** What of a refund never changes. */
export type FrozenRefund = {
  readonly id: number
  readonly tenantId: number
  readonly refundNo: string
  readonly legalEntityId: number
  readonly merchantId: number
  readonly paymentId: number
  /** Null for money in suspense. */
  readonly householdId: number | null
  readonly channel: string
  readonly appId: string
  readonly amountFen: Fen
  readonly reason: string
  readonly requestedBy: number
  readonly requestedByName: string
}

/** 退费 as the room works with it; the payment's own facts beside it. */
export type Refund = FrozenRefund & {
  readonly state: RefundState
  readonly gatewayRefundId: string | null
  readonly doneAt: Instant | null
  readonly version: number
  readonly createdAt: Instant
  readonly orderNoGiven: string
  readonly transactionId: string
  readonly paidFen: Fen
  readonly paidOn: LocalDay
}

const COLUMNS = `r.id, r.tenant_id AS tenantId, r.refund_no AS refundNo, r.legal_entity_id AS legalEntityId, r.merchant_id AS merchantId,
  r.payment_id AS paymentId, r.household_id AS householdId, r.channel, r.app_id AS appId, r.amount_fen AS amountFen, r.reason,
  r.requested_by AS requestedBy, r.requested_by_name AS requestedByName, r.state, r.gateway_refund_id AS gatewayRefundId, r.done_at AS doneAt,
  r.version, r.created_at AS createdAt`
/** A refund outlives no payment: both stay for ever, and a payment never changes. */
const REFUND = `SELECT ${COLUMNS}, p.order_no_given AS orderNoGiven, p.transaction_id AS transactionId, p.amount_fen AS paidFen, p.value_on AS paidOn
  FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.refund_no = :refundNo`

export async function findRefund(unit: ReadUnit, refundNo: string): Promise<Refund | null> {
  const [refund] = await unit.select<Refund>(REFUND, { refundNo })
  return refund ?? null
}

/** After the household: the refund's row, as it is now. */
export async function lockRefund(unit: Unit, refundNo: string): Promise<Refund> {
  const [refund] = await unit.selectForUpdate<Refund>(REFUND, { refundNo })
  if (!refund) throw new Error(`refund ${refundNo} is gone`)
  return refund
}

/** The columns of a refund that never change; verify recomputes their hash. */
export function frozenRefundHash(refund: FrozenRefund): string {
  const { id, tenantId, refundNo, legalEntityId, merchantId, paymentId, householdId, channel, appId, amountFen, reason } = refund
  const { requestedBy, requestedByName } = refund
  return hashOf({
    ...{ id, tenantId, refundNo, legalEntityId, merchantId, paymentId, householdId, channel, appId, amountFen, reason },
    ...{ requestedBy, requestedByName },
  })
}

/** The refund with the event of its birth. Answers its id. */
export async function appendRefund(unit: Unit, refund: Omit<FrozenRefund, 'id'>, now: Instant): Promise<number> {
  const id = unit.newId(refunds)
  const { tenantId, requestedByName } = refund
  await unit.insert(refunds, [
    {
      id,
      tenant_id: tenantId,
      refund_no: refund.refundNo,
      legal_entity_id: refund.legalEntityId,
      merchant_id: refund.merchantId,
      payment_id: refund.paymentId,
      household_id: refund.householdId,
      channel: refund.channel,
      app_id: refund.appId,
      amount_fen: refund.amountFen,
      reason: refund.reason,
      requested_by: refund.requestedBy,
      requested_by_name: requestedByName,
      frozen_hash: frozenRefundHash({ id, ...refund }),
      state: 'requested',
    },
  ])
  const born = { event: 'request', from: 'requested', to: 'requested', at: now, actor: requestedByName, changes: {}, detail: null }
  await appendRefundEvent(unit, { tenantId, refundId: id, eventNo: 1, ...born })
  return id
}

export type RefundChanges = { readonly gatewayRefundId?: string; readonly doneAt?: Instant }
type Event = {
  readonly tenantId: number
  readonly refundId: number
  readonly eventNo: number
  readonly event: string
  readonly from: string
  readonly to: string
  readonly at: Instant
  readonly actor: string
  readonly changes: RefundChanges
  readonly detail: string | null
}

export async function appendRefundEvent(unit: Unit, event: Event): Promise<void> {
  await unit.insert(refundEvents, [
    {
      id: unit.newId(refundEvents),
      tenant_id: event.tenantId,
      refund_id: event.refundId,
      event_no: event.eventNo,
      event: event.event,
      from_state: event.from,
      to_state: event.to,
      at: event.at,
      actor: event.actor,
      changes: canonicalJson(event.changes),
      detail: event.detail,
    },
  ])
}

/** The current columns: the fold of the events. */
export function saveRefundState(unit: Unit, refund: Refund, state: RefundState, changes: RefundChanges): Promise<number> {
  return unit.execute(
    `UPDATE refunds SET state = :state, gateway_refund_id = :gatewayRefundId, done_at = :doneAt, version = version + 1
     WHERE id = :id AND version = :version`,
    {
      state,
      gatewayRefundId: changes.gatewayRefundId ?? refund.gatewayRefundId,
      doneAt: changes.doneAt ?? refund.doneAt,
      id: refund.id,
      version: refund.version,
    },
  )
}

export type RefundMove = {
  readonly refund: Pick<Refund, 'id' | 'tenantId' | 'legalEntityId' | 'channel' | 'amountFen'>
  readonly kind: 'requested' | 'returned' | 'done'
  readonly entryId: number
  readonly valueOn: LocalDay
}

/** What the refund does to 应付退费, with the entry that says the same. */
export async function appendRefundMove(unit: Unit, { refund, kind, entryId, valueOn }: RefundMove): Promise<void> {
  await unit.insert(refundMoves, [
    {
      id: unit.newId(refundMoves),
      tenant_id: refund.tenantId,
      refund_id: refund.id,
      legal_entity_id: refund.legalEntityId,
      channel: refund.channel,
      move_kind: kind,
      amount_fen: kind === 'requested' ? refund.amountFen : -refund.amountFen,
      entry_id: entryId,
      value_on: valueOn,
    },
  ])
}

/** Keeps what was said to the gateway about a refund; the client has redacted it. */
export async function appendRefundCall(unit: Unit, { id, tenantId, channel }: Refund, call: GatewayCallRecord): Promise<void> {
  await unit.insert(refundCalls, [
    {
      id: unit.newId(refundCalls),
      tenant_id: tenantId,
      refund_id: id,
      channel,
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

/** What of a payment is on its way back or has gone back. */
export async function refundedOf(unit: ReadUnit, paymentId: number): Promise<Fen> {
  const [row] = await unit.select<{ total: Fen | null }>(
    `SELECT SUM(amount_fen) AS total FROM refunds WHERE payment_id = :paymentId AND state NOT IN ('refused', 'withdrawn', 'failed')`,
    { paymentId },
  )
  return row?.total ?? 0
}
