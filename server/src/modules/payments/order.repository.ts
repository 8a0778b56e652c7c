import type { QuoteItem } from '../../../../shared/billing/quote.ts'
import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { PaymentOrderState } from '../../../../shared/states/payment-order.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { PayWay } from '../../gateways/payment/port.ts'
import { hashOf } from '../../platform/crypto.ts'
import { orderEvents, orderHouseholds, paymentOrders } from './order.model.ts'

/** 支付单 as the room works with it. */
export type Order = {
  readonly id: number
  readonly tenantId: number
  readonly orderNo: string
  readonly legalEntityId: number
  readonly merchantId: number
  readonly channel: string
  readonly appId: string
  readonly payerResidentId: number
  readonly payerOpenid: string
  readonly totalFen: Fen
  readonly quotedOn: LocalDay
  readonly expiresAt: Instant
  readonly state: PaymentOrderState
  readonly prepayId: string | null
  readonly paidAt: Instant | null
  readonly version: number
  readonly createdAt: Instant
  /** Null in orders from before there was a choice: `wayOf` says what that means. */
  readonly way: PayWay | null
  readonly payUrl: string | null
  readonly payerIp: string | null
  readonly staffId: number | null
}

/** How an order is paid. */
export function wayOf({ way }: Pick<Order, 'way'>): PayWay {
  return way ?? 'sheet'
}
export type OrderHousehold = {
  readonly orderId: number
  readonly householdId: number
  readonly quotedFen: Fen
  readonly quote: readonly QuoteItem[]
}

const COLUMNS = `o.id, o.tenant_id AS tenantId, o.order_no AS orderNo, o.legal_entity_id AS legalEntityId, o.merchant_id AS merchantId, o.channel, o.app_id AS appId,
  o.payer_resident_id AS payerResidentId, o.payer_openid AS payerOpenid, o.total_fen AS totalFen, o.quoted_on AS quotedOn, o.expires_at AS expiresAt,
  o.state, o.prepay_id AS prepayId, o.paid_at AS paidAt, o.version, o.created_at AS createdAt,
  o.way, o.pay_url AS payUrl, o.payer_ip AS payerIp, o.staff_id AS staffId`
const ORDER = `SELECT ${COLUMNS} FROM payment_orders o`

export async function findOrder(unit: ReadUnit, orderNo: string): Promise<Order | null> {
  const [order] = await unit.select<Order>(`${ORDER} WHERE o.order_no = :orderNo`, { orderNo })
  return order ?? null
}

/** After the households: the order row, as it is now. */
export async function lockOrder(unit: Unit, orderNo: string): Promise<Order> {
  const [order] = await unit.selectForUpdate<Order>(`${ORDER} WHERE o.order_no = :orderNo`, { orderNo })
  if (!order) throw new Error(`order ${orderNo} is gone`)
  return order
}

/** An order with the homes it pays, ascending by id, in one statement: every order has at least one. */
export async function findOrderWithHouseholds(
  unit: ReadUnit,
  orderNo: string,
): Promise<{ readonly order: Order; readonly households: readonly OrderHousehold[] } | null> {
  const rows = await unit.select<Order & Omit<OrderHousehold, 'quote'> & { readonly quote: string }>(
    `SELECT ${COLUMNS}, h.order_id AS orderId, h.household_id AS householdId, h.quoted_fen AS quotedFen, h.quote
     FROM payment_orders o JOIN order_households h ON h.order_id = o.id WHERE o.order_no = :orderNo`,
    { orderNo },
  )
  const households = rows.map(({ orderId, householdId, quotedFen, quote }) => ({
    orderId,
    householdId,
    quotedFen,
    quote: JSON.parse(quote) as QuoteItem[],
  }))
  const [order] = rows.map(({ orderId: _orderId, householdId: _householdId, quotedFen: _quotedFen, quote: _quote, ...order }) => order)
  return order ? { order, households: households.toSorted((a, b) => a.householdId - b.householdId) } : null
}

/** When the platform was last asked for the payment of an order and gave it; null when never. */
export async function lastPreparedAt(unit: ReadUnit, orderId: number): Promise<Instant | null> {
  const [row] = await unit.select<{ at: Instant | null }>(
    `SELECT MAX(at) AS at FROM order_events WHERE order_id = :orderId AND event = 'prepare'`,
    { orderId },
  )
  return row?.at ?? null
}

