import type { Database } from '../../database/database.ts'
import { answerKeyOf } from '../../database/idempotency.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { appendGatewayCall } from './gateway-log.repository.ts'
import { merchantOf } from './merchant-of.ts'
import { moveOrder } from './move-order.ts'
import { findOrder, lockOrder } from './order.repository.ts'
import type { PaymentChannels, PreparedOrder } from './payment-channel.ts'

export type PrepareDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly channels: PaymentChannels
  readonly crashAt: CrashAt
}

/**
 * Asks the gateway for the payment of a submitted or unknown order and records the answer. The same number with the same content
 * gets the same prepay again, so it may be repeated. A time-out leaves the order `unknown`. Throws GATEWAY_REFUSED.
 */
export function prepareOrder({ database, clock, channels, crashAt }: PrepareDeps) {
  return async (orderNo: string): Promise<void> => {
    const { order, merchant } = await database.read(async (unit) => {
      const order = await findOrder(unit, orderNo)
      if (!order) throw new Error(`order ${orderNo} is gone`)
      return { order, merchant: await merchantOf(unit, order) }
    })
    const channel = channels.of(order.channel)
    const result = await channel.prepare(merchant, order)
    crashAt('payments.order.called')
    await database.write(async (unit) => {
      const locked = await lockOrder(unit, orderNo)
      await appendGatewayCall(unit, locked, result.call)
      await record(unit, locked, result, clock.now())
      await answerKeyOf(unit, orderNo, { orderNo })
    })
    if (result.kind === 'refused')
      throw new DomainError(502, 'GATEWAY_REFUSED', `${channel.name}没有受理这笔支付：${result.message}`, { facts: { orderNo } })
  }
}

function record(unit: Parameters<typeof moveOrder>[0], order: Parameters<typeof moveOrder>[1], result: PreparedOrder, at: number) {
  if (result.kind === 'accepted') {
    const { prepayId, payUrl } = result
    return moveOrder(unit, order, 'prepare', at, { ...(prepayId ? { prepayId } : {}), ...(payUrl ? { payUrl } : {}) })
  }
  if (result.kind === 'refused') return moveOrder(unit, order, 'decline', at, {}, `${result.code} ${result.message}`)
  return moveOrder(unit, order, 'lose', at, {}, result.reason)
}
