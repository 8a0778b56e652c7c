import type { Unit } from '../../database/unit-of-work.ts'
import { ensure } from './household-record.repository.ts'
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

export type NewCustomer = {
  readonly kind: 'person' | 'firm'
  readonly name: string
  readonly phone: string | null
  readonly otherPhones?: string | null
  /** Sealed, with its mask. */
  readonly idNo?: { readonly cipher: string; readonly mask: string } | null
}

export async function insertCustomer(unit: Unit, tenantId: number, { kind, name, phone, otherPhones, idNo }: NewCustomer): Promise<number> {
  const id = unit.newId(customers)
  await unit.insert(customers, [
    {
      id,
      tenant_id: tenantId,
      customer_kind: kind,
      name,
      phone,
      other_phones: otherPhones ?? null,
      id_no_cipher: idNo?.cipher ?? null,
      id_no_mask: idNo?.mask ?? null,
    },
  ])
  return id
}
