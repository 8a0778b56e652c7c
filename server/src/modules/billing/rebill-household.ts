import type { Correction } from '../../../../shared/contracts/billing/corrections.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { appendChange } from '../households/index.ts'
import { type CorrectionDeps, correctSeason, type Seen } from './correct-season.ts'
import { rebill } from './rebill.ts'

export type RebillHouseholdWish = {
  readonly householdNo: string
  readonly seasonCode: string
  readonly reason: string
  readonly seen: Seen
}

/** 重算账单: after facts were changed elsewhere. Throws NOT_FOUND, SEASON_NOT_OPEN, NOT_BILLED, IMPORTED_ONLY, CANNOT_PRICE, NOTHING_TO_CHANGE, PREVIEW_CHANGED. */
export function rebillHousehold(deps: CorrectionDeps) {
  const correct = correctSeason(deps)
  const again = rebill(deps)
  return ({ householdNo, seasonCode, reason, seen }: RebillHouseholdWish, caller: Caller): Promise<Correction> =>
    correct(caller, { householdNo, seasonCode, seen }, async (unit, subject) => {
      const posted = await again(unit, { ...subject, why: { origin: 'rebill', reason } })
      if (!posted) throw new DomainError(409, 'NOTHING_TO_CHANGE', '按现在的资料重算与账单一致，无需调整')
      const { tenantId, household } = subject
      const history = { tenantId, householdId: household.id, what: 'bill.rebilled', reason, actorName: caller.actor.name }
      await appendChange(unit, { ...history, before: null, after: { season: seasonCode } })
      await deps.audit.record(unit, caller, {
        action: 'billing.bill.rebill',
        subjectKind: 'household',
        subjectNo: householdNo,
        detail: { seasonCode, reason },
        orgUnitId: household.orgUnitId,
      })
      return posted
    })
}
