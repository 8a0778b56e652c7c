import type { HouseholdFilter } from '../../../shared/contracts/households.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'

type Kind = 'community' | 'building' | 'entrance' | 'substation' | 'payingOrg' | 'tag' | 'season' | 'orgUnit'
/** Ids by what names them; a kind that was not asked for is missing, one nobody has is empty. */
export type NamedIds = Readonly<Partial<Record<Kind, readonly number[]>>>

const COMMUNITIES = 'SELECT p.id FROM communities p WHERE p.tenant_id = :tenantId AND p.name = :community'
const BUILDINGS = `SELECT p.id FROM buildings p WHERE p.tenant_id = :tenantId AND p.name = :building AND p.community_id IN (${COMMUNITIES})`
const BY_NAME: Readonly<Record<Kind, string>> = {
  community: COMMUNITIES,
  building: BUILDINGS,
  entrance: `SELECT p.id FROM entrances p WHERE p.tenant_id = :tenantId AND p.name = :entrance AND p.building_id IN (${BUILDINGS})`,
  substation: 'SELECT p.id FROM substations p WHERE p.tenant_id = :tenantId AND p.name = :substation',
  payingOrg: 'SELECT p.id FROM paying_orgs p WHERE p.tenant_id = :tenantId AND p.name = :payingOrg',
  tag: 'SELECT p.id FROM tags p WHERE p.tenant_id = :tenantId AND p.name = :tag',
  season: 'SELECT p.id FROM seasons p WHERE p.tenant_id = :tenantId AND p.code = :seasonCode',
  orgUnit: `SELECT p.unit_id AS id FROM org_unit_ancestors p JOIN org_units top ON top.id = p.ancestor_id
            WHERE top.tenant_id = :tenantId AND top.code = :orgUnit`,
}

/**
 * What a filter names, as ids, in one statement: with names inside, the statement of a full form joins so many tables that an engine thinks longer
 * about their order than it works. Every 2单元 of a company is no short list, so places below stay names until those above them are named.
 */
export async function namedIds(unit: ReadUnit, tenantId: number, filter: HouseholdFilter): Promise<NamedIds> {
  const { community, building, entrance, substation, payingOrg, tag, seasonCode } = filter
  const orgUnit = filter.orgUnit?.toUpperCase()
  const asked: Readonly<Record<Kind, unknown>> = {
    community,
    building: community && building,
    entrance: community && building && entrance,
    substation,
    payingOrg,
    tag,
    season: seasonCode,
    orgUnit,
  }
  const kinds = (Object.keys(asked) as Kind[]).filter((kind) => asked[kind])
  if (kinds.length === 0) return {}
  const values = { tenantId, community, building, entrance, substation, payingOrg, tag, seasonCode, orgUnit }
  const rows = await unit.select<{ kind: Kind; id: number }>(
    kinds.map((kind) => `SELECT '${kind}' AS kind, named.id FROM (${BY_NAME[kind]}) named`).join(' UNION ALL '),
    Object.fromEntries(Object.entries(values).filter((value): value is [string, string | number] => value[1] !== undefined)),
  )
  return Object.fromEntries(kinds.map((kind) => [kind, rows.filter((row) => row.kind === kind).map(({ id }) => id)]))
}
