import type { Correction } from '../../../../shared/contracts/billing/corrections.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { appendChange } from '../households/index.ts'
import { insertSettlement, listFittings, listGaps, listSettled, meteringOf } from '../metering/index.ts'
import { type CorrectionDeps, type CorrectionSubject, correctSeason, type Seen } from './correct-season.ts'
import { listLiveCharges } from './live-charge.repository.ts'
import { rebill } from './rebill.ts'

export type SettleMeteringWish = { readonly householdNo: string; readonly seasonCode: string; readonly seen: Seen }

const REASON = '按热量表读数结算'
/** The kind whose lines are provisional until the readings are in. */
export const METERED_KIND = 'two-part@1'

/**
 * 计量结算: takes the provisional charge of a season back and posts the metered one; money paid on it pays the new line, what is too much stays as balance,
 * which may be refunded. Settled again after a reading was corrected. Throws NOT_FOUND, NOT_METERED, READINGS_MISSING, SEASON_NOT_OPEN, CANNOT_PRICE,
 * NOTHING_TO_CHANGE, PREVIEW_CHANGED.
 */
export function settleMetering(deps: CorrectionDeps) {
  const correct = correctSeason(deps)
  const again = rebill(deps)
  return ({ householdNo, seasonCode, seen }: SettleMeteringWish, caller: Caller): Promise<Correction> =>
    correct(caller, { householdNo, seasonCode, seen }, async (unit, subject) => {
      const { tenantId, household, season } = subject
      await assertReadings(unit, subject)
      const settled = await listSettled(unit, [household.id], season.id)
      const settledBy = caller.actor.name
      if (!settled.has(household.id)) await insertSettlement(unit, { tenantId, householdId: household.id, seasonId: season.id, settledBy })
      const posted = await again(unit, { ...subject, why: { origin: 'rebill', reason: REASON } })
      if (!posted) throw new DomainError(409, 'NOTHING_TO_CHANGE', '已按现在的读数结算，没有变化')
      const history = { tenantId, householdId: household.id, what: 'metering.settled', reason: null, actorName: settledBy }
      await appendChange(unit, { ...history, before: null, after: { season: seasonCode } })
      await deps.audit.record(unit, caller, {
        action: 'billing.metering.settle',
        subjectKind: 'household',
        subjectNo: householdNo,
        detail: { seasonCode },
        orgUnitId: household.orgUnitId,
      })
      return posted
    })
}

async function assertReadings(unit: Unit, { household, season }: CorrectionSubject): Promise<void> {
  const live = await listLiveCharges(unit, { householdIds: [household.id], seasonId: season.id })
  const metered = live.filter(({ ruleKind }) => ruleKind === METERED_KIND)
  if (metered.length === 0) throw new DomainError(409, 'NOT_METERED', `该用热户 ${season.code} 采暖季没有按计量收费的账单`)
  const fittings = await listFittings(unit, [household.id], season)
  const gaps = await listGaps(unit, [household.id], season.id)
  const areaNos = [...new Set(metered.flatMap(({ areaNo }) => areaNo ?? []))]
  const needed = areaNos.flatMap((areaNo) => meteringOf(areaNo, fittings, gaps).needed)
  if (needed.length > 0) throw new DomainError(409, 'READINGS_MISSING', `还不能结算：${needed.join('；')}`)
}
