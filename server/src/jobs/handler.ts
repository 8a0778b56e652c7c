import type { Instant } from '../../../shared/calendar/instant.ts'

/** A job as its handler sees it. `payload` is what `add` was given, after a JSON round trip: check before use. */
export type Job = {
  readonly id: number
  readonly jobNo: string
  readonly tenantId: number
  readonly kind: string
  readonly businessKey: string
  readonly payload: unknown
  readonly attempts: number
  readonly runAt: Instant
}

/** Work of one kind. It may run twice (a crash after the work, before the mark), so its effect must be unique by itself. */
export type JobHandler = {
  readonly kind: string
  /** What the console calls it. */
  readonly title: string
  /** Recurring work: one row that goes back into the queue after this many milliseconds. */
  readonly everyMs?: number
  handle(job: Job): Promise<void>
}
