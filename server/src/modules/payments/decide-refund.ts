import { TransitionRefused } from '../../../../shared/states/machine.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { type StaffCaller, withLimit } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { RefundNewsDeps } from './apply-refund-news.ts'
import { type ApproveDeps, approveRefund } from './approve-refund.ts'
import { moveRefund } from './move-refund.ts'
import { putMoneyBack } from './put-money-back.ts'
import { lockRefund, type Refund } from './refund.repository.ts'
import { isMine, refundInScope } from './refund-in-scope.ts'

export type DecideDeps = RefundNewsDeps & ApproveDeps & { readonly send: (refundNo: string) => Promise<void> }

/** What a person decides about a refund; a reason where it does not go. */
export type Decision = { readonly refundNo: string } & (
  | { readonly decision: 'approve' }
  | { readonly decision: 'refuse' | 'withdraw'; readonly reason: string }
)

/**
 * A second person approves or refuses, the one who asked withdraws. Approved it is sent at once; refused or withdrawn its money goes back to where
 * it was. Throws NOT_FOUND, SAME_PERSON, LIMIT_EXCEEDED, NOT_YOURS, REFUND_TRANSITION_REFUSED.
 */
export function decideRefund(deps: DecideDeps) {
  return async (caller: StaffCaller, wish: Decision): Promise<void> => {
    const { database } = deps
    const seen = await database.read((unit) => refundInScope(unit, caller.scope, wish.refundNo))
    await judge(deps, caller, seen, wish)
    await writeOnce(database, { key: caller.key, tenantId: caller.scope.tenantId }, async (unit) => {
      await decide(deps, unit, caller, { seen, wish })
      return { refundNo: wish.refundNo }
    })
    if (wish.decision === 'approve') await deps.send(wish.refundNo)
  }
}

/** Who asked, who may, and up to how much: none of it ever changes for a refund. */
async function judge({ database }: DecideDeps, caller: StaffCaller, refund: Refund, { decision }: Decision): Promise<void> {
  const own = refund.requestedBy === caller.staffId
  if (decision === 'withdraw') {
    if (!own) throw new DomainError(403, 'NOT_YOURS', '只有申请人本人可以撤回退费申请')
    return
  }
  if (own) throw new DomainError(403, 'SAME_PERSON', '退费申请须由另一位同事审批，不能审批自己的申请')
  if (decision === 'refuse') return
  const narrowed = withLimit(caller, 'payments.refund.send', refund.amountFen, 'unlimited')
  if (!narrowed || !(await database.read((unit) => isMine(unit, narrowed.scope, refund))))
    throw new DomainError(403, 'LIMIT_EXCEEDED', '这笔退费超过您的审批限额，请由限额更高的同事审批')
}

async function decide(
  deps: DecideDeps,
  unit: Unit,
  caller: StaffCaller,
  { seen, wish }: { readonly seen: Refund; readonly wish: Decision },
): Promise<void> {
  const { clock, audit } = deps
  const [household = null] = seen.householdId === null ? [] : await lockHouseholds(unit, seen.tenantId, [seen.householdId])
  const refund = await lockRefund(unit, wish.refundNo)
  const actor = caller.actor.name
  try {
    if (wish.decision === 'approve') await approveRefund(deps, unit, refund, actor)
    else await moveRefund(unit, refund, { event: wish.decision, at: clock.now(), actor, detail: wish.reason })
  } catch (error) {
    if (error instanceof TransitionRefused) throw new DomainError(409, error.code, error.message)
    throw error
  }
  if (wish.decision !== 'approve') await putMoneyBack(deps, unit, refund, household, actor)
  await audit.record(unit, caller, {
    ...{ action: `payments.refund.${wish.decision}`, subjectKind: 'refund', subjectNo: wish.refundNo },
    detail: wish.decision === 'approve' ? { amountFen: refund.amountFen } : { amountFen: refund.amountFen, reason: wish.reason },
  })
}
