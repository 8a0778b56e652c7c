import type { Fen } from '../../../../shared/money/fen.ts'
import type { Database } from '../../database/database.ts'
import { firstAnswer, isKeySeen } from '../../database/idempotency.ts'
import type { PayWay } from '../../gateways/payment/port.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { type BoundHousehold, listBoundHouseholds } from '../residents/index.ts'
import { offeredWays, readMarket } from './pay-ways.ts'
import type { ChannelCode, PaymentChannels } from './payment-channel.ts'
import type { prepareOrder } from './prepare-order.ts'
import { type PromiseDeps, promiseOrder } from './promise-order.ts'

export type CreateOrder = {
  readonly householdNos: readonly string[]
  readonly totalFen: Fen
  readonly channel: ChannelCode
  readonly way?: Exclude<PayWay, 'code'> | undefined
}
export type CreateOrderDeps = PromiseDeps & {
  readonly database: Database
  readonly audit: Audit
  readonly crashAt: CrashAt
  readonly channels: PaymentChannels
  readonly prepare: ReturnType<typeof prepareOrder>
}

/**
 * Pays online: T1 locks, quotes again and writes the order; then the gateway is called with nothing open; then its
 * answer is recorded. Answers the order's number. Throws NOTHING_OWED, QUOTE_CHANGED (facts.totalFen), ORDER_OPEN (facts.orderNo),
 * SEVERAL_COMPANIES, CHANNEL_CLOSED, GATEWAY_REFUSED.
 */
export function createPaymentOrder(deps: CreateOrderDeps) {
  return async (caller: ResidentCaller, wish: CreateOrder): Promise<string> => {
    const { database, clock, audit, crashAt } = deps
    const { channel, way = 'sheet' } = wish
    const { homes, market } = await database.read(async (unit) => {
      const bound = await listBoundHouseholds(unit, caller)
      const homes = bound.filter((home) => wish.householdNos.includes(home.householdNo))
      if (homes.length !== new Set(wish.householdNos).size) throw notFound('要缴费的房屋')
      return { homes, market: await readMarket(unit, oneLegalEntity(homes)) }
    })
    const offered = offeredWays(deps.channels, market, caller).find((one) => one.channel === channel && one.way === way)
    if (!offered) throw channelClosed()

    const orderNo = businessNumber('W', clock)
    const { residentId: payerResidentId, openid: payerOpenid } = caller
    // WeChat's page is the only one that wants to know from which network address it will be opened.
    const payerIp = channel === 'wechat-pay' && way === 'page' ? caller.ip : null
    const payer = { payerResidentId, payerOpenid, payerIp, staffId: null }
    const householdIds = homes.map((home) => home.householdId)
    try {
      await database.write(async (unit) => {
        await promiseOrder(deps, unit, { orderNo, offered, householdIds, totalFen: wish.totalFen, payer, key: caller.key })
        await audit.record(unit, caller, {
          tenantId: offered.merchant.tenantId,
          action: 'payments.order.create',
          subjectKind: 'payment-order',
          subjectNo: orderNo,
          detail: { totalFen: wish.totalFen, households: homes.map((home) => home.householdNo) },
        })
      })
    } catch (error) {
      if (!caller.key || !isKeySeen(error)) throw error
      return (await firstAnswer<{ orderNo: string }>(database, caller.key)).orderNo
    }
    crashAt('payments.order.prepared')
    await deps.prepare(orderNo)
    return orderNo
  }
}

export function channelClosed(): DomainError {
  return new DomainError(409, 'CHANNEL_CLOSED', '该供热公司还没有开通这种支付方式，请到营业厅缴费')
}

/** One payment order never crosses a legal entity: the money would land with the wrong merchant. */
function oneLegalEntity(homes: readonly BoundHousehold[]): { readonly tenantId: number; readonly legalEntityId: number } {
  const [first, ...others] = homes
  const several = others.some((home) => home.tenantId !== first?.tenantId || home.legalEntityId !== first?.legalEntityId)
  if (!first || several) throw severalCompanies()
  return { tenantId: first.tenantId, legalEntityId: first.legalEntityId }
}

function severalCompanies(): DomainError {
  return new DomainError(409, 'SEVERAL_COMPANIES', '所选房屋属于不同的收费单位，请分开缴费')
}
