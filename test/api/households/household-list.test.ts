import assert from 'node:assert/strict'
import request from 'supertest'
import { findHouseholdInCompany } from '../../../server/src/modules/households/index.ts'
import { listHouseholds } from '../../../server/src/reports/household-list.ts'
import type { Page } from '../../../shared/contracts/fields.ts'
import type { HouseholdQuery, HouseholdRow } from '../../../shared/contracts/households.ts'
import { asStaff, faultsOf, refused } from '../../support/api.ts'
import { buildWorld, flat, SEASON, type World } from '../../support/world.ts'

describe('the list of households', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    const { households, demo, other } = world
    await households.createHousehold(
      demo.operator,
      flat('70000001', 'EAST-1', '曾庆云', {
        community: '长安花园',
        building: '12栋',
        entrance: '1单元',
        room: '1203',
        customer: { kind: 'person', name: '曾庆云', phone: '13911112222' },
      }),
    )
    await households.createHousehold(
      demo.operator,
      flat('70000002', 'EAST-2', '阿依古丽·样例', {
        room: '777',
        customer: { kind: 'person', name: '阿依古丽·样例', phone: '13933334444' },
      }),
    )
    await households.createHousehold(demo.operator, { ...flat('70000003', 'EAST-1', '百分%样例'), season: undefined as never, room: '778' })
    await households.createHousehold(other.operator, flat('79999999', 'NORTH-1', '曾庆云', { room: '1203' }))
  })
  after(() => world.close())

  const list = async (name: string, query: Record<string, string> = {}, company = world.demo) => {
    const response = await (await asStaff(world, name, company)).get(`/households?${new URLSearchParams(query)}`)
    assert.equal(response.status, 200, JSON.stringify(response.body))
    return response.body as Page<HouseholdRow>
  }
  const nos = async (query: Record<string, string>, name = 'admin') => (await list(name, query)).items.map(({ householdNo }) => householdNo)

  it('shows what a cashier needs, masked, by card number', async () => {
    const { items, total } = await list('admin')
    assert.equal(total, 7)
    assert.deepEqual(
      items.map(({ householdNo }) => householdNo),
      ['70000001', '70000002', '70000003', '80010001', '80010002', '80010003', '80020001'],
    )
    assert.deepEqual(items[3], {
      householdNo: '80010001',
      customerName: '测*',
      customerPhone: '138****0001',
      address: '青云里 3号楼 2单元 001室',
      orgUnit: '东一供热站',
      community: '青云里',
      status: 'heating',
      billedMilliM2: 46_570,
      owedFen: 0,
      balanceFen: 0,
      subType: null,
      substation: null,
      payingOrg: null,
      contractNo: null,
      blacklisted: false,
      tags: [],
    })
    assert.equal(items[4]?.billedMilliM2, 135_125, 'all areas together')
    assert.equal(items[4]?.customerName, '样例餐饮有限公司', 'a firm’s name is no personal data')
    assert.equal(items[2]?.status, 'not-connected')
  })

  it('everybody sees their own units only', async () => {
    assert.deepEqual(await nos({}, 'cashier'), ['70000001', '70000003', '80010001', '80010002'])
    assert.deepEqual(await nos({}, 'cashier-west'), ['80020001'])
    assert.deepEqual(
      (await list('admin', {}, world.other)).items.map(({ householdNo }) => householdNo),
      ['79999999', '80010001', '90010001'],
    )
  })

  for (const [typed, what, expected] of [
    ['8001', 'the beginning of a card number', ['80010001', '80010002', '80010003']],
    ['13911112222', 'a phone', ['70000001']],
    ['1391111', 'the beginning of a phone', ['70000001']],
    ['2222', 'the last four of a phone', ['70000001']],
    ['曾庆', 'the beginning of a name', ['70000001']],
    ['阿依古丽样例', 'a name without its dot', ['70000002']],
    ['zqy', 'initials, surname read as one', ['70000001']],
    ['ZQ', 'the beginning of initials in capitals', ['70000001']],
    ['12-1-1203', 'an address in digits', ['70000001']],
    ['3-2-777', 'an address in digits, without its community', ['70000002']],
    ['长安花园12栋1单元', 'a place with numbers', ['70000001']],
    ['长安花园', 'a community', ['70000001']],
    ['cahy12-1', 'initials of a community with numbers', ['70000001']],
    ['　７０００００１　', 'full-width digits and spaces, no such number', []],
    ['７０００0001', 'full-width digits', ['70000001']],
    ['百分%', 'a percent sign as itself', ['70000003']],
    ['%', 'a percent sign alone', []],
    ['8001_', 'an underscore as itself', []],
    ['--', 'nothing that could be meant', []],
  ] as const) {
    it(`finds by ${what}: ${typed}`, async () => {
      assert.deepEqual(await nos({ search: typed }), expected)
    })
  }

  it('a search never leaves the scope', async () => {
    assert.deepEqual(await nos({ search: 'zqy' }, 'cashier-west'), [])
    assert.deepEqual(
      (await list('admin', { search: '曾庆云' }, world.other)).items.map(({ householdNo }) => householdNo),
      ['79999999'],
    )
  })

  it('filters by unit with everything below it, and by season', async () => {
    assert.deepEqual(await nos({ orgUnit: 'west' }), ['80020001'])
    assert.equal((await nos({ orgUnit: 'EAST' })).length, 6)
    assert.deepEqual(await nos({ orgUnit: 'NORTH' }), [])
    assert.deepEqual(await nos({ orgUnit: 'WEST' }, 'cashier'), [])
    assert.ok(!(await nos({ seasonCode: SEASON })).includes('70000003'))
    assert.deepEqual(await nos({ seasonCode: '2001-2002' }), [])
  })

  it('shows what is owed and kept, and filters by it', async () => {
    const { database, demo } = world
    const id = async (householdNo: string) =>
      (await database.read((unit) => findHouseholdInCompany(unit, demo.tenantId, householdNo)))?.id ?? 0
    const [flatId, shopId] = [await id('80010001'), await id('80010002')]
    await database.write(async (unit) => {
      const line = (lineId: number, householdId: number, openFen: number) =>
        unit.execute(
          `INSERT INTO line_balances (id, tenant_id, household_id, season_id, fee_type, open_fen, created_at) VALUES (:lineId, :tenantId, :householdId, 1, 'heat', :openFen, 0)`,
          { lineId, tenantId: demo.tenantId, householdId, openFen },
        )
      await line(900_001, flatId, 95_469)
      await line(900_002, flatId, 6_587)
      await line(900_003, shopId, 0)
      await unit.execute('INSERT INTO household_balances (id, tenant_id, balance_fen, created_at) VALUES (:shopId, :tenantId, 1200, 0)', {
        shopId,
        tenantId: demo.tenantId,
      })
    })
    assert.deepEqual(await nos({ owed: 'owed' }), ['80010001'])
    assert.equal((await nos({ owed: 'clear' })).length, 6)
    const { items } = await list('cashier')
    assert.deepEqual(items.map(({ householdNo, owedFen, balanceFen }) => [householdNo, owedFen, balanceFen]).slice(2), [
      ['80010001', 102_056, 0],
      ['80010002', 0, 1_200],
    ])
  })

  it('pages without losing or repeating a household', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => list('admin', { page: String(page), pageSize: '3' })))
    assert.deepEqual(
      pages.flatMap(({ items }) => items.map(({ householdNo }) => householdNo)),
      await nos({}),
    )
    assert.deepEqual(
      pages.map(({ total, page, pageSize }) => [total, page, pageSize]),
      [
        [7, 1, 3],
        [7, 2, 3],
        [7, 3, 3],
      ],
    )
  })

  it('takes two statements, for ten rows as for a hundred, and one more where the filter names things', async function () {
    this.timeout(60_000)
    const { households, demo } = world
    for (let index = 100; index < 200; index += 1) {
      await households.createHousehold(demo.operator, flat(`60000${index}`, 'EAST-2', '测试', { room: `9${index}` }))
    }
    const statements: string[] = []
    const report = listHouseholds({ database: world.reopen({ onStatement: (sql) => statements.push(sql) }), clock: world.clock })
    const countFor = async (query: Partial<HouseholdQuery>) => {
      statements.length = 0
      const { items } = await report(demo.operator, { page: 1, pageSize: 10, ...query })
      return { rows: items.length, statements: statements.filter((sql) => sql.startsWith('SELECT')).length }
    }
    assert.deepEqual(await countFor({}), { rows: 10, statements: 2 })
    assert.deepEqual(await countFor({ pageSize: 100 }), { rows: 100, statements: 2 })
    assert.deepEqual(await countFor({ pageSize: 100, search: '60000', seasonCode: SEASON, owed: 'clear', orgUnit: 'EAST' }), {
      rows: 100,
      statements: 3,
    })
  })

  it('needs sign-in and the right to see households', async () => {
    refused(await request(world.app).get('/api/staff/households'), 401, 'SIGN_IN_NEEDED')
    refused(await (await asStaff(world, 'leader')).get('/households'), 403, 'FORBIDDEN')
  })

  it('names every wrong condition at once', async () => {
    const bad = new URLSearchParams({ page: 'x', pageSize: '0', seasonCode: '26', owed: 'maybe', search: 'x'.repeat(65) })
    const problem = refused(await (await asStaff(world, 'admin')).get(`/households?${bad}`), 422, 'INVALID')
    assert.deepEqual(faultsOf(problem), ['owed', 'page', 'pageSize', 'search', 'seasonCode'])
  })
})
