import type { Instant } from '../../../../shared/calendar/instant.ts'
import { nextPaymentOrderState, type PaymentOrderEvent } from '../../../../shared/states/payment-order.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { appendEvent, type Order, type OrderChanges, saveOrderState } from './order.repository.ts'

/** One step of the transition table on a locked order: event row and current columns in one go. Answers the order as it is after. */
export async function moveOrder(
  unit: Unit,
  order: Order,
  event: PaymentOrderEvent,
  at: Instant,
  changes: OrderChanges = {},
  detail: string | null = null,
): Promise<Order> {
  const state = nextPaymentOrderState(order.state, event)
  const eventNo = order.version + 1
  await appendEvent(unit, {
    tenantId: order.tenantId,
    orderId: order.id,
    eventNo,
    event,
    from: order.state,
    to: state,
    at,
    changes,
    detail: detail?.slice(0, 200) ?? null,
  })
  const touched = await saveOrderState(unit, order, state, changes)
  if (touched !== 1) throw new Error(`order ${order.orderNo} changed under its lock`)
  return { ...order, ...changes, state, version: eventNo }
}
