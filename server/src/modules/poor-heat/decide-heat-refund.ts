import { formatFen } from '../../../../shared/format/amount.ts'
import { type HeatRefundEvent, nextHeatRefundState } from '../../../../shared/states/heat-refund.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { appendChange } from '../households/index.ts'
import { findSeasonFor } from '../tenancy/index.ts'
import { decideHeatRefund as decide, findHeatRefund, type PoorHeatCause } from './heat-refund.repository.ts'
import type { PoorHeatDeps } from './propose-heat-refund.ts'
import { moved } from './transition.ts'

export type RefundDecision = { readonly refundNo: string; readonly event: HeatRefundEvent; readonly reason?: string }

/**
 * 审核室温退费: posted by somebody else than whoever proposed it, if it still comes to what was proposed; or refused with a reason; or taken back by its own
 * proposer. Throws NOT_FOUND, SECOND_PERSON, NOT_YOURS, REFUND_CHANGED, HEAT_REFUND_TRANSITION_REFUSED.
 */
export function decideHeatRefund({ database, clock, audit, billing }: PoorHeatDeps) {
  return async ({ refundNo, event, reason }: RefundDecision, caller: Caller): Promise<null> => {
    const { tenantId } = caller.scope
    const found = await database.read((unit) => findHeatRefund(unit, caller.scope, refundNo))
    if (!found) throw notFound('这笔室温退费')
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const [household] = await lockHouseholds(unit, tenantId, [found.householdId])
      const refund = await findHeatRefund(unit, caller.scope, refundNo)
      if (!household || !refund) throw notFound('这笔室温退费')
      const mine = refund.proposerId === caller.actor.id
      if (event === 'withdraw' && !mine) throw new DomainError(403, 'NOT_YOURS', '只有提出人可以撤回，请改用驳回')
      if (event !== 'withdraw' && mine) throw new DomainError(403, 'SECOND_PERSON', '室温退费须由提出人以外的人审核')
      const state = moved(() => nextHeatRefundState(refund.state, event))
      if (event === 'post') await post()
      const decidedBy = caller.actor.name
      await decide(unit, refund.id, { state, decidedBy, decidedAt: clock.now(), refusal: reason ?? null })
      await audit.record(unit, caller, {
        action: `poor-heat.refund.${event}`,
        subjectKind: 'household',
        subjectNo: refund.householdNo,
        detail: { refundNo, amountFen: refund.amountFen, reason: reason ?? null },
        orgUnitId: refund.orgUnitId,
      })
      return null

      async function post(): Promise<void> {
        if (!household || !refund) return
        const season = await findSeasonFor(unit, tenantId, household.orgUnitId, refund.seasonCode)
        if (!season) throw notFound('该采暖季')
        const cause = JSON.parse(refund.cause) as PoorHeatCause
        const given = await billing.creditHeat(unit, { tenantId, household, season, cause, refundNo, reason: refund.reason })
        if (given !== refund.amountFen) {
          const words = `提出时为 ${formatFen(refund.amountFen)} 元，现在应为 ${formatFen(given)} 元`
          throw new DomainError(409, 'REFUND_CHANGED', `账单在提出之后有变化，${words}，请驳回后重新提出`)
        }
        const history = { tenantId, householdId: household.id, what: 'heat.refunded', reason: refund.reason, actorName: caller.actor.name }
        await appendChange(unit, { ...history, before: null, after: { season: season.code, amountFen: given } })
      }
    })
  }
}
