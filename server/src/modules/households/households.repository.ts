import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { inScope, scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { householdChanges, householdSearch, households } from './household.model.ts'
import type { Cells } from './household-record.repository.ts'
import type { PlaceIds } from './place.repository.ts'
import type { SearchTerm } from './search-terms.ts'

export type HouseholdState = 'active' | 'closed'

/** A household with whose it is. Name and phone are whole: whoever shows them masks them. */
export type HouseholdRecord = {
  readonly id: number
  readonly tenantId: number
  readonly householdNo: string
  readonly orgUnitId: number
  readonly address: string
  readonly state: HouseholdState
  readonly customerId: number
  readonly customerKind: 'person' | 'firm'
  readonly customerName: string
  readonly customerPhone: string | null
}

const HOUSEHOLD = `SELECT h.id, h.tenant_id AS tenantId, h.household_no AS householdNo, h.org_unit_id AS orgUnitId, h.address, h.state,
    h.customer_id AS customerId, c.customer_kind AS customerKind, c.name AS customerName, c.phone AS customerPhone
  FROM households h JOIN customers c ON c.id = h.customer_id`

/** By card number inside the scope: another company's and a sibling branch's are not found. */
export async function findHousehold(unit: ReadUnit, scope: Scope, householdNo: string): Promise<HouseholdRecord | null> {
  const [found] = await unit.select<HouseholdRecord>(`${HOUSEHOLD} WHERE ${inScope('h')} AND h.household_no = :householdNo`, {
    ...scopeValues(scope),
    householdNo,
  })
  return found ?? null
}

/** By card number in a company, for those whose right does not come from a unit: residents who prove they know it, bank messages. */
export async function findHouseholdInCompany(unit: ReadUnit, tenantId: number, householdNo: string): Promise<HouseholdRecord | null> {
  const [found] = await unit.select<HouseholdRecord>(`${HOUSEHOLD} WHERE h.tenant_id = :tenantId AND h.household_no = :householdNo`, {
    tenantId,
    householdNo,
  })
  return found ?? null
}

/** Ids of those of these card numbers that lie in the scope. */
export async function findIdsByNumber(unit: ReadUnit, scope: Scope, householdNos: readonly string[]): Promise<number[]> {
  if (householdNos.length === 0) return []
  const rows = await unit.select<{ id: number }>(
    `SELECT h.id FROM households h WHERE ${inScope('h')} AND h.household_no IN (:householdNos) ORDER BY h.id`,
    { ...scopeValues(scope), householdNos },
  )
  return rows.map(({ id }) => id)
}

/** By id in a company, in no order; for later rooms whose own rows say which. */
export async function findHouseholds(unit: ReadUnit, tenantId: number, ids: readonly number[]): Promise<HouseholdRecord[]> {
  if (ids.length === 0) return []
  return unit.select<HouseholdRecord>(`${HOUSEHOLD} WHERE h.tenant_id = :tenantId AND h.id IN (:ids)`, { tenantId, ids })
}

/**
 * Ids of the households of these units that have a record of this season, ascending, after `afterId`: how a billing run walks
 * through a town without holding it.
 */
export async function listHouseholdIds(
  unit: ReadUnit,
  wanted: {
    readonly tenantId: number
    readonly seasonId: number
    readonly unitIds: readonly number[]
    readonly afterId: number
    readonly limit: number
  },
): Promise<number[]> {
  if (wanted.unitIds.length === 0) return []
  const rows = await unit.select<{ id: number }>(
    `SELECT h.id FROM households h JOIN household_seasons hs ON hs.household_id = h.id
     WHERE h.tenant_id = :tenantId AND hs.season_id = :seasonId AND h.org_unit_id IN (:unitIds) AND h.state = 'active' AND h.id > :afterId
     ORDER BY h.id LIMIT :limit`,
    wanted,
  )
  return rows.map(({ id }) => id)
}

export type NewHousehold = PlaceIds & {
  readonly tenantId: number
  readonly householdNo: string
  readonly orgUnitId: number
  readonly customerId: number
  readonly floor: string | null
  readonly room: string
  readonly address: string
  /** Further cells of the record. */
  readonly record?: Cells
}

export async function insertHousehold(unit: Unit, household: NewHousehold): Promise<number> {
  const id = unit.newId(households)
  await unit.insert(households, [
    {
      id,
      tenant_id: household.tenantId,
      household_no: household.householdNo,
      org_unit_id: household.orgUnitId,
      customer_id: household.customerId,
      community_id: household.communityId,
      building_id: household.buildingId,
      entrance_id: household.entranceId,
      floor: household.floor,
      room: household.room,
      address: household.address,
      state: 'active',
      last_sequence: 0,
      ...emptyRecord,
      ...household.record,
    },
  ])
  return id
}

/** What a record says where nobody has said anything. */
export const emptyRecord = { contract_signed: 0, card_holder: 0, agency_allowed: 1, record_version: 1 } as const

export function insertSearchTerms(unit: Unit, tenantId: number, householdId: number, terms: readonly SearchTerm[]): Promise<void> {
  return insertAllSearchTerms(unit, tenantId, [{ householdId, terms }])
}

export async function insertAllSearchTerms(
  unit: Unit,
  tenantId: number,
  found: readonly { readonly householdId: number; readonly terms: readonly SearchTerm[] }[],
): Promise<void> {
  await unit.insert(
    householdSearch,
    found.flatMap(({ householdId, terms }) =>
      terms.map(({ kind, term }) => ({
        id: unit.newId(householdSearch),
        tenant_id: tenantId,
        term_kind: kind,
        term,
        household_id: householdId,
      })),
    ),
  )
}

export async function dropSearchTerms(unit: Unit, tenantId: number, householdIds: readonly number[]): Promise<void> {
  if (householdIds.length === 0) return
  await unit.execute('DELETE FROM household_search WHERE tenant_id = :tenantId AND household_id IN (:householdIds)', {
    tenantId,
    householdIds,
  })
}

export type NewChange = {
  readonly tenantId: number
  readonly householdId: number
  /** household.created, season.opened … */
  readonly what: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
  readonly reason: string | null
  readonly actorName: string
}

/** The household's own history. Personal data is masked before it comes here: history is never rewritten. */
export function appendChange(unit: Unit, change: NewChange): Promise<void> {
  return appendChanges(unit, [change])
}

export async function appendChanges(unit: Unit, changes: readonly NewChange[]): Promise<void> {
  await unit.insert(
    householdChanges,
    changes.map((change) => ({
      id: unit.newId(householdChanges),
      tenant_id: change.tenantId,
      household_id: change.householdId,
      what: change.what,
      before_value: change.before && canonicalJson(change.before),
      after_value: change.after && canonicalJson(change.after),
      reason: change.reason,
      actor_name: change.actorName.slice(0, 100),
    })),
  )
}
