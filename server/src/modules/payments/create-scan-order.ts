import type { Fen } from '../../../../shared/money/fen.ts'
import { firstAnswer, isKeySeen } from '../../database/idempotency.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { type CreateOrderDeps, channelClosed } from './create-payment-order.ts'
import { NOBODY_KNOWN } from './order.model.ts'
import { offeredWays } from './pay-ways.ts'
import { promiseOrder } from './promise-order.ts'
import { readScanned } from './scan-desk.ts'

/**
 * 扫码收款: an order of the counter, whose code anybody may scan and pay. Answers its number. Throws NOT_FOUND outside the caller's
 * scope, CHANNEL_CLOSED, NOTHING_OWED, QUOTE_CHANGED (facts.totalFen), ORDER_OPEN (facts.orderNo), GATEWAY_REFUSED.
 */
export function createScanOrder(deps: CreateOrderDeps) {
  return async (caller: StaffCaller, wish: { readonly householdNo: string; readonly totalFen: Fen }): Promise<string> => {
    const { database, clock, audit } = deps
    const { household, market } = await database.read((unit) => readScanned(unit, caller.scope, wish.householdNo))
    const [offered] = offeredWays(deps.channels, market, 'counter')
    if (!offered) throw channelClosed()

    const orderNo = businessNumber('W', clock)
    const payer = { payerResidentId: NOBODY_KNOWN, payerOpenid: '', payerIp: null, staffId: caller.staffId }
    const { totalFen } = wish
    try {
      await database.write(async (unit) => {
        await promiseOrder(deps, unit, { orderNo, offered, householdIds: [household.id], totalFen, payer, key: caller.key })
        const detail = { totalFen, households: [household.householdNo], way: 'code' }
        const subject = { subjectKind: 'payment-order', subjectNo: orderNo, orgUnitId: household.orgUnitId }
        await audit.record(unit, caller, { action: 'payments.order.create', ...subject, detail })
      })
    } catch (error) {
      if (!caller.key || !isKeySeen(error)) throw error
      return (await firstAnswer<{ orderNo: string }>(database, caller.key)).orderNo
    }
    await deps.prepare(orderNo)
    return orderNo
  }
}
