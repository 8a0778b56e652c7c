import type { Database } from '../../database/database.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import type { FoundOut } from './find-out.ts'
import { appendGatewayCall } from './gateway-log.repository.ts'
import { merchantOf } from './merchant-of.ts'
import { moveOrder } from './move-order.ts'
import { findOrder, lockOrder } from './order.repository.ts'
import type { PaymentChannels } from './payment-channel.ts'

export type CloseDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly channels: PaymentChannels
  readonly findOut: (orderNo: string) => Promise<FoundOut>
}

/**
 * The payer gives up: closed at the gateway first, then here. Doing it twice changes nothing; when the money has come meanwhile
 * the order is settled instead. Throws NOT_FOUND, GATEWAY_UNKNOWN.
 */
export function closePaymentOrder({ database, clock, audit, channels, findOut }: CloseDeps) {
  return async (caller: ResidentCaller, orderNo: string): Promise<void> => {
    const order = await database.read((unit) => findOrder(unit, orderNo))
    if (!order || order.payerResidentId !== caller.residentId) throw notFound('这笔支付')
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
      await moveOrder(unit, locked, 'close', clock.now(), {}, '缴费人放弃支付')
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
