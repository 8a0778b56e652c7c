import { endedRefundStates } from '../../../../shared/states/refund.ts'
import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Job } from '../../jobs/handler.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { findRefund } from './refund.repository.ts'
import { refundInScope } from './refund-in-scope.ts'
import { planRefundLook } from './refund-ladder.ts'
import { partiesOf, record, type SendDeps, type sendRefund } from './send-refund.ts'

export type FollowDeps = SendDeps & { readonly send: ReturnType<typeof sendRefund> }

/** Finds out what became of a refund: sent if it was not, asked about otherwise, and sent once more where the channel never saw it. */
export function findOutRefund(deps: FollowDeps) {
  return async (refundNo: string): Promise<'over' | 'open'> => {
    const { database } = deps
    const find = () => database.read((unit) => findRefund(unit, refundNo))
    const refund = await find()
    if (!refund) throw new Error(`refund ${refundNo} is gone`)
    if (endedRefundStates.includes(refund.state)) return 'over'
    if (refund.state === 'requested') return 'open'
    if (refund.state === 'approved') await deps.send(refundNo)
    else {
      const { merchant, channel } = await partiesOf(deps, refund)
      const answer = await channel.query(merchant, refund)
      await record(deps, merchant, refund, answer, 'query')
      if (answer.kind === 'not-found') await deps.send(refundNo)
    }
    const now = await find()
    return now && endedRefundStates.includes(now.state) ? 'over' : 'open'
  }
}

/** The job: resolves `unknown`, sends what a crash left behind, waits for what takes time. */
export function followRefund(deps: FollowDeps) {
  const findOut = findOutRefund(deps)
  return async (job: Job): Promise<void> => {
    const { database, queue, clock } = deps
    const { refundNo, look, approvedAt } = fieldsOf(job.payload) as { refundNo: string; look: number; approvedAt: number }
    if ((await findOut(refundNo)) === 'over') return
    const { tenantId } = job
    await database.write((unit) => planRefundLook(queue, unit, { tenantId, refundNo, approvedAt, look: look + 1, now: clock.now() }))
  }
}

/** 重新查询 by staff; a refund that waits to be sent is sent. Throws NOT_FOUND. */
export function requeryRefund(deps: FollowDeps) {
  const findOut = findOutRefund(deps)
  return async (caller: StaffCaller, refundNo: string): Promise<void> => {
    const { database, audit } = deps
    await database.read((unit) => refundInScope(unit, caller.scope, refundNo))
    await writeOnce(database, { key: caller.key, tenantId: caller.scope.tenantId }, async (unit) => {
      await audit.record(unit, caller, { action: 'payments.refund.requery', subjectKind: 'refund', subjectNo: refundNo, detail: {} })
      return { refundNo }
    })
    await findOut(refundNo)
  }
}
