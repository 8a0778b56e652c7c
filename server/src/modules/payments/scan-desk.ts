import type { ScanDesk, ScanOrder } from '../../../../shared/contracts/payments/scan-collect.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Scope, StaffCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findVisibleOrder } from '../../reports/payment-orders.ts'
import type { Billing } from '../billing/index.ts'
import { findHousehold, type HouseholdRecord } from '../households/index.ts'
import { legalEntityOf } from '../tenancy/index.ts'
import { type CloseDeps, giveUpOrder } from './close-payment-order.ts'
import { NOBODY_KNOWN } from './order.model.ts'
import { findOrder, listOpenOrders, type Order, wayOf } from './order.repository.ts'
import { balanceOfOrder, lastCallAt, listOrderHomes } from './order-view.repository.ts'
import { type Market, offeredWays, readMarket } from './pay-ways.ts'
import type { PaymentChannels } from './payment-channel.ts'
import { readBills } from './read-bills.ts'
import { CHECK_EVERY_MS } from './requery-order.ts'

export type ScanDeskDeps = CloseDeps & { readonly billing: Billing; readonly channels: PaymentChannels; readonly clock: Clock }

/** What the counter's screen shows of 扫码收款; everything is judged by the household's place in the caller's units. */
export function scanDesk(deps: ScanDeskDeps) {
  const { database, clock, channels } = deps
  const bills = readBills(deps)
  const giveUp = giveUpOrder(deps)

  return {
    /** Throws NOT_FOUND outside the caller's scope. */
    async read(caller: StaffCaller, householdNo: string): Promise<ScanDesk> {
      const found = await database.read(async (unit) => {
        const { household, market } = await readScanned(unit, caller.scope, householdNo)
        const open = await listOpenOrders(unit, [household.id], clock.now())
        const quote = await bills.quote(unit, { householdId: household.id, householdNo }, async () => 'wechat-pay')
        return { household, market, open, quote }
      })
      const { household, market, open, quote } = found
      return {
        offered: offeredWays(channels, market, 'counter').length > 0,
        address: household.address,
        quote,
        openOrderNo: open.find((order) => order.payerResidentId === NOBODY_KNOWN)?.orderNo ?? null,
        residentIsPaying: open.some((order) => order.payerResidentId !== NOBODY_KNOWN),
      }
    },
    view: (caller: StaffCaller, orderNo: string): Promise<ScanOrder> =>
      database.read(async (unit) => present(unit, await readScanOrder(unit, caller.scope, orderNo))),
    /** Asks the gateway unless we did so a moment ago: the screen asks again and again. */
    async check(caller: StaffCaller, orderNo: string): Promise<void> {
      const { order, asked } = await database.read(async (unit) => {
        const order = await readScanOrder(unit, caller.scope, orderNo)
        return { order, asked: await lastCallAt(unit, order.id, 'query') }
      })
      if (order.state === 'paid' || (asked !== null && clock.now() - asked < CHECK_EVERY_MS)) return
      await deps.findOut(orderNo)
    },
    /** Throws NOT_FOUND, GATEWAY_UNKNOWN. */
    async close(caller: StaffCaller, orderNo: string): Promise<void> {
      await giveUp(caller, await database.read((unit) => readScanOrder(unit, caller.scope, orderNo)), '收费员取消收款')
    },
  }

  async function present(unit: ReadUnit, order: Order): Promise<ScanOrder> {
    const [home] = await listOrderHomes(unit, order.id)
    const payable = order.state === 'prepared' && clock.now() < order.expiresAt
    return {
      orderNo: order.orderNo,
      householdNo: home?.householdNo ?? '',
      state: order.state,
      totalFen: order.totalFen,
      codeUrl: payable ? order.payUrl : null,
      createdAt: new Date(order.createdAt).toISOString(),
      expiresAt: new Date(order.expiresAt).toISOString(),
      asOf: new Date(clock.now()).toISOString(),
      paidAt: order.paidAt === null ? null : new Date(order.paidAt).toISOString(),
      toBalanceFen: order.state === 'paid' ? await balanceOfOrder(unit, order.id) : 0,
    }
  }
}

/** A household of the caller's units with what stands ready to pay its legal entity. Throws NOT_FOUND. */
export async function readScanned(
  unit: ReadUnit,
  scope: Scope,
  householdNo: string,
): Promise<{ readonly household: HouseholdRecord; readonly market: Market }> {
  const household = await findHousehold(unit, scope, householdNo)
  if (!household) throw notFound('这个用热户')
  const entity = await legalEntityOf(unit, scope.tenantId, household.orgUnitId)
  if (!entity) throw new Error(`unit ${household.orgUnitId} has no legal entity`)
  return { household, market: await readMarket(unit, { tenantId: scope.tenantId, legalEntityId: entity.id }) }
}

/** An order made at the counter that the caller may see. Throws NOT_FOUND. */
async function readScanOrder(unit: ReadUnit, scope: Scope, orderNo: string): Promise<Order> {
  const order = (await findVisibleOrder(unit, scope, orderNo)) && (await findOrder(unit, orderNo))
  if (!order || wayOf(order) !== 'code') throw notFound('这笔收款')
  return order
}
