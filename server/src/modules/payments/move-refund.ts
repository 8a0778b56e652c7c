import type { Instant } from '../../../../shared/calendar/instant.ts'
import { nextRefundState, type RefundEvent } from '../../../../shared/states/refund.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { appendRefundEvent, type Refund, type RefundChanges, saveRefundState } from './refund.repository.ts'

export type RefundStep = {
  readonly event: RefundEvent
  readonly at: Instant
  /** Who did it: a member of staff, or the channel that told us. */
  readonly actor: string
  readonly changes?: RefundChanges
  readonly detail?: string | null
}

/** One step of the transition table on a locked refund: event row and current columns in one go. Answers the refund as it is after. */
export async function moveRefund(unit: Unit, refund: Refund, step: RefundStep): Promise<Refund> {
  const { event, at, actor, changes = {}, detail = null } = step
  const state = nextRefundState(refund.state, event)
  const eventNo = refund.version + 1
  await appendRefundEvent(unit, {
    ...{ tenantId: refund.tenantId, refundId: refund.id, eventNo, event, from: refund.state, to: state, at, changes },
    actor: actor.slice(0, 100),
    detail: detail?.slice(0, 200) ?? null,
  })
  const touched = await saveRefundState(unit, refund, state, changes)
  if (touched !== 1) throw new Error(`refund ${refund.refundNo} changed under its lock`)
  return { ...refund, ...changes, state, version: eventNo }
}
