import type { Instant } from '../../../shared/calendar/instant.ts'
import { isDuplicate } from '../database/database.ts'
import type { Unit } from '../database/unit-of-work.ts'
import type { Clock } from '../platform/clock.ts'
import { randomCode } from '../platform/crypto.ts'
import { jobs, outbox } from './jobs.model.ts'

export type NewJob = {
  readonly tenantId: number
  readonly kind: string
  /** Adding the same kind and key twice leaves one job. */
  readonly businessKey: string
  readonly payload: unknown
  /** Not before this moment; now when absent. */
  readonly runAt?: Instant
}

/** What use-cases see of the queue: work and news are written in their own transaction. */
export type JobQueue = {
  /** Adds a job; a job of the same kind and key that exists already is left as it is. */
  add(unit: Unit, job: NewJob): Promise<void>
  /** News of this change: one outbox row and one job row per subscriber. */
  publish(unit: Unit, event: { readonly tenantId: number; readonly kind: string; readonly payload: unknown }): Promise<void>
  /** Room jobs subscribe here while the system is composed. */
  subscribe(eventKind: string, jobKind: string): void
  /** Called after commit by `add`; the worker of this process looks at once instead of at its next tick. */
  onWake(wake: () => void): void
}

export const MAX_ATTEMPTS = 8

export function createQueue(clock: Clock): JobQueue {
  const subscribers = new Map<string, string[]>()
  let wake = () => {}
  const queue: JobQueue = {
    async add(unit, job) {
      try {
        await unit.insert(jobs, [
          {
            id: unit.newId(jobs),
            tenant_id: job.tenantId,
            job_no: `J${randomCode(12)}`,
            kind: job.kind,
            business_key: job.businessKey,
            payload: JSON.stringify(job.payload),
            state: 'queued',
            attempts: 0,
            max_attempts: MAX_ATTEMPTS,
            run_at: job.runAt ?? clock.now(),
          },
        ])
      } catch (error) {
        if (!isDuplicate(error)) throw error
      }
      unit.afterCommit(() => wake())
    },
    async publish(unit, event) {
      const id = unit.newId(outbox)
      await unit.insert(outbox, [{ id, tenant_id: event.tenantId, kind: event.kind, payload: JSON.stringify(event.payload) }])
      for (const kind of subscribers.get(event.kind) ?? []) {
        await queue.add(unit, { tenantId: event.tenantId, kind, businessKey: `event:${id}`, payload: event.payload })
      }
    },
    subscribe: (eventKind, jobKind) => {
      subscribers.set(eventKind, [...(subscribers.get(eventKind) ?? []), jobKind])
    },
    onWake: (work) => {
      wake = work
    },
  }
  return queue
}
