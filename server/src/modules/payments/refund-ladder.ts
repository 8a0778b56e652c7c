import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { lookAt } from './query-ladder.ts'

/** A refund has no expiry: after the first half hour we look every hour. */
const NEVER: Instant = Number.MAX_SAFE_INTEGER

export type PlannedLook = {
  readonly tenantId: number
  readonly refundNo: string
  readonly approvedAt: Instant
  readonly look: number
  readonly now: Instant
}

/** Writes the job of the next look at a refund; its number and the look make it unique. */
export function planRefundLook(queue: JobQueue, unit: Unit, { tenantId, refundNo, approvedAt, look, now }: PlannedLook): Promise<void> {
  return queue.add(unit, {
    ...{ tenantId, kind: 'payments.follow-refund', businessKey: `${refundNo}:${look}`, payload: { refundNo, look, approvedAt } },
    runAt: lookAt({ createdAt: approvedAt, expiresAt: NEVER, look, now }),
  })
}
