import type { Fen } from '../../../../shared/money/fen.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { type LockedHousehold, lockHouseholds } from '../../database/locks.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import { type Scope, type StaffCaller, withLimit } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { approveRefund } from './approve-refund.ts'
import { appendRefund, appendRefundMove, lockRefund, refundedOf } from './refund.repository.ts'
import type { RefundChannels } from './refund-channel.ts'
import type { RefundGuard } from './refund-guard.ts'
import { tooMuch } from './refund-holdings.ts'
import { isMine, paymentInScope, suspenseInScope } from './refund-in-scope.ts'
import { findAlipayApp, lockPaidMoney, type PaidMoney, suspendedOf } from './refund-source.repository.ts'
import { moveSuspenseForRefund } from './refund-suspense.ts'
import { type SetAsideDeps, setMoneyAside } from './set-money-aside.ts'

/** `householdNo` null: money in suspense, back to whoever paid it. */
export type RefundWish = {
  readonly paymentNo: string
  readonly householdNo: string | null
  readonly amountFen: Fen
  readonly reason: string
}

export type RequestDeps = SetAsideDeps & {
  readonly database: Database
  readonly queue: JobQueue
  readonly audit: Audit
  readonly refundChannels: RefundChannels
  readonly refundGuards: readonly RefundGuard[]
  readonly send: (refundNo: string) => Promise<void>
}

/**
 * 申请退费: the money is set aside at once, so that nobody else can use it, and waits for a second person. Up to the limit of the caller's role for
 * this right it needs none and goes at once. Answers the refund's number. Throws NOT_FOUND, REFUND_TOO_MUCH (facts.availableFen), NOT_ONLINE.
 */
export function requestRefund(deps: RequestDeps) {
  return async (caller: StaffCaller, wish: RefundWish): Promise<string> => {
    const { database, clock, refundChannels } = deps
    const { tenantId } = caller.scope
    const { payment, householdId, appId } = await database.read(async (unit) => {
      const subject = await refundSubject(unit, caller.scope, wish)
      return { ...subject, appId: subject.payment.appId ?? (await findAlipayApp(unit, subject.payment)) ?? '' }
    })
    if (!refundChannels.of(payment.channel)) throw new DomainError(409, 'NOT_ONLINE', '这笔款不是线上支付的，请在收款的营业厅办理退费')
    const { refundNo, alone } = await writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const refundNo = businessNumber('R', clock)
      await enterRefund(deps, unit, caller, { ...wish, payment, householdId, refundNo, appId })
      const alone = await mayAlone(unit, caller, { payment, householdId })
      if (alone) await approveRefund(deps, unit, await lockRefund(unit, refundNo), caller.actor.name, '在本人限额内')
      return { refundNo, alone }
    })
    if (alone) await deps.send(refundNo)
    return refundNo
  }
}

export type RefundSubject = { readonly payment: PaidMoney; readonly householdId: number | null }

/** The payment a refund is of, and the household that holds it. Throws NOT_FOUND. */
export async function refundSubject(
  unit: ReadUnit,
  scope: Scope,
  { paymentNo, householdNo }: Pick<RefundWish, 'paymentNo' | 'householdNo'>,
): Promise<RefundSubject> {
  if (householdNo === null) return { payment: await suspenseInScope(unit, scope, paymentNo), householdId: null }
  return paymentInScope(unit, scope, paymentNo, householdNo)
}

/** A role without a limit of its own always needs a second person. All refunds of the payment count: many small ones are a big one. */
async function mayAlone(unit: ReadUnit, caller: StaffCaller, { payment, householdId }: RefundSubject): Promise<boolean> {
  const narrowed = withLimit(caller, 'payments.refund.request', await refundedOf(unit, payment.id), 'nothing')
  return narrowed !== null && isMine(unit, narrowed.scope, { householdId, legalEntityId: payment.legalEntityId })
}

export type EnteredRefund = RefundWish & RefundSubject & { readonly refundNo: string; readonly appId: string }
export type EnterDeps = SetAsideDeps & { readonly queue: JobQueue; readonly audit: Audit }

/** Sets the money aside and writes the refund, `requested`. Answers its household as locked, null for money in suspense. Throws REFUND_TOO_MUCH. */
export async function enterRefund(deps: EnterDeps, unit: Unit, caller: StaffCaller, wish: EnteredRefund): Promise<LockedHousehold | null> {
  const { clock, audit, queue } = deps
  const { householdId, refundNo, amountFen, reason, householdNo, appId } = wish
  const { tenantId } = caller.scope
  const by = caller.actor.name.slice(0, 100)
  const [household = null] = householdId === null ? [] : await lockHouseholds(unit, tenantId, [householdId])
  const payment = await lockPaidMoney(unit, tenantId, wish.paymentNo)
  const leftFen = payment.amountFen - (await refundedOf(unit, payment.id))
  const availableFen = household ? leftFen : Math.min(leftFen, await suspendedOf(unit, payment))
  if (amountFen > availableFen) throw tooMuch(availableFen)

  const { id: paymentId, legalEntityId, merchantId, channel } = payment
  const frozen = { tenantId, refundNo, legalEntityId, merchantId, paymentId, householdId, channel, appId, amountFen, reason }
  const id = await appendRefund(unit, { ...frozen, requestedBy: caller.staffId, requestedByName: by }, clock.now())
  const entryId = household
    ? await setMoneyAside(deps, unit, { household, payment, amountFen, refundNo, by })
    : await moveSuspenseForRefund(deps, unit, { payment, refund: { id, refundNo, reason }, amountFen, actor: by })
  await appendRefundMove(unit, { refund: { id, ...frozen }, kind: 'requested', entryId, valueOn: clock.today() })
  await audit.record(unit, caller, {
    ...{ action: 'payments.refund.request', subjectKind: 'refund', subjectNo: refundNo },
    detail: { paymentNo: payment.paymentNo, householdNo, amountFen, reason },
  })
  await queue.publish(unit, { tenantId, kind: 'payments.refund.requested', payload: { refundNo, amountFen } })
  return household
}
