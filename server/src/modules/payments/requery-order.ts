import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { ResidentCaller, StaffCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findVisibleOrder } from '../../reports/payment-orders.ts'
import type { Audit } from '../audit/index.ts'
import type { FoundOut } from './find-out.ts'
import { findOrder } from './order.repository.ts'
import { lastCallAt } from './order-view.repository.ts'

export type RequeryDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly findOut: (orderNo: string) => Promise<FoundOut>
}

/** 重新查询 by staff: asks the gateway now. Throws NOT_FOUND outside the caller's scope. */
export function requeryOrder({ database, audit, findOut }: RequeryDeps) {
  return async (caller: StaffCaller, orderNo: string): Promise<void> => {
    const visible = await database.read((unit) => findVisibleOrder(unit, caller.scope, orderNo))
    if (!visible) throw notFound('这个支付单')
    await writeOnce(database, { key: caller.key, tenantId: caller.scope.tenantId }, async (unit) => {
      await audit.record(unit, caller, { action: 'payments.order.requery', subjectKind: 'payment-order', subjectNo: orderNo, detail: {} })
      return { orderNo }
    })
    await findOut(orderNo)
  }
}

/** A payer may ask again only after this time: the page asks once when the payment sheet closes, the query job does the rest. */
export const CHECK_EVERY_MS = 2_000

/** The payer is back from the payment sheet: ask the gateway unless we did so a moment ago. Throws NOT_FOUND. */
export function checkOrder({ database, clock, findOut }: RequeryDeps) {
  return async (caller: ResidentCaller, orderNo: string): Promise<void> => {
    const { order, asked } = await database.read(async (unit) => {
      const order = await findOrder(unit, orderNo)
      return { order, asked: order ? await lastCallAt(unit, order.id, 'query') : null }
    })
    if (!order || order.payerResidentId !== caller.residentId) throw notFound('这笔支付')
    if (order.state === 'paid' || (asked !== null && clock.now() - asked < CHECK_EVERY_MS)) return
    await findOut(orderNo)
  }
}
