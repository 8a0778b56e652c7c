import type { Database } from '../../database/database.ts'
import type { Caller, ResidentCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import type { FoundOut } from './find-out.ts'
import { appendGatewayCall } from './gateway-log.repository.ts'
import { merchantOf } from './merchant-of.ts'
import { moveOrder } from './move-order.ts'
import { findOrder, lockOrder, type Order } from './order.repository.ts'
import type { PaymentChannels } from './payment-channel.ts'

export type CloseDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly channels: PaymentChannels
  readonly findOut: (orderNo: string) => Promise<FoundOut>
}

/** The payer gives their own order up. Throws NOT_FOUND, GATEWAY_UNKNOWN. */
export function closePaymentOrder(deps: CloseDeps) {
  const giveUp = giveUpOrder(deps)
  return async (caller: ResidentCaller, orderNo: string): Promise<void> => {
    const order = await deps.database.read((unit) => findOrder(unit, orderNo))
    if (!order || order.payerResidentId !== caller.residentId) throw notFound('这笔支付')
    await giveUp(caller, order, '缴费人放弃支付')
  }
}

/**
 * Closed at the gateway first, then here. Doing it twice changes nothing; when the money has come meanwhile the order is settled
 * instead. The caller has been judged before. Throws GATEWAY_UNKNOWN.
 */
export function giveUpOrder({ database, clock, audit, channels, findOut }: CloseDeps) {
  return async (caller: Caller | ResidentCaller, order: Order, why: string): Promise<void> => {
    const { orderNo } = order
    if (order.state === 'paid' || order.state === 'closed' || order.state === 'failed') return
    const merchant = await database.read((unit) => merchantOf(unit, order))
    const answer = await channels.of(order.channel).close(merchant, order)
    await database.write((unit) => appendGatewayCall(unit, order, answer.call))
    if (answer.kind === 'already-paid') {
      await findOut(orderNo)
      return
    }
    if (answer.kind === 'unknown') throw new DomainError(502, 'GATEWAY_UNKNOWN', '支付平台暂时没有答复，请稍后再试')
    await database.write(async (unit) => {
      const locked = await lockOrder(unit, orderNo)
      if (locked.state === 'paid' || locked.state === 'closed') return
      await moveOrder(unit, locked, 'close', clock.now(), {}, why)
      await audit.record(unit, caller, {
        tenantId: order.tenantId,
        action: 'payments.order.close',
        subjectKind: 'payment-order',
        subjectNo: orderNo,
        detail: {},
      })
    })
  }
}
