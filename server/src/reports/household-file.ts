import type { Database } from '../database/database.ts'
import { inScope, scopeValues } from '../database/scope.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import type { HouseholdStatus } from '../modules/households/index.ts'
import type { Scope } from '../platform/caller.ts'
import { notFound } from '../platform/domain-error.ts'

export type HouseholdHead = {
  readonly id: number
  readonly householdNo: string
  readonly customerKind: 'person' | 'firm'
  readonly customerName: string
  readonly customerPhone: string | null
  readonly otherPhones: string | null
  readonly idNoMask: string | null
  readonly address: string
  readonly community: string
  readonly building: string
  readonly entrance: string
  readonly floor: string | null
  readonly room: string
  readonly recordVersion: number
  readonly unitCode: string
  readonly unitName: string
  readonly balanceFen: number
  readonly subType: string | null
  readonly connectionType: string | null
  readonly controlType: string | null
  readonly billingMethod: string | null
  readonly networkState: string | null
  readonly customerNature: string | null
  readonly heatingMode: string | null
  readonly substation: string | null
  readonly payingOrg: string | null
  readonly contractNo: string | null
  readonly contractSigned: 0 | 1
  readonly cardHolder: 0 | 1
  readonly agencyAllowed: 0 | 1
  readonly connectedSeason: string | null
  readonly connectedOn: string | null
}
export type SeasonAreaRow = {
  readonly seasonCode: string
  readonly seasonStatus: HouseholdStatus
  readonly areaNo: number | null
  readonly name: string
  readonly grossMilliM2: number
  readonly insideMilliM2: number | null
  readonly usableMilliM2: number | null
  readonly billedMilliM2: number
  readonly heightMm: number | null
  readonly customerClass: string
  readonly priceType: string
  readonly status: 'heating' | 'stopped'
  readonly provenance: string
}
export type BindingRow = {
  readonly role: 'holder' | 'family' | 'payer'
  readonly residentNo: string
  readonly boundAt: number
  readonly state: 'active' | 'removed'
}
export type ChangeRow = {
  readonly at: number
  readonly actorName: string
  readonly what: string
  readonly beforeValue: string | null
  readonly afterValue: string | null
  readonly reason: string | null
}
export type HouseholdFileFacts = {
  readonly head: HouseholdHead
  readonly areas: readonly SeasonAreaRow[]
  readonly bindings: readonly BindingRow[]
  readonly changes: readonly ChangeRow[]
}

/** Everything the console's file of one household shows but money lines. Four statements. Throws NOT_FOUND. */
export function readHouseholdFile(database: Database) {
  return ({ scope }: { readonly scope: Scope }, householdNo: string): Promise<HouseholdFileFacts> =>
    database.read(async (unit) => {
      const head = await findHead(unit, scope, householdNo)
      if (!head) throw notFound('用热户')
      const of = { tenantId: scope.tenantId, householdId: head.id }
      return { head, areas: await listAreas(unit, of), bindings: await listBindings(unit, of), changes: await listChanges(unit, of) }
    })
}

type Of = { readonly tenantId: number; readonly householdId: number }

async function findHead(unit: ReadUnit, scope: Scope, householdNo: string): Promise<HouseholdHead | null> {
  const [head] = await unit.select<HouseholdHead>(
    `SELECT h.id, h.household_no AS householdNo, c.customer_kind AS customerKind, c.name AS customerName, c.phone AS customerPhone,
       c.other_phones AS otherPhones, c.id_no_mask AS idNoMask, h.address, m.name AS community, g.name AS building, e.name AS entrance,
       h.floor, h.room, h.record_version AS recordVersion, u.code AS unitCode, u.name AS unitName, COALESCE(b.balance_fen, 0) AS balanceFen,
       h.sub_type AS subType, h.connection_type AS connectionType, h.control_type AS controlType, h.billing_method AS billingMethod,
       h.network_state AS networkState, h.customer_nature AS customerNature, h.heating_mode AS heatingMode,
       p.name AS substation, o.name AS payingOrg, h.contract_no AS contractNo, h.contract_signed AS contractSigned,
       h.card_holder AS cardHolder, h.agency_allowed AS agencyAllowed, h.connected_season AS connectedSeason, h.connected_on AS connectedOn
     FROM households h JOIN customers c ON c.id = h.customer_id JOIN org_units u ON u.id = h.org_unit_id
       JOIN communities m ON m.id = h.community_id JOIN buildings g ON g.id = h.building_id JOIN entrances e ON e.id = h.entrance_id
       LEFT JOIN substations p ON p.id = h.substation_id LEFT JOIN paying_orgs o ON o.id = h.paying_org_id
       LEFT JOIN household_balances b ON b.id = h.id
     WHERE ${inScope('h')} AND h.household_no = :householdNo`,
    { ...scopeValues(scope), householdNo },
  )
  return head ?? null
}

function listAreas(unit: ReadUnit, of: Of): Promise<SeasonAreaRow[]> {
  return unit.select<SeasonAreaRow>(
    `SELECT s.code AS seasonCode, hs.status AS seasonStatus, a.area_no AS areaNo, a.name, a.gross_milli_m2 AS grossMilliM2,
       a.inside_milli_m2 AS insideMilliM2, a.usable_milli_m2 AS usableMilliM2, a.billed_milli_m2 AS billedMilliM2, a.height_mm AS heightMm,
       a.customer_class AS customerClass, a.price_type AS priceType, a.status, a.provenance
     FROM household_seasons hs JOIN seasons s ON s.id = hs.season_id LEFT JOIN heated_areas a ON a.household_season_id = hs.id
     WHERE hs.tenant_id = :tenantId AND hs.household_id = :householdId ORDER BY s.starts_on DESC, a.area_no`,
    of,
  )
}

function listBindings(unit: ReadUnit, of: Of): Promise<BindingRow[]> {
  return unit.select<BindingRow>(
    `SELECT b.role, r.resident_no AS residentNo, b.consent_at AS boundAt, b.state
     FROM bindings b JOIN residents r ON r.id = b.resident_id
     WHERE b.tenant_id = :tenantId AND b.household_id = :householdId ORDER BY b.consent_at DESC, b.id DESC`,
    of,
  )
}

function listChanges(unit: ReadUnit, of: Of): Promise<ChangeRow[]> {
  return unit.select<ChangeRow>(
    `SELECT created_at AS at, actor_name AS actorName, what, before_value AS beforeValue, after_value AS afterValue, reason
     FROM household_changes WHERE tenant_id = :tenantId AND household_id = :householdId ORDER BY created_at DESC, id DESC LIMIT 200`,
    of,
  )
}
