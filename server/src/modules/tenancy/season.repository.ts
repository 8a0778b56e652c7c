import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { SeasonState } from '../../../../shared/states/season.ts'
import { inScope, scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { seasons } from './season.model.ts'

export type SeasonRecord = {
  readonly id: number
  readonly orgUnitId: number
  readonly code: string
  readonly startsOn: LocalDay
  readonly endsOn: LocalDay
  readonly days: number
  readonly state: SeasonState
}

const SEASON =
  'SELECT s.id, s.org_unit_id AS orgUnitId, s.code, s.starts_on AS startsOn, s.ends_on AS endsOn, s.days, s.state FROM seasons s'

export async function insertSeason(unit: Unit, tenantId: number, season: Omit<SeasonRecord, 'id'>): Promise<number> {
  const id = unit.newId(seasons)
  const { orgUnitId, code, startsOn, endsOn, days, state } = season
  await unit.insert(seasons, [{ id, tenant_id: tenantId, org_unit_id: orgUnitId, code, starts_on: startsOn, ends_on: endsOn, days, state }])
  return id
}

/** The season a unit lives by: its own of that code, else the nearest unit's above it. */
export async function findSeasonFor(unit: ReadUnit, tenantId: number, orgUnitId: number, code: string): Promise<SeasonRecord | null> {
  const [season] = await unit.select<SeasonRecord>(
    `${SEASON} JOIN org_unit_ancestors a ON a.ancestor_id = s.org_unit_id
     WHERE s.tenant_id = :tenantId AND s.code = :code AND a.unit_id = :orgUnitId ORDER BY a.depth LIMIT 1`,
    { tenantId, orgUnitId, code },
  )
  return season ?? null
}

/** Seasons of a company by id, newest first. */
export async function findSeasons(unit: ReadUnit, tenantId: number, ids: readonly number[]): Promise<SeasonRecord[]> {
  if (ids.length === 0) return []
  return unit.select<SeasonRecord>(`${SEASON} WHERE s.tenant_id = :tenantId AND s.id IN (:ids) ORDER BY s.starts_on DESC`, {
    tenantId,
    ids,
  })
}

export type ListedSeason = Omit<SeasonRecord, 'id' | 'orgUnitId'> & { readonly orgUnit: string }

/** Newest first: seasons of the units seen, and of the units above them that they live by. */
export function listSeasons(unit: ReadUnit, scope: Scope): Promise<ListedSeason[]> {
  return unit.select<ListedSeason>(
    `SELECT s.code, s.starts_on AS startsOn, s.ends_on AS endsOn, s.days, s.state, u.code AS orgUnit
     FROM seasons s JOIN org_units u ON u.id = s.org_unit_id
     WHERE s.tenant_id = :tenantId AND (
       EXISTS (SELECT 1 FROM org_unit_ancestors below WHERE below.unit_id = s.org_unit_id AND below.ancestor_id IN (:unitIds))
       OR EXISTS (SELECT 1 FROM org_unit_ancestors above WHERE above.unit_id IN (:unitIds) AND above.ancestor_id = s.org_unit_id))
     ORDER BY s.starts_on DESC, u.code`,
    scopeValues(scope),
  )
}

export type HeldSeason = SeasonRecord & { readonly version: number; readonly orgUnit: string; readonly orgUnitName: string }

const HELD = `SELECT s.id, s.org_unit_id AS orgUnitId, s.code, s.starts_on AS startsOn, s.ends_on AS endsOn, s.days, s.state, s.version,
    u.code AS orgUnit, u.name AS orgUnitName
  FROM seasons s JOIN org_units u ON u.id = s.org_unit_id`

/** A season by its own unit, for whoever may see it: units below live by it too. */
export async function findVisibleSeason(unit: ReadUnit, scope: Scope, unitCode: string, code: string): Promise<HeldSeason | null> {
  const [season] = await unit.select<HeldSeason>(
    `${HELD} WHERE s.tenant_id = :tenantId AND u.code = :unitCode AND s.code = :code AND (
       EXISTS (SELECT 1 FROM org_unit_ancestors below WHERE below.unit_id = s.org_unit_id AND below.ancestor_id IN (:unitIds))
       OR EXISTS (SELECT 1 FROM org_unit_ancestors above WHERE above.unit_id IN (:unitIds) AND above.ancestor_id = s.org_unit_id))`,
    { ...scopeValues(scope), unitCode, code },
  )
  return season ?? null
}

/** The season locked, for whoever changes it: only seasons of one's own units. Billing runs begin under the same lock. */
export async function holdSeason(unit: Unit, scope: Scope, unitCode: string, code: string): Promise<HeldSeason | null> {
  const where = `WHERE ${inScope('s')} AND u.code = :unitCode AND s.code = :code`
  const [own] = await unit.select<HeldSeason>(`${HELD} ${where}`, { ...scopeValues(scope), unitCode, code })
  if (!own) return null
  await lockSeason(unit, own.id)
  const [held] = await unit.select<HeldSeason>(`${HELD} WHERE s.id = :id`, { id: own.id })
  return held ?? null
}

/** Locks a season and answers its state as it is under the lock. */
export async function lockSeason(unit: Unit, id: number): Promise<SeasonState> {
  const [season] = await unit.selectForUpdate<{ state: SeasonState }>('SELECT state FROM seasons WHERE id = :id', { id })
  if (!season) throw new Error(`season ${id} vanished`)
  return season.state
}

export function saveSeasonDates(
  unit: Unit,
  id: number,
  { startsOn, endsOn, days }: Pick<SeasonRecord, 'startsOn' | 'endsOn' | 'days'>,
): Promise<number> {
  return unit.execute('UPDATE seasons SET starts_on = :startsOn, ends_on = :endsOn, days = :days, version = version + 1 WHERE id = :id', {
    id,
    startsOn,
    endsOn,
    days,
  })
}

export function saveSeasonState(unit: Unit, id: number, state: SeasonState): Promise<number> {
  return unit.execute('UPDATE seasons SET state = :state, version = version + 1 WHERE id = :id', { id, state })
}
