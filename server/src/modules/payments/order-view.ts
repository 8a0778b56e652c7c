import type { ResidentOrder } from '../../../../shared/contracts/residents.ts'
import { maskAddress } from '../../../../shared/format/mask.ts'
import type { Database } from '../../database/database.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { notFound } from '../../platform/domain-error.ts'
import { type BoundHousehold, listBoundHouseholds } from '../residents/index.ts'
import { merchantOf } from './merchant-of.ts'
import { findOrder, wayOf } from './order.repository.ts'
import { balanceOfOrder, listOrderHomes } from './order-view.repository.ts'
import type { PaymentChannels } from './payment-channel.ts'

export type OrderViewDeps = { readonly database: Database; readonly clock: Clock; readonly channels: PaymentChannels }

/** The payer's own order; the parameters of the payment sheet are signed anew while it can be paid. Throws NOT_FOUND. */
export function viewOrder({ database, clock, channels }: OrderViewDeps) {
  return async (caller: ResidentCaller, orderNo: string): Promise<ResidentOrder> => {
    const { order, homes, toBalanceFen, merchant } = await database.read(async (unit) => {
      const order = await findOrder(unit, orderNo)
      if (!order || order.payerResidentId !== caller.residentId) throw notFound('这笔支付')
      const bound = await listBoundHouseholds(unit, caller)
      const homes = (await listOrderHomes(unit, order.id)).map((home) => ({ ...home, address: addressFor(bound, home) }))
      return {
        order,
        homes,
        toBalanceFen: order.state === 'paid' ? await balanceOfOrder(unit, order.id) : 0,
        merchant: await merchantOf(unit, order),
      }
    })
    const payable = order.state === 'prepared' && clock.now() < order.expiresAt
    const params = payable ? channels.of(order.channel).clientParams(merchant, order) : {}
    return {
      orderNo,
      state: order.state,
      channel: order.channel,
      way: wayOf(order) === 'page' ? 'page' : 'sheet',
      totalFen: order.totalFen,
      households: homes,
      createdAt: new Date(order.createdAt).toISOString(),
      expiresAt: new Date(order.expiresAt).toISOString(),
      paidAt: order.paidAt === null ? null : new Date(order.paidAt).toISOString(),
      wechatPay: params.wechatPay ?? null,
      alipay: params.alipay ?? null,
      payPage: params.payPage ?? null,
      toBalanceFen,
    }
  }
}

/** Where a home is, masked; who only pays for it is told its card number. */
function addressFor(
  bound: readonly BoundHousehold[],
  { householdNo, address }: { readonly householdNo: string; readonly address: string },
): string {
  const home = bound.find((one) => one.householdNo === householdNo)
  return home?.role === 'payer' ? `卡号 ${householdNo}` : maskAddress(address)
}
