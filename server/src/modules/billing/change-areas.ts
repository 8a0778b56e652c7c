import type { AreaChange, Correction } from '../../../../shared/contracts/billing/corrections.ts'
import { checkAreaExtras } from '../../../../shared/tariff/check-area-extras.ts'
import type { HeatedAreaFacts } from '../../../../shared/tariff/facts.ts'
import { within } from '../../../../shared/tariff/fault.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { appendChange, type PricingFacts, pricingFacts, updateAreas } from '../households/index.ts'
import { isPriced } from './compare-lines.ts'
import { type CorrectionDeps, type CorrectionSubject, correctSeason, type Seen } from './correct-season.ts'
import { listLiveCharges } from './live-charge.repository.ts'
import { rebill, seasonNotOpen } from './rebill.ts'

export type AreaChangeWish = {
  readonly householdNo: string
  readonly seasonCode: string
  readonly areas: readonly AreaChange[]
  readonly reason: string
  readonly seen: Seen
}

/**
 * 面积、层高、用热性质、单价类型变更 of a season: the facts, and where the season is billed its lines in the same transaction, with the household's history
 * and the log. Throws NOT_FOUND, SEASON_NOT_OPEN, NO_SEASON_RECORD, NOTHING_CHANGED, INVALID, CANNOT_PRICE, PREVIEW_CHANGED.
 */
export function changeAreas(deps: CorrectionDeps) {
  const correct = correctSeason(deps)
  const again = rebill(deps)
  return ({ householdNo, seasonCode, areas, reason, seen }: AreaChangeWish, caller: Caller): Promise<Correction> =>
    correct(caller, { householdNo, seasonCode, seen }, async (unit, subject) => {
      const { tenantId, household, season } = subject
      if (season.state === 'closed') throw seasonNotOpen(season)
      const { before, after } = await change(unit, subject, areas)
      const record = { season: seasonCode, areas: after }
      const actorName = caller.actor.name
      const history = { tenantId, householdId: household.id, what: 'areas.changed', reason, actorName }
      await appendChange(unit, { ...history, before: { season: seasonCode, areas: before }, after: record })
      await deps.audit.record(unit, caller, {
        action: 'households.area.change',
        subjectKind: 'household',
        subjectNo: householdNo,
        detail: { seasonCode, before, after, reason },
        orgUnitId: household.orgUnitId,
      })
      const live = await listLiveCharges(unit, { householdIds: [household.id], seasonId: season.id })
      return live.some(isPriced) && again(unit, { ...subject, why: { origin: 'rebill', reason } })
    })
}

/** What the areas were and are, as far as they differ. */
async function change(unit: Unit, { tenantId, household, season }: CorrectionSubject, areas: readonly AreaChange[]) {
  const read = () => pricingFacts(unit, { tenantId, householdIds: [household.id], seasonId: season.id })
  const [before] = await read()
  if (!before) throw new DomainError(409, 'NO_SEASON_RECORD', `该用热户没有 ${season.code} 采暖季的面积资料`)
  const unknown = areas.flatMap(({ areaNo }, index) =>
    before.areas.some((area) => area.areaNo === areaNo) ? [] : { path: `areas[${index}].areaNo`, message: `没有面积行 ${areaNo}` },
  )
  if (unknown.length > 0) throw invalid('面积变更有误', unknown)
  await updateAreas(unit, before.householdSeasonId, areas)
  const [after] = await read()
  if (!after) throw new Error('the season record is gone')
  const faults = after.areas.flatMap((area) => within(`areas[${area.areaNo}]`, checkAreaExtras(area, season)))
  if (faults.length > 0) throw invalid('面积变更有误', faults)
  const pairs = after.areas.flatMap((area) => differenceOf(before, area))
  if (pairs.length === 0) throw new DomainError(422, 'NOTHING_CHANGED', '面积资料没有变化')
  return { before: pairs.map(([was]) => was), after: pairs.map(([, is]) => is) }
}

/** Number and name, and of the rest what differs. */
function differenceOf({ areas }: PricingFacts, now: HeatedAreaFacts): [object, object][] {
  const was = areas.find(({ areaNo }) => areaNo === now.areaNo)
  if (!was) return []
  const names = [...new Set([...Object.keys(was), ...Object.keys(now)])] as (keyof HeatedAreaFacts)[]
  const changed = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(now[name]))
  if (changed.length === 0) return []
  const shown = (area: HeatedAreaFacts) =>
    Object.fromEntries(['areaNo', 'name', 'billedMilliM2', ...changed].map((name) => [name, area[name as keyof HeatedAreaFacts] ?? null]))
  return [[shown(was), shown(now)]]
}
