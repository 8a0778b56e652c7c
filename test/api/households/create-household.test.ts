import assert from 'node:assert/strict'
import {
  findHousehold,
  findHouseholdInCompany,
  findHouseholds,
  listHouseholdIds,
  pricingFacts,
} from '../../../server/src/modules/households/index.ts'
import { findSeasonFor, findUnitByCode, operatorCaller, subtreeOf } from '../../../server/src/modules/tenancy/index.ts'
import type { DomainError } from '../../../server/src/platform/domain-error.ts'
import { auditRows, codeOf } from '../../support/api.ts'
import { buildWorld, flat, SEASON, type World } from '../../support/world.ts'

describe('opening a household', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  const faultsOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => assert.fail('no refusal'),
      (thrown: DomainError) => thrown,
    )
    assert.equal(error.code, 'INVALID', String(error))
    return (error.errors ?? []).map(({ path }) => path).sort()
  }
  const at = async (code: string) => {
    const found = await world.database.read((unit) => findUnitByCode(unit, world.demo.operator.scope, code))
    return operatorCaller(world.demo.tenantId, [found?.id ?? 0])
  }
  const area = {
    name: '住宅',
    grossMilliM2: 80_000,
    billedMilliM2: 80_000,
    customerClass: 'residential',
    priceType: 'area',
    provenance: '房产证',
  }
  const countOf = async (table: string) => {
    const [row] = await world.database.read((unit) => unit.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))
    return row?.n
  }

  it('card numbers are normalised before they are stored or compared', async () => {
    const { households, demo, database } = world
    await households.createHousehold(
      demo.operator,
      flat(' ａ-7001 ', 'east-1', '测试庚', { room: '101', customer: { kind: 'person', name: '测试庚' } }),
    )
    assert.ok(await database.read((unit) => findHousehold(unit, demo.operator.scope, 'A-7001')))
    assert.equal(
      await codeOf(
        households.createHousehold(
          demo.operator,
          flat('a-7001', 'EAST-2', '测试辛', { room: '102', customer: { kind: 'person', name: '测试辛' } }),
        ),
      ),
      'HOUSEHOLD_NO_TAKEN',
    )
  })

  it('one card number may stand in two companies', async () => {
    const { database, demo, other } = world
    const [ours, theirs] = await database.read(async (unit) => [
      await findHouseholdInCompany(unit, demo.tenantId, '80010001'),
      await findHouseholdInCompany(unit, other.tenantId, '80010001'),
    ])
    assert.equal(ours?.customerName, '测试甲')
    assert.equal(theirs?.customerName, '测试戊')
    assert.deepEqual(await database.read((unit) => findHouseholds(unit, demo.tenantId, [theirs?.id ?? 0])), [])
  })

  it('names every fault of the form at once', async () => {
    const bad = {
      ...flat('!', 'EAST-1', ''),
      community: ' ',
      customer: { kind: 'person' as const, name: '', phone: '12' },
      season: { seasonCode: '2026', areas: [{ ...area, grossMilliM2: 0, billedMilliM2: 1.5, name: '' }] },
    }
    assert.deepEqual(await faultsOf(world.households.createHousehold(world.demo.operator, bad)), [
      'community',
      'customer.name',
      'customer.phone',
      'householdNo',
      'season.areas.0.billedMilliM2',
      'season.areas.0.grossMilliM2',
      'season.areas.0.name',
      'season.seasonCode',
    ])
  })

  it('an unknown unit or season is a fault of its field, and nothing is left behind', async () => {
    const { households, demo } = world
    const before = await Promise.all(['households', 'customers', 'household_search', 'communities'].map(countOf))
    assert.deepEqual(await faultsOf(households.createHousehold(demo.operator, flat('80019999', 'NORTH-1', '测试'))), ['orgUnitCode'])
    const season = { seasonCode: '2020-2021', areas: [area] }
    assert.deepEqual(
      await faultsOf(households.createHousehold(demo.operator, flat('80019999', 'EAST-1', '测试', { season, community: '新小区' }))),
      ['season.seasonCode'],
    )
    assert.equal(
      await codeOf(households.createHousehold(demo.operator, flat('80010001', 'EAST-1', '测试', { community: '新小区' }))),
      'HOUSEHOLD_NO_TAKEN',
    )
    assert.deepEqual(await Promise.all(['households', 'customers', 'household_search', 'communities'].map(countOf)), before)
  })

  it('somebody at a branch opens households there and not at a sibling', async () => {
    const { households } = world
    const east = await at('EAST')
    await households.createHousehold(east, flat('80017001', 'EAST-2', '测试'))
    assert.deepEqual(await faultsOf(households.createHousehold(east, flat('80017002', 'WEST-1', '测试'))), ['orgUnitCode'])
  })

  it('places are made once and shared, also by two who make them at the same moment', async () => {
    const { households, demo } = world
    const before = (await countOf('communities')) ?? 0
    const rooms = ['101', '102', '103', '104', '105', '106']
    await Promise.all(
      rooms.map((room) =>
        households.createHousehold(demo.operator, flat(`8100${room}`, 'EAST-1', '测试', { community: '同时小区', room })),
      ),
    )
    assert.equal(await countOf('communities'), before + 1)
    const rows = await world.database.read((unit) =>
      unit.select<{ n: number }>(`SELECT COUNT(DISTINCT entrance_id) AS n FROM households WHERE household_no LIKE '8100%'`),
    )
    assert.equal(rows[0]?.n, 1)
  })

  it('a season is opened once for a household, where the household is seen', async () => {
    const { households, demo, tenancy } = world
    await tenancy.createSeason(demo.operator, { orgUnitCode: 'DEMO', code: '2027-2028', startsOn: '2027-11-15', endsOn: '2028-03-15' })
    const input = {
      householdNo: '80010001',
      seasonCode: '2027-2028',
      status: 'stopped' as const,
      areas: [{ ...area, status: 'stopped' as const }],
    }
    assert.equal(await codeOf(households.openHouseholdSeason(await at('WEST'), input)), 'NOT_FOUND')
    await households.openHouseholdSeason(demo.operator, input)
    assert.equal(await codeOf(households.openHouseholdSeason(demo.operator, input)), 'HOUSEHOLD_SEASON_EXISTS')
    assert.deepEqual(await faultsOf(households.openHouseholdSeason(demo.operator, { ...input, seasonCode: '2030-2031' })), ['seasonCode'])
    assert.deepEqual(await faultsOf(households.openHouseholdSeason(demo.operator, { ...input, areas: [] })), ['areas'])
  })

  it('history and audit rows name the household, with personal data masked', async () => {
    const { database, demo } = world
    const [opened] = (await auditRows(world, demo.tenantId, 'households.record.create')).filter(({ subjectNo }) => subjectNo === '80010001')
    assert.ok(opened)
    assert.match(opened.detail, /测\*.*138\*{4}0001/)
    assert.notEqual(opened.orgUnitId, null)
    const texts = await database.read(async (unit) => [
      ...(await unit.select<{ text: string }>('SELECT detail AS text FROM audit_log')),
      ...(await unit.select<{ text: string }>('SELECT after_value AS text FROM household_changes')),
    ])
    assert.ok(texts.length > 20)
    for (const { text } of texts) assert.ok(!text.includes('测试甲') && !text.includes('13880010001'), text)
    assert.ok((await auditRows(world, demo.tenantId, 'households.season.open')).some(({ subjectNo }) => subjectNo === '80010001'))
  })
})

