import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { maskName, maskPhone } from '../../../../shared/format/mask.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { checked } from '../../platform/check-input.ts'
import { addressOf } from './address-of.ts'
import { householdChanges, householdSearch, households } from './household.model.ts'
import { insertHouseholdSeasons } from './household-season.repository.ts'
import { emptyRecord } from './households.repository.ts'
import { HouseholdInput } from './inputs.ts'
import { customers } from './place.model.ts'
import { ensurePlace, type PlaceIds } from './place.repository.ts'
import { searchTerms } from './search-terms.ts'

/** A household whose unit and season have been found. */
export type AddedHousehold = { readonly orgUnitId: number; readonly seasonId: number; readonly input: HouseholdInput }
export type NewlyAdded = {
  readonly householdId: number
  readonly householdNo: string
  readonly orgUnitId: number
  readonly customerId: number
  readonly customerName: string
}

/** How many ids a chunk of this many households needs beyond the smallest lease. */
export function idsForHouseholds(count: number): Readonly<Record<string, number>> {
  return { [householdSearch.name]: 7 * count, [householdChanges.name]: 2 * count }
}

/**
 * 批量建档: many households at once in the caller's unit, one statement per table and 500 rows; what `createHousehold` writes of one, with the same
 * check. The act's one audit row is the caller's. A card number that is taken ends the unit with the engine's duplicate error.
 */
export async function addHouseholds(
  unit: Unit,
  { tenantId, actorName, reason }: { readonly tenantId: number; readonly actorName: string; readonly reason: string },
  added: readonly AddedHousehold[],
): Promise<readonly NewlyAdded[]> {
  const placeOf = places(unit, tenantId)
  const rows = []
  for (const one of added) {
    const input = checked(HouseholdInput, one.input, '用热户资料有误')
    const { orgUnitId, seasonId } = one
    const { community, building, entrance } = input
    const place = await placeOf({ orgUnitId, community, building, entrance })
    rows.push({ id: unit.newId(households), customerId: unit.newId(customers), orgUnitId, seasonId, place, input })
  }
  const tenant_id = tenantId
  await unit.insert(
    customers,
    rows.map(({ customerId, input: { customer } }) => ({
      id: customerId,
      tenant_id,
      customer_kind: customer.kind,
      name: customer.name,
      phone: customer.phone ?? null,
    })),
  )
  await unit.insert(
    households,
    rows.map(({ id, customerId, orgUnitId, place, input }) => ({
      id,
      tenant_id,
      household_no: input.householdNo,
      org_unit_id: orgUnitId,
      customer_id: customerId,
      community_id: place.communityId,
      building_id: place.buildingId,
      entrance_id: place.entranceId,
      floor: input.floor ?? null,
      room: input.room,
      address: input.address ?? addressOf(input),
      state: 'active',
      last_sequence: 0,
      ...emptyRecord,
    })),
  )
  await insertHouseholdSeasons(
    unit,
    rows.flatMap(({ id: householdId, orgUnitId, seasonId, input: { season } }) =>
      season ? [{ tenantId, householdId, seasonId, orgUnitId, ...season }] : [],
    ),
  )
  await unit.insert(
    householdSearch,
    rows.flatMap(({ id, input }) =>
      searchTerms({ ...input, customerName: input.customer.name, customerPhone: input.customer.phone ?? null }).map(({ kind, term }) => ({
        id: unit.newId(householdSearch),
        tenant_id,
        term_kind: kind,
        term,
        household_id: id,
      })),
    ),
  )
  await unit.insert(
    householdChanges,
    rows.map(({ id, input }) => ({
      id: unit.newId(householdChanges),
      tenant_id,
      household_id: id,
      what: 'household.created',
      after_value: canonicalJson(created(input)),
      reason,
      actor_name: actorName.slice(0, 100),
    })),
  )
  return rows.map(({ id, customerId, orgUnitId, input }) => ({
    householdId: id,
    householdNo: input.householdNo,
    orgUnitId,
    customerId,
    customerName: input.customer.name,
  }))
}

function created(input: ReturnType<typeof HouseholdInput.parse>) {
  const { customer, orgUnitCode } = input
  return {
    address: input.address ?? addressOf(input),
    customer: maskName(customer.name),
    phone: customer.phone ? maskPhone(customer.phone) : null,
    orgUnit: orgUnitCode,
  }
}

/** Neighbours share an entrance: it is looked up once a chunk. */
function places(unit: Unit, tenantId: number) {
  const known = new Map<string, PlaceIds>()
  return async (place: Parameters<typeof ensurePlace>[2]): Promise<PlaceIds> => {
    const key = JSON.stringify(place)
    const ids = known.get(key) ?? (await ensurePlace(unit, tenantId, place))
    known.set(key, ids)
    return ids
  }
}
