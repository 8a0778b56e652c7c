import { isDuplicate } from '../../database/database.ts'
import type { NewRow, Table } from '../../database/table.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { buildings, communities, customers, entrances } from './place.model.ts'

export type PlaceIds = { readonly communityId: number; readonly buildingId: number; readonly entranceId: number }
export type Place = { readonly orgUnitId: number; readonly community: string; readonly building: string; readonly entrance: string }

/** Community, building and entrance by name, made where they are new. */
export async function ensurePlace(unit: Unit, tenantId: number, place: Place): Promise<PlaceIds> {
  const tenant_id = tenantId
  const communityId = await ensure(
    unit,
    communities,
    'SELECT id FROM communities WHERE tenant_id = :tenant_id AND org_unit_id = :org_unit_id AND name = :name',
    { tenant_id, org_unit_id: place.orgUnitId, name: place.community },
  )
  const buildingId = await ensure(unit, buildings, 'SELECT id FROM buildings WHERE community_id = :community_id AND name = :name', {
    tenant_id,
    community_id: communityId,
    name: place.building,
  })
  const entranceId = await ensure(unit, entrances, 'SELECT id FROM entrances WHERE building_id = :building_id AND name = :name', {
    tenant_id,
    building_id: buildingId,
    name: place.entrance,
  })
  return { communityId, buildingId, entranceId }
}

type PlaceTable = typeof communities | typeof buildings | typeof entrances

/** Somebody else may make the same place at the same moment: then theirs is taken. */
async function ensure<T extends PlaceTable>(unit: Unit, table: T, sql: string, row: Omit<NewRow<T>, 'id'>): Promise<number> {
  const find = async () => (await unit.select<{ id: number }>(sql, row as never))[0]?.id
  const known = await find()
  if (known !== undefined) return known
  const id = unit.newId(table)
  try {
    await unit.insert(table as Table, [{ id, ...row } as never])
    return id
  } catch (error) {
    const theirs = isDuplicate(error) ? await find() : undefined
    if (theirs === undefined) throw error
    return theirs
  }
}

export type NewCustomer = { readonly kind: 'person' | 'firm'; readonly name: string; readonly phone: string | null }

export async function insertCustomer(unit: Unit, tenantId: number, { kind, name, phone }: NewCustomer): Promise<number> {
  const id = unit.newId(customers)
  await unit.insert(customers, [{ id, tenant_id: tenantId, customer_kind: kind, name, phone }])
  return id
}
