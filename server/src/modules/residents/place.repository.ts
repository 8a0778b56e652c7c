import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { placeLookUps } from './resident.model.ts'

/** Where somebody lives, word for word as the company files it. */
export type ExactPlace = { readonly community: string; readonly building: string; readonly entrance: string; readonly room: string }

type Named = { readonly name: string }
const MOST = 200

/** Companies by a part of their name, of a branch's or of a community's: what a person knows of who heats them. */
export async function searchCompanies(unit: ReadUnit, term: string, platformId: number): Promise<{ code: string; name: string }[]> {
  if (escaped(term) === '') return []
  return unit.select(
    `SELECT t.code, t.name FROM tenants t WHERE t.id <> :platformId AND t.state = 'active' AND (t.name LIKE :part OR t.code = :code
       OR EXISTS (SELECT 1 FROM org_units u WHERE u.tenant_id = t.id AND u.name LIKE :part)
       OR EXISTS (SELECT 1 FROM communities c WHERE c.tenant_id = t.id AND c.name LIKE :part))
     ORDER BY t.name, t.id LIMIT 20`,
    { platformId, part: `%${escaped(term)}%`, code: term.toUpperCase() },
  )
}

/** Communities that begin with these signs; buildings of one, entrances of one building. Names of places, no homes. */
export async function listPlaces(
  unit: ReadUnit,
  tenantId: number,
  { community, building, begins }: { readonly community?: string; readonly building?: string; readonly begins: string },
): Promise<string[]> {
  if (community === undefined && escaped(begins) === '') return []
  const rows = await unit.select<Named>(
    building !== undefined
      ? `SELECT DISTINCT e.name FROM entrances e JOIN buildings b ON b.id = e.building_id JOIN communities c ON c.id = b.community_id
         WHERE c.tenant_id = :tenantId AND c.name = :community AND b.name = :building LIMIT ${MOST}`
      : community !== undefined
        ? `SELECT DISTINCT b.name FROM buildings b JOIN communities c ON c.id = b.community_id
           WHERE c.tenant_id = :tenantId AND c.name = :community LIMIT ${MOST}`
        : `SELECT DISTINCT c.name FROM communities c WHERE c.tenant_id = :tenantId AND c.name LIKE :begins LIMIT 20`,
    { tenantId, community: community ?? '', building: building ?? '', begins: `${escaped(begins)}%` },
  )
  return rows.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'zh-CN', { numeric: true }))
}

/** The card number of the one active home at exactly this place; null when there is none, or more than one. */
export async function findHouseholdNoAt(unit: ReadUnit, tenantId: number, place: ExactPlace): Promise<string | null> {
  const found = await unit.select<{ householdNo: string }>(
    `SELECT h.household_no AS householdNo FROM communities c JOIN buildings b ON b.community_id = c.id JOIN entrances e ON e.building_id = b.id
       JOIN households h ON h.entrance_id = e.id
     WHERE c.tenant_id = :tenantId AND h.tenant_id = :tenantId AND c.name = :community AND b.name = :building AND e.name = :entrance
       AND h.room = :room AND h.state = 'active' LIMIT 2`,
    { tenantId, ...place },
  )
  return found.length === 1 ? (found[0]?.householdNo ?? null) : null
}

export async function countLookUps(unit: ReadUnit, residentId: number, since: number): Promise<number> {
  const [row] = await unit.select<{ looks: number }>(
    'SELECT COUNT(*) AS looks FROM place_look_ups WHERE resident_id = :residentId AND created_at > :since',
    { residentId, since },
  )
  return row?.looks ?? 0
}

export async function appendLookUp(unit: Unit, residentId: number): Promise<void> {
  await unit.insert(placeLookUps, [{ id: unit.newId(placeLookUps), resident_id: residentId }])
}

/** Signs that LIKE would read as wildcards stand for nothing in a name. */
function escaped(term: string): string {
  return term.replace(/[\\%_]/g, '')
}
