import type { Database } from '../../database/database.ts'
import type { Clock } from '../../platform/clock.ts'
import { appendGatewayCall } from './gateway-log.repository.ts'
import { merchantOf } from './merchant-of.ts'
import { moveOrder } from './move-order.ts'
import { findOrder, lastPreparedAt, lockOrder, type Order } from './order.repository.ts'
import type { LearnedFrom } from './payment.repository.ts'
import type { PaymentChannels } from './payment-channel.ts'
import type { prepareOrder } from './prepare-order.ts'
import type { settleOrder } from './settle-order.ts'

export type FindOutDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly channels: PaymentChannels
  readonly settle: ReturnType<typeof settleOrder>
  readonly prepare: ReturnType<typeof prepareOrder>
}

/** `over`: nothing is left to find out. `open`: look again later. */
export type FoundOut = 'over' | 'open'

/**
 * Asks the gateway what became of an order and records it: money is settled, an expired order is closed there and here, an order
 * whose first call got no answer, or whose page is worn out, is asked for
 * once more. Called by the query job, the payer's return and the staff's 重新查询.
 */
export function findOut({ database, clock, channels, settle, prepare }: FindOutDeps) {
  return async (orderNo: string, learnedFrom: LearnedFrom = 'query'): Promise<FoundOut> => {
    const { order, merchant } = await database.read(async (unit) => {
      const order = await findOrder(unit, orderNo)
      if (!order) throw new Error(`order ${orderNo} is gone`)
      return { order, merchant: await merchantOf(unit, order) }
    })
    const channel = channels.of(order.channel)
    const answer = await channel.query(merchant, order)
    await database.write((unit) => appendGatewayCall(unit, order, answer.call))
    if (answer.kind === 'paid') {
      await settle(merchant, answer.proof, learnedFrom)
      return 'over'
    }
    if (order.state === 'paid' || order.state === 'failed' || order.state === 'closed') return answer.kind === 'unknown' ? 'open' : 'over'
    if (answer.kind === 'closed') return end(order, 'close', '支付平台已关闭')
    if (answer.kind === 'unknown') return 'open'
    if (clock.now() > order.expiresAt) return expire(order)
    if (order.state !== 'prepared' || (await isWornOut(order))) await prepare(orderNo).catch(() => {})
    return 'open'

    /** Past its promise: closed at the gateway first, so that it cannot be paid behind our back. */
    async function expire(expired: Order): Promise<FoundOut> {
      if (answer.kind === 'not-found') return end(expired, 'expire', '超过支付时限，支付平台没有这笔订单')
      const closing = await channel.close(merchant, expired)
      await database.write((unit) => appendGatewayCall(unit, expired, closing.call))
      return closing.kind === 'closed' || closing.kind === 'not-found' ? end(expired, 'expire', '超过支付时限') : 'open'
    }
  }

  /** What the payer was given can no longer be used, while the order can. */
  async function isWornOut(order: Order): Promise<boolean> {
    const lifeMs = channels.of(order.channel).lifeMs(order)
    if (lifeMs === null) return false
    const preparedAt = await database.read((unit) => lastPreparedAt(unit, order.id))
    return preparedAt === null || clock.now() - preparedAt >= lifeMs
  }

  async function end({ orderNo }: Order, event: 'close' | 'expire', detail: string): Promise<FoundOut> {
    await database.write(async (unit) => {
      const locked = await lockOrder(unit, orderNo)
      if (locked.state !== 'paid' && locked.state !== 'closed') await moveOrder(unit, locked, event, clock.now(), {}, detail)
    })
    return 'over'
  }
}
