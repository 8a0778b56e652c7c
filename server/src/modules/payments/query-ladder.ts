import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { JobQueue } from '../../jobs/queue.ts'

/** When we ask the gateway ourselves, after the order was made: notices may never come (domain.md 4.1). */
const LADDER_MS = [10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000]
/** Once expired, the platform has closed it or the money is under way: look a little later, then every hour. */
const AFTER_EXPIRY_MS = 15_000
const HOURLY_MS = 3_600_000

export type PlannedQuery = {
  readonly tenantId: number
  readonly orderNo: string
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly look: number
  readonly now: Instant
}

/** The moment of the n-th look. */
export function lookAt({ createdAt, expiresAt, look, now }: Omit<PlannedQuery, 'tenantId' | 'orderNo'>): Instant {
  const step = LADDER_MS[look - 1]
  const planned = step === undefined ? now + HOURLY_MS : createdAt + step
  if (now < expiresAt) return Math.max(now, Math.min(planned, expiresAt + AFTER_EXPIRY_MS))
  return Math.max(planned, now + AFTER_EXPIRY_MS)
}

/** Writes the job of the next look; the order's number and the look make it unique. */
export function planQuery(queue: JobQueue, unit: Unit, planned: PlannedQuery): Promise<void> {
  const { tenantId, orderNo, look } = planned
  return queue.add(unit, {
    tenantId,
    kind: 'payments.query-order',
    businessKey: `${orderNo}:${look}`,
    payload: { orderNo, look },
    runAt: lookAt(planned),
  })
}
