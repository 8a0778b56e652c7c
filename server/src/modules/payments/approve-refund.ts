import type { Unit } from '../../database/unit-of-work.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Clock } from '../../platform/clock.ts'
import { moveRefund } from './move-refund.ts'
import type { Refund } from './refund.repository.ts'
import type { RefundGuard } from './refund-guard.ts'
import { planRefundLook } from './refund-ladder.ts'

export type ApproveDeps = { readonly clock: Clock; readonly queue: JobQueue; readonly refundGuards: readonly RefundGuard[] }

/** On a locked refund: every guard is asked, then it may go. The job sends it should nobody come to it before. */
export async function approveRefund(
  { clock, queue, refundGuards }: ApproveDeps,
  unit: Unit,
  refund: Refund,
  actor: string,
  detail: string | null = null,
): Promise<void> {
  const { tenantId, paymentId, householdId, refundNo } = refund
  for (const guard of refundGuards) await guard(unit, { tenantId, paymentId, householdId })
  const now = clock.now()
  await moveRefund(unit, refund, { event: 'approve', at: now, actor, detail })
  await planRefundLook(queue, unit, { tenantId, refundNo, approvedAt: now, look: 1, now })
}
