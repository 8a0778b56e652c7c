import { checkAreaExtras } from '../../../../shared/tariff/check-area-extras.ts'
import type { HeatedAreaFacts } from '../../../../shared/tariff/facts.ts'
import { within } from '../../../../shared/tariff/fault.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { Caller } from '../../platform/caller.ts'
import { checked, invalid } from '../../platform/check-input.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { findSeasonFor, type SeasonRecord } from '../tenancy/index.ts'
import type { HouseholdsDeps } from './create-household.ts'
import { type HouseholdStatus, insertHouseholdSeason } from './household-season.repository.ts'
import { appendChange, findHousehold } from './households.repository.ts'
import { type HeatedAreaInput, OpenSeasonInput } from './inputs.ts'

type Opening = {
  readonly householdId: number
  readonly householdNo: string
  readonly orgUnitId: number
  readonly season: SeasonRecord
  readonly status: HouseholdStatus
  readonly areas: readonly HeatedAreaInput[]
  readonly quantities?: Readonly<Record<string, number>> | undefined
}

/** What a household is in one more season: its status and areas. Throws INVALID, NOT_FOUND, HOUSEHOLD_SEASON_EXISTS. */
export function openHouseholdSeason({ database, audit }: HouseholdsDeps) {
  return async (caller: Caller, given: OpenSeasonInput): Promise<{ readonly householdSeasonId: number }> => {
    const { householdNo, seasonCode, status, areas, quantities } = checked(OpenSeasonInput, given, '年度资料有误')
    return unlessTaken(
      () =>
        database.write(async (unit) => {
          const household = await findHousehold(unit, caller.scope, householdNo)
          if (!household) throw notFound('用热户')
          const { id: householdId, orgUnitId } = household
          const season = await findSeasonFor(unit, caller.scope.tenantId, orgUnitId, seasonCode)
          if (!season) throw invalid('年度资料有误', [{ path: 'seasonCode', message: `该组织没有 ${seasonCode} 采暖季` }])
          const opening = { householdId, householdNo, orgUnitId, season, status, areas, quantities }
          return { householdSeasonId: await openSeasonIn(unit, audit, caller, opening) }
        }),
      () => new DomainError(409, 'HOUSEHOLD_SEASON_EXISTS', `该用热户已有 ${seasonCode} 年度资料`),
    )
  }
}

/** Writes the season record with its areas, the household's history and the audit row. */
export async function openSeasonIn(unit: Unit, audit: Audit, caller: Caller, opening: Opening): Promise<number> {
  const { tenantId } = caller.scope
  const { householdId, householdNo, orgUnitId, season, status, areas, quantities } = opening
  const faults = areas.flatMap((area, index) => within(`areas[${index}].more`, checkAreaExtras(factsOf(area, index), season)))
  if (faults.length > 0) throw invalid('年度资料有误', faults)
  const id = await insertHouseholdSeason(unit, { tenantId, householdId, seasonId: season.id, orgUnitId, status, areas, quantities })
  const after = {
    season: season.code,
    status,
    areas: areas.map(({ name, billedMilliM2, customerClass, priceType }) => ({ name, billedMilliM2, customerClass, priceType })),
  }
  const actorName = caller.actor.name
  await appendChange(unit, { tenantId, householdId, what: 'season.opened', before: null, after, reason: null, actorName })
  await audit.record(unit, caller, {
    action: 'households.season.open',
    subjectKind: 'household',
    subjectNo: householdNo,
    detail: after,
    orgUnitId,
  })
  return id
}

/** As the engine will see it: what it refuses when pricing is refused when it is recorded. */
function factsOf({ more, insideMilliM2, usableMilliM2, heightMm, ...area }: HeatedAreaInput, index: number): HeatedAreaFacts {
  const recorded = { insideMilliM2: insideMilliM2 ?? null, usableMilliM2: usableMilliM2 ?? null, heightMm: heightMm ?? null }
  return { ...area, ...recorded, ...(more as Partial<HeatedAreaFacts>), areaNo: index + 1 }
}
