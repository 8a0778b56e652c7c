import { migrate } from '../../server/src/database/migrate.ts'
import type { NewRow } from '../../server/src/database/table.ts'
import { heatedAreas, householdSearch, householdSeasons, households } from '../../server/src/modules/households/household.model.ts'
import { buildings, communities, customers, entrances } from '../../server/src/modules/households/place.model.ts'
import { bindings } from '../../server/src/modules/residents/resident.model.ts'
import { findSeasonFor, operatorCaller } from '../../server/src/modules/tenancy/index.ts'
import type { Caller } from '../../server/src/platform/caller.ts'
import { permissions } from '../../shared/access/permissions.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import type { BenchSystem } from './system.ts'

export const COMPANY = 'BENCH'
export const APP = 'wx00000000000000a1'
export const MERCHANT = '1900000001'
export const STAFF = { companyCode: COMPANY, name: 'bench', password: 'Warm-Winter-2026' }
export const SEASON = '2026-2027'

export type Town = { readonly tenantId: number; readonly seasonId: number; readonly operator: Caller }
export type Station = { readonly code: string; readonly households: number }

/** A company with a price; its people and units by the use-cases, its stations empty. */
export async function openTown({ system, database }: BenchSystem, stations: readonly Station[]): Promise<Town> {
  const { tenancy, staff, tariffs } = system
  await migrate(database)
  const platform = await tenancy.createPlatform()
  const opened = await tenancy.createCompany(operatorCaller(platform.tenantId, [platform.orgUnitId]), {
    code: COMPANY,
    name: '测量热力有限公司',
    legalEntity: { code: COMPANY, name: '测量热力有限公司', taxNo: '91000000000000009B' },
  })
  const { tenantId, orgUnitId } = opened
  const operator = operatorCaller(tenantId, [orgUnitId])
  for (const { code } of stations)
    await tenancy.addOrgUnit(operator, { code, name: `${code} 供热站`, kind: 'station', parentCode: COMPANY })
  await tenancy.createSeason(operator, { orgUnitCode: COMPANY, code: SEASON, startsOn: '2026-11-15', endsOn: '2027-03-15' })
  await tenancy.registerChannelApp(operator, { platform: 'wechat-mini', appId: APP, name: '测量热力小程序' })
  await tenancy.registerMerchant(operator, {
    legalEntityCode: COMPANY,
    channel: 'wechat-pay',
    mode: 'direct',
    mchId: MERCHANT,
    name: '测量热力',
  })
  await staff.createRole(operator, { code: 'bench', name: '测量', permissions: [...permissions] })
  const posts = [{ orgUnitCode: COMPANY, roleCode: 'bench' }]
  await staff.createStaff(operator, { name: STAFF.name, displayName: '测量', password: STAFF.password, posts })
  const seasonId = await database.write(async (unit) => {
    const season = await findSeasonFor(unit, tenantId, orgUnitId, SEASON)
    await tariffs.publishRuleSet(unit, operator, { orgUnitId, seasonId: season?.id ?? 0, ruleSet: RULES })
    return season?.id ?? 0
  })
  return { tenantId, seasonId, operator }
}

const everybody = { customerClass: '*', priceType: '*' }
const lateFee = { dailyRatePpm: 1000, dueOn: '2026-10-31', graceDays: 0, base: 'unpaid', cap: { kind: 'none' } } as const
/** 20.50 yuan per m², late since 2026-10-31: every settlement posts a late-fee line, the longest ordinary way. */
const RULES: RuleSet = {
  version: 1,
  seasonCode: SEASON,
  validFrom: '2026-09-01',
  notice: { no: '测价〔2026〕1号', title: '测量用价格', issuedOn: '2026-09-01' },
  rounding: { level: 'line', mode: 'half-up', unit: 'fen' },
  rules: [
    { ...everybody, kind: 'area-price@1', feeType: 'heat', params: { priceE4: 205_000, areaBasis: 'billed' } },
    { ...everybody, kind: 'stop-base-fee@1', feeType: 'stop-base-fee', params: { share: { num: 30, den: 100 } } },
    { ...everybody, kind: 'late-fee@1', feeType: 'late-fee', params: lateFee },
  ],
}

const PART = 2_000