/** Orders that may still be paid and concern one of these households. */
export function listOpenOrders(
  unit: ReadUnit,
  householdIds: readonly number[],
  now: Instant,
): Promise<{ orderNo: string; householdId: number; payerResidentId: number; totalFen: Fen; quotedFen: Fen; expiresAt: Instant }[]> {
  return unit.select(
    `SELECT o.order_no AS orderNo, oh.household_id AS householdId, o.payer_resident_id AS payerResidentId, o.total_fen AS totalFen, oh.quoted_fen AS quotedFen,
       o.expires_at AS expiresAt
     FROM order_households oh JOIN payment_orders o ON o.id = oh.order_id
     WHERE oh.household_id IN (:householdIds) AND o.state IN ('submitted', 'prepared', 'unknown') AND o.expires_at > :now ORDER BY o.id`,
    { householdIds: householdIds.length > 0 ? householdIds : [0], now },
  )
}

export type NewOrder = Pick<
  Order,
  | 'tenantId'
  | 'orderNo'
  | 'legalEntityId'
  | 'merchantId'
  | 'channel'
  | 'appId'
  | 'payerResidentId'
  | 'payerOpenid'
  | 'totalFen'
  | 'quotedOn'
  | 'expiresAt'
  | 'way'
  | 'payerIp'
  | 'staffId'
> & {
  readonly households: readonly { readonly householdId: number; readonly quotedFen: Fen; readonly quote: readonly QuoteItem[] }[]
}

/** The columns of an order that never change; verify recomputes their hash. Those added later count only where they are filled. */
export function frozenHash(order: { readonly id: number } & Omit<NewOrder, 'households'>): string {
  const { id, tenantId, orderNo, legalEntityId, merchantId, channel, appId, payerResidentId, payerOpenid, totalFen, quotedOn, expiresAt } =
    order
  const { way, payerIp, staffId } = order
  const later = Object.fromEntries(Object.entries({ way, payerIp, staffId }).filter(([, value]) => value !== null))
  return hashOf({
    id,
    tenantId,
    orderNo,
    legalEntityId,
    merchantId,
    channel,
    appId,
    payerResidentId,
    payerOpenid,
    totalFen,
    quotedOn,
    expiresAt,
    ...later,
  })
}

/** Order, its households with what was promised for each, and the event of its birth. */
export async function appendOrder(unit: Unit, order: NewOrder, now: Instant): Promise<void> {
  const id = unit.newId(paymentOrders)
  const tenant_id = order.tenantId
  await unit.insert(paymentOrders, [
    {
      id,
      tenant_id,
      order_no: order.orderNo,
      legal_entity_id: order.legalEntityId,
      merchant_id: order.merchantId,
      channel: order.channel,
      app_id: order.appId,
      payer_resident_id: order.payerResidentId,
      payer_openid: order.payerOpenid,
      total_fen: order.totalFen,
      quoted_on: order.quotedOn,
      expires_at: order.expiresAt,
      frozen_hash: frozenHash({ id, ...order }),
      state: 'submitted',
      way: order.way,
      payer_ip: order.payerIp,
      staff_id: order.staffId,
    },
  ])
  await unit.insert(
    orderHouseholds,
    order.households.map((one) => ({
      id: unit.newId(orderHouseholds),
      tenant_id,
      order_id: id,
      household_id: one.householdId,
      quoted_fen: one.quotedFen,
      quote: canonicalJson(one.quote),
    })),
  )
  await appendEvent(unit, {
    tenantId: order.tenantId,
    orderId: id,
    eventNo: 1,
    event: 'submit',
    from: 'submitted',
    to: 'submitted',
    at: now,
    changes: {},
    detail: null,
  })
}

export type OrderChanges = { readonly prepayId?: string; readonly payUrl?: string; readonly paidAt?: Instant }
type Event = {
  readonly tenantId: number
  readonly orderId: number
  readonly eventNo: number
  readonly event: string
  readonly from: string
  readonly to: string
  readonly at: Instant
  readonly changes: OrderChanges
  readonly detail: string | null
}

export async function appendEvent(unit: Unit, event: Event): Promise<void> {
  await unit.insert(orderEvents, [
    {
      id: unit.newId(orderEvents),
      tenant_id: event.tenantId,
      order_id: event.orderId,
      event_no: event.eventNo,
      event: event.event,
      from_state: event.from,
      to_state: event.to,
      at: event.at,
      changes: canonicalJson(event.changes),
      detail: event.detail,
    },
  ])
}

/** The current columns: the fold of the events. */
export function saveOrderState(unit: Unit, order: Order, state: PaymentOrderState, changes: OrderChanges): Promise<number> {
  return unit.execute(
    `UPDATE payment_orders SET state = :state, prepay_id = :prepayId, pay_url = :payUrl, paid_at = :paidAt, version = version + 1
     WHERE id = :id AND version = :version`,
    {
      state,
      prepayId: changes.prepayId ?? order.prepayId,
      payUrl: changes.payUrl ?? order.payUrl,
      paidAt: changes.paidAt ?? order.paidAt,
      id: order.id,
      version: order.version,
    },
  )
}
