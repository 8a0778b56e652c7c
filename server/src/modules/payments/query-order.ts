import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import type { Database } from '../../database/database.ts'
import { answerKeyOf } from '../../database/idempotency.ts'
import type { Job } from '../../jobs/handler.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Clock } from '../../platform/clock.ts'
import type { FoundOut } from './find-out.ts'
import { findOrder } from './order.repository.ts'
import { planQuery } from './query-ladder.ts'

export type QueryJobDeps = {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly findOut: (orderNo: string) => Promise<FoundOut>
}

/** The query job: resolves `unknown`, finds money whose notice never came, sweeps what a crash left `submitted`, ends what expired. */
export function queryOrder({ database, queue, clock, findOut }: QueryJobDeps) {
  return async (job: Job): Promise<void> => {
    const { orderNo, look } = fieldsOf(job.payload) as { orderNo: string; look: number }
    const order = await database.read((unit) => findOrder(unit, orderNo))
    if (!order) return
    const over = order.state === 'paid' || order.state === 'failed' || (await findOut(orderNo)) === 'over'
    if (over) {
      // A crash between the call and its record leaves the payer's key open: its end is known now.
      await database.write((unit) => answerKeyOf(unit, orderNo, { orderNo }))
      return
    }
    const { tenantId, createdAt, expiresAt } = order
    await database.write((unit) => planQuery(queue, unit, { tenantId, orderNo, createdAt, expiresAt, look: look + 1, now: clock.now() }))
  }
}
