import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import type { HeatedAreaFacts } from '../../../../shared/tariff/facts.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { heatedAreas, householdSeasons } from './household.model.ts'
import type { HeatedAreaInput } from './inputs.ts'

type Quantities = Readonly<Record<string, number>>

export type HouseholdStatus = 'heating' | 'stopped' | 'not-connected'
export type NewHouseholdSeason = {
  readonly tenantId: number
  readonly householdId: number
  readonly seasonId: number
  readonly orgUnitId: number
  readonly status: HouseholdStatus
  readonly areas: readonly HeatedAreaInput[]
  readonly quantities?: Quantities | undefined
}

/** A household's record of one season with its areas, numbered from 1 in the order given. */
export async function insertHouseholdSeason(unit: Unit, season: NewHouseholdSeason): Promise<number> {
  const [id] = await insertHouseholdSeasons(unit, [season])
  if (id === undefined) throw new Error('no season record was written')
  return id
}

/** The records of many households, in two statements per 500 rows; answers their ids in the order given. */
export async function insertHouseholdSeasons(unit: Unit, given: readonly NewHouseholdSeason[]): Promise<readonly number[]> {
  const seasons = given.map((season) => ({ ...season, id: unit.newId(householdSeasons) }))
  await unit.insert(
    householdSeasons,
    seasons.map(({ id, tenantId, householdId, seasonId, orgUnitId, status, quantities }) => ({
      id,
      tenant_id: tenantId,
      household_id: householdId,
      season_id: seasonId,
      org_unit_id: orgUnitId,
      status,
      quantities: quantities ? canonicalJson(quantities) : null,
    })),
  )
  await unit.insert(
    heatedAreas,
    seasons.flatMap(({ id, tenantId, householdId, areas }) =>
      areas.map((area, index) => ({
        id: unit.newId(heatedAreas),
        tenant_id: tenantId,
        household_season_id: id,
        household_id: householdId,
        area_no: index + 1,
        name: area.name,
        gross_milli_m2: area.grossMilliM2,
        inside_milli_m2: area.insideMilliM2 ?? null,
        usable_milli_m2: area.usableMilliM2 ?? null,
        billed_milli_m2: area.billedMilliM2,
        height_mm: area.heightMm ?? null,
        customer_class: area.customerClass,
        price_type: area.priceType,
        status: area.status,
        provenance: area.provenance,
        more_facts: area.more ? canonicalJson(area.more) : null,
      })),
    ),
  )
  return seasons.map(({ id }) => id)
}

/** What a price may depend on, of one household in one season, with what billing freezes beside it. */
export type PricingFacts = {
  readonly householdId: number
  readonly householdNo: string
  readonly orgUnitId: number
  readonly customerId: number
  readonly customerName: string
  readonly householdSeasonId: number
  /** Rises with every change of the season record or its areas: a run that froze an older one leaves the household out. */
  readonly householdSeasonVersion: number
  readonly status: HouseholdStatus
  readonly areas: readonly HeatedAreaFacts[]
  readonly quantities?: Quantities
  /** Row id by area number, for lines that name the area they charge. */
  readonly areaIds: Readonly<Record<number, number>>
}

type FactRow = Omit<PricingFacts, 'areas' | 'areaIds' | 'quantities'> & {
  readonly areaId: number | null
  readonly quantities: string | null
  readonly moreFacts: string | null
} & {
  readonly [Key in keyof HeatedAreaFacts]: HeatedAreaFacts[Key]
}

/**
 * One statement for any number of households (ask for at most a few hundred at a time), ascending by id. A household without a
 * record of the season is not among them. `orgUnitId` and the customer are today's, not those of the record.
 */
export async function pricingFacts(
  unit: ReadUnit,
  wanted: { readonly tenantId: number; readonly householdIds: readonly number[]; readonly seasonId: number },
): Promise<PricingFacts[]> {
  if (wanted.householdIds.length === 0) return []
  const rows = await unit.select<FactRow>(
    `SELECT h.id AS householdId, h.household_no AS householdNo, h.org_unit_id AS orgUnitId, h.customer_id AS customerId, c.name AS customerName,
       hs.id AS householdSeasonId, hs.version AS householdSeasonVersion, hs.status AS status, hs.quantities,
       a.id AS areaId, a.area_no AS areaNo, a.name AS name, a.gross_milli_m2 AS grossMilliM2, a.inside_milli_m2 AS insideMilliM2,
       a.usable_milli_m2 AS usableMilliM2, a.billed_milli_m2 AS billedMilliM2, a.height_mm AS heightMm, a.customer_class AS customerClass,
       a.price_type AS priceType, a.status AS areaStatus, a.provenance, a.more_facts AS moreFacts
     FROM household_seasons hs JOIN households h ON h.id = hs.household_id JOIN customers c ON c.id = h.customer_id
       LEFT JOIN heated_areas a ON a.household_season_id = hs.id
     WHERE hs.tenant_id = :tenantId AND hs.season_id = :seasonId AND hs.household_id IN (:householdIds)
     ORDER BY h.id, a.area_no`,
    wanted,
  )
  const households = new Map<number, PricingFacts & { areas: HeatedAreaFacts[]; areaIds: Record<number, number> }>()
  for (const row of rows as (FactRow & { readonly areaStatus: HeatedAreaFacts['status'] })[]) {
    const { householdId, householdNo, orgUnitId, customerId, customerName, householdSeasonId, householdSeasonVersion, status } = row
    const frame = { householdId, householdNo, orgUnitId, customerId, customerName, householdSeasonId, householdSeasonVersion, status }
    const counted = row.quantities === null ? {} : { quantities: JSON.parse(row.quantities) as Quantities }
    const household = households.get(householdId) ?? { ...frame, ...counted, areas: [], areaIds: {} }
    households.set(householdId, household)
    if (row.areaId === null) continue
    const { areaNo, name, grossMilliM2, insideMilliM2, usableMilliM2, billedMilliM2, heightMm, customerClass, priceType, provenance } = row
    household.areas.push({
      areaNo,
      name,
      grossMilliM2,
      insideMilliM2,
      usableMilliM2,
      billedMilliM2,
      heightMm,
      customerClass,
      priceType,
      status: row.areaStatus,
      provenance,
      ...(row.moreFacts === null ? {} : (JSON.parse(row.moreFacts) as Partial<HeatedAreaFacts>)),
    })
    household.areaIds[areaNo] = row.areaId
  }
  return [...households.values()]
}