/** Homes by multi-row inserts, two thousand in a transaction; every tenth has a second area that is stopped. */
export async function fillStation(
  { database }: BenchSystem,
  { tenantId, seasonId }: Town,
  { code, households: count }: Station,
): Promise<void> {
  for (let from = 0; from < count; from += PART) {
    const size = Math.min(PART, count - from)
    const tables = { customers, households, household_seasons: householdSeasons, household_search: householdSearch }
    const ids = { ...Object.fromEntries(Object.keys(tables).map((name) => [name, size])), heated_areas: 2 * size }
    await database.write(
      async (unit) => {
        const [station] = await unit.select<{ id: number }>('SELECT id FROM org_units WHERE tenant_id = :tenantId AND code = :code', {
          tenantId,
          code,
        })
        const tenant_id = tenantId
        const org_unit_id = station?.id ?? 0
        const place = { community: unit.newId(communities), building: unit.newId(buildings), entrance: unit.newId(entrances) }
        await unit.insert(communities, [{ id: place.community, tenant_id, org_unit_id, name: `${code} 小区 ${from}` }])
        await unit.insert(buildings, [{ id: place.building, tenant_id, community_id: place.community, name: '1号楼' }])
        await unit.insert(entrances, [{ id: place.entrance, tenant_id, building_id: place.building, name: '1单元' }])
        const frame = { tenant_id, org_unit_id, community_id: place.community, building_id: place.building, entrance_id: place.entrance }
        const homes = Array.from({ length: size }, (_, index) =>
          homeRows(unit.newId.bind(unit), frame, seasonId, `${code}-${from + index}`, from + index),
        )
        await unit.insert(
          customers,
          homes.map(({ customer }) => customer),
        )
        await unit.insert(
          households,
          homes.map(({ household }) => household),
        )
        await unit.insert(
          householdSeasons,
          homes.map(({ season }) => season),
        )
        await unit.insert(
          heatedAreas,
          homes.flatMap(({ areas }) => areas),
        )
        await unit.insert(
          householdSearch,
          homes.map(({ search }) => search),
        )
      },
      { ids },
    )
  }
}

type Frame = Pick<NewRow<typeof households>, 'tenant_id' | 'org_unit_id' | 'community_id' | 'building_id' | 'entrance_id'>

function homeRows(newId: (table: never) => number, frame: Frame, season_id: number, household_no: string, index: number) {
  const idOf = newId as (table: { readonly name: string }) => number
  const [customer_id, household_id, household_season_id] = [idOf(customers), idOf(households), idOf(householdSeasons)]
  const { tenant_id, org_unit_id } = frame
  const area = (area_no: number, milliM2: number, status: string): NewRow<typeof heatedAreas> => ({
    id: idOf(heatedAreas),
    tenant_id,
    household_season_id,
    household_id,
    area_no,
    name: '住宅',
    gross_milli_m2: milliM2,
    billed_milli_m2: milliM2,
    customer_class: 'residential',
    price_type: 'area',
    status,
    provenance: '房产证',
  })
  const heated = area(1, 40_000 + (index % 9_000) * 10, 'heating')
  return {
    customer: { id: customer_id, tenant_id, customer_kind: 'person', name: `测量${index}`, phone: `138${String(index).padStart(8, '0')}` },
    household: {
      ...frame,
      id: household_id,
      household_no,
      customer_id,
      room: String(index),
      address: `测量小区 1号楼 1单元 ${index}室`,
      state: 'active',
      last_sequence: 0,
      contract_signed: 0,
      card_holder: 0,
      agency_allowed: 1,
      record_version: 1,
    },
    season: { id: household_season_id, tenant_id, household_id, season_id, org_unit_id, status: 'heating' },
    areas: index % 10 === 0 ? [heated, area(2, 12_340, 'stopped')] : [heated],
    search: { id: idOf(householdSearch), tenant_id, term_kind: 'no', term: household_no, household_id },
  }
}

/** Binds homes to residents who have signed in once; both lists in the same order, two homes each. */
export async function bindHomes(
  { database }: BenchSystem,
  { tenantId }: Town,
  openids: readonly string[],
  householdNos: readonly string[],
): Promise<void> {
  await database.write(
    async (unit) => {
      const people = await unit.select<{ id: number; openid: string }>(
        'SELECT resident_id AS id, openid FROM resident_identities WHERE openid IN (:openids)',
        { openids },
      )
      const homes = await unit.select<{ id: number; no: string }>(
        'SELECT id, household_no AS no FROM households WHERE tenant_id = :tenantId AND household_no IN (:householdNos)',
        { tenantId, householdNos },
      )
      const personOf = new Map(people.map(({ openid, id }) => [openid, id]))
      const homeOf = new Map(homes.map(({ no, id }) => [no, id]))
      const rows = householdNos.map((no, index) => ({
        id: unit.newId(bindings),
        tenant_id: tenantId,
        binding_no: `B${no.replace('-', '')}`,
        resident_id: personOf.get(openids[Math.floor(index / 2)] ?? '') ?? 0,
        household_id: homeOf.get(no) ?? 0,
        role: 'holder',
        state: 'active',
        consent_at: 0,
      }))
      await unit.insert(bindings, rows)
    },
    { ids: { bindings: householdNos.length } },
  )
}
