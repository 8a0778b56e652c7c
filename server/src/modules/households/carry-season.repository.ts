import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { heatedAreas, householdChanges, householdSeasons } from './household.model.ts'
import type { HouseholdStatus } from './household-season.repository.ts'

/** Whose records are carried: households in use below the season's unit, which live by this season and have no record of it yet. */
export type CarriedSeason = {
  readonly tenantId: number
  readonly fromSeasonId: number
  readonly seasonId: number
  readonly seasonCode: string
  readonly seasonUnitId: number
}

const WAITING = `FROM households h JOIN household_seasons hs ON hs.household_id = h.id AND hs.season_id = :fromSeasonId
    JOIN org_unit_ancestors above ON above.unit_id = h.org_unit_id AND above.ancestor_id = :seasonUnitId
  WHERE h.tenant_id = :tenantId AND h.id > :after AND h.state = 'active'
    AND NOT EXISTS (SELECT 1 FROM household_seasons there WHERE there.household_id = h.id AND there.season_id = :seasonId)
    AND NOT EXISTS (SELECT 1 FROM seasons nearer JOIN org_unit_ancestors n ON n.ancestor_id = nearer.org_unit_id
      WHERE nearer.tenant_id = :tenantId AND nearer.code = :seasonCode AND n.unit_id = h.org_unit_id AND n.depth < above.depth)`

export type WaitingRecord = {
  readonly householdId: number
  readonly orgUnitId: number
  readonly recordId: number
  readonly status: HouseholdStatus
}

export async function countWaiting(unit: ReadUnit, season: CarriedSeason): Promise<number> {
  const [row] = await unit.select<{ n: number }>(`SELECT COUNT(*) AS n ${WAITING}`, { ...season, after: 0 })
  return Number(row?.n ?? 0)
}

export function listWaiting(unit: ReadUnit, season: CarriedSeason, after: number, limit: number): Promise<WaitingRecord[]> {
  return unit.select<WaitingRecord>(
    `SELECT h.id AS householdId, h.org_unit_id AS orgUnitId, hs.id AS recordId, hs.status ${WAITING} ORDER BY h.id LIMIT ${Number(limit)}`,
    { ...season, after },
  )
}

type AreaRow = Readonly<Record<string, string | number | null>> & {
  readonly household_season_id: number
  readonly status: string
  readonly more_facts: string | null
}
const AREA_COLUMNS = Object.keys(heatedAreas.columns)
  .filter((name) => !['id', 'version', 'created_at'].includes(name))
  .join(', ')

/** The records of one chunk with their areas and a line in each household's history: two reads and three inserts, however many. */
export async function copyRecords(
  unit: Unit,
  { tenantId, seasonId, seasonCode }: CarriedSeason,
  records: readonly WaitingRecord[],
  how: { readonly keepStops: boolean; readonly fromSeason: string; readonly actorName: string },
): Promise<void> {
  const ids = new Map(records.map((record) => [record.recordId, unit.newId(householdSeasons)]))
  const areas = await unit.select<AreaRow>(
    `SELECT ${AREA_COLUMNS} FROM heated_areas WHERE household_season_id IN (:ids) ORDER BY household_season_id, area_no`,
    { ids: records.map(({ recordId }) => recordId) },
  )
  const goesOn = (status: string) => (status === 'stopped' && !how.keepStops ? 'heating' : status)
  await unit.insert(
    householdSeasons,
    records.map(({ recordId, householdId, orgUnitId, status }) => ({
      id: ids.get(recordId) as number,
      tenant_id: tenantId,
      household_id: householdId,
      season_id: seasonId,
      org_unit_id: orgUnitId,
      status: goesOn(status),
    })),
  )
  await unit.insert(
    heatedAreas,
    areas.map((area) => ({
      ...(area as unknown as Parameters<typeof unit.insert<typeof heatedAreas>>[1][number]),
      id: unit.newId(heatedAreas),
      household_season_id: ids.get(area.household_season_id) as number,
      status: goesOn(area.status),
      more_facts: lastingFacts(area.more_facts),
    })),
  )
  await unit.insert(
    householdChanges,
    records.map(({ householdId, status }) => ({
      id: unit.newId(householdChanges),
      tenant_id: tenantId,
      household_id: householdId,
      what: 'season.opened',
      after_value: canonicalJson({ season: seasonCode, status: goesOn(status) }),
      reason: `从 ${how.fromSeason} 采暖季结转`,
      actor_name: how.actorName,
    })),
  )
}

/** Days of stop and connection and readings belong to the season they happened in; what the room is stays what it is. */
function lastingFacts(stored: string | null): string | null {
  if (stored === null) return null
  const { periods: _periods, stopAppliedOn: _stop, metering: _metering, ...lasting } = JSON.parse(stored) as Record<string, unknown>
  return Object.keys(lasting).length === 0 ? null : canonicalJson(lasting)
}