describe('facts for pricing', () => {
  let world: World
  const statements: string[] = []
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld({ onStatement: (sql) => statements.push(sql) })
  })
  after(() => world.close())

  const factsOf = async (householdNos: readonly string[], company = world.demo) => {
    const { database } = world
    const season = await database.read((unit) => findSeasonFor(unit, company.tenantId, company.orgUnitId, SEASON))
    const found = await database.read((unit) => Promise.all(householdNos.map((no) => findHouseholdInCompany(unit, company.tenantId, no))))
    const householdIds = found.map((household) => household?.id ?? 0)
    statements.length = 0
    const facts = await database.read((unit) =>
      pricingFacts(unit, { tenantId: world.demo.tenantId, householdIds, seasonId: season?.id ?? 0 }),
    )
    return { facts, count: statements.filter((sql) => sql.startsWith('SELECT')).length }
  }

  it('come for any number of households in one statement', async () => {
    const { facts, count } = await factsOf(['80010001', '80010002', '80010003', '80020001'])
    assert.equal(facts.length, 4)
    assert.equal(count, 1)
    assert.equal((await factsOf(['80010001'])).count, 1)
  })

  it('hold the areas as the engine wants them, and what billing freezes', async () => {
    const { facts } = await factsOf(['80010002'])
    const [shop] = facts
    assert.ok(shop)
    assert.deepEqual(shop.areas[0], {
      areaNo: 1,
      name: '商铺',
      grossMilliM2: 120_000,
      insideMilliM2: 101_500,
      usableMilliM2: null,
      billedMilliM2: 120_000,
      heightMm: 5_000,
      customerClass: 'non-residential',
      priceType: 'area',
      status: 'heating',
      provenance: '现场测量',
    })
    assert.deepEqual(shop.areas[1]?.areaNo, 2)
    assert.deepEqual(Object.keys(shop.areaIds), ['1', '2'])
    assert.deepEqual(
      { no: shop.householdNo, name: shop.customerName, version: shop.householdSeasonVersion, status: shop.status },
      { no: '80010002', name: '样例餐饮有限公司', version: 1, status: 'heating' },
    )
  })

  it('leave out households of another company and those without the season', async () => {
    const { facts } = await factsOf(['80010001'], world.other)
    assert.deepEqual(facts, [])
  })

  it('a billing run walks through the households of a subtree in order, a page at a time', async () => {
    const { database, demo } = world
    const [season, east] = await database.read(async (unit) => [
      await findSeasonFor(unit, demo.tenantId, demo.orgUnitId, SEASON),
      await findUnitByCode(unit, demo.operator.scope, 'EAST'),
    ])
    const unitIds = await database.read((unit) => subtreeOf(unit, demo.tenantId, east?.id ?? 0))
    const pageAfter = (afterId: number) =>
      database.read((unit) => listHouseholdIds(unit, { tenantId: demo.tenantId, seasonId: season?.id ?? 0, unitIds, afterId, limit: 2 }))
    const first = await pageAfter(0)
    const second = await pageAfter(first.at(-1) ?? 0)
    assert.equal(first.length, 2)
    assert.equal(second.length, 1, 'three households in the east, none of the west')
    assert.deepEqual(
      [...first, ...second],
      [...first, ...second].sort((a, b) => a - b),
    )
  })
})
