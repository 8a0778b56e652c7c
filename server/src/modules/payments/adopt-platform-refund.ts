import { type Database, isDuplicate } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findMoneyTodo } from '../../reports/money-todos.ts'
import { postRefundDone } from './apply-refund-news.ts'
import { moveRefund } from './move-refund.ts'
import { findPlatformRefund } from './platform-refund.repository.ts'
import { lockRefund } from './refund.repository.ts'
import { findAlipayApp } from './refund-source.repository.ts'
import { type EnterDeps, enterRefund, refundSubject } from './request-refund.ts'

/** `householdNo` null: the money lay in suspense. */
export type Adoption = { readonly caseNo: string; readonly householdNo: string | null; readonly reason: string }

/**
 * 补记平台退款: money the platform gave back without our asking comes into the books, under the number of its case: taken from the household that
 * holds the payment, and gone on the day the platform says. It is gone already, so nobody can refuse it any more. Answers the refund's number.
 * Throws NOT_FOUND, REFUND_TOO_MUCH (facts.availableFen).
 */
export function adoptPlatformRefund(deps: EnterDeps & { readonly database: Database }) {
  return async (caller: StaffCaller, { caseNo, householdNo, reason }: Adoption): Promise<string> => {
    const { database, clock } = deps
    const { tenantId } = caller.scope
    const found = await database.read(async (unit) => {
      const todo = await findMoneyTodo(unit, caller.scope, 'platform-refund', caseNo)
      const refund = todo?.can.includes('adopt') ? await findPlatformRefund(unit, tenantId, caseNo) : null
      const paymentNo = refund?.paymentNo
      if (!refund || !paymentNo) throw notFound('这笔平台退款')
      const subject = await refundSubject(unit, caller.scope, { paymentNo, householdNo })
      return { ...refund, ...subject, paymentNo, appId: subject.payment.appId ?? (await findAlipayApp(unit, subject.payment)) ?? '' }
    })
    const { amountFen, gatewayRefundId, refundedAt, payment, householdId, paymentNo, appId } = found
    const adopted = writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const wish = { refundNo: caseNo, amountFen, reason, paymentNo, householdNo, payment, householdId, appId }
      const household = await enterRefund(deps, unit, caller, wish)
      const step = { at: clock.now(), actor: caller.actor.name }
      const approved = await moveRefund(unit, await lockRefund(unit, caseNo), { ...step, event: 'approve', detail: '平台已退，补记入账' })
      const changes = { doneAt: refundedAt, ...(gatewayRefundId === null ? {} : { gatewayRefundId }) }
      await postRefundDone(deps, unit, await moveRefund(unit, approved, { ...step, event: 'complete', changes }), household, refundedAt)
      return { refundNo: caseNo }
    })
    const { refundNo } = await adopted.catch((error: unknown) => {
      // The case has its refund: somebody was faster.
      if (isDuplicate(error)) throw notFound('这笔平台退款')
      throw error
    })
    return refundNo
  }
}
