import assert from 'node:assert/strict'
import { movableClock } from '../../../server/src/platform/clock.ts'
import { listHouseholds } from '../../../server/src/reports/household-list.ts'
import type { Page } from '../../../shared/contracts/fields.ts'
import type { HouseholdQuery, HouseholdRow } from '../../../shared/contracts/households.ts'
import { asStaff, faultsOf, refused } from '../../support/api.ts'
import { buildWorld, flat, SEASON, type World } from '../../support/world.ts'

/** Every condition of the form finds this one household, and each alone leaves somebody out. */
const WHOLE = {
  community: '长安花园',
  building: '12栋',
  entrance: '1单元',
  floor: '12',
  customerName: '样例𠮷',
  customerClass: 'welfare',
  subType: '商铺',
  status: 'stopped',
  substation: '长安换热站',
  payingOrg: '样例机关事务处',
  cardHolder: 'yes',
  blacklisted: 'yes',
  householdNo: '7000',
  connectionType: '单挂',
  tag: '重点户',
  billingMethod: '两部制',
  contractNo: 'HT-2026',
} as const

describe('the seventeen conditions of the list', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    const { households, demo } = world
    const area = { name: '商铺', grossMilliM2: 60_000, billedMilliM2: 60_000, customerClass: 'welfare', priceType: '按面积' }
    await households.createHousehold(demo.operator, {
      householdNo: '70000001',
      orgUnitCode: 'EAST-1',
      community: '长安花园',
      building: '12栋',
      entrance: '1单元',
      floor: '12',
      room: '1203',
      customer: { kind: 'person', name: '样例𠮷', phone: '13911112222' },
      record: {
        subType: '商铺',
        substation: '长安换热站',
        payingOrg: '样例机关事务处',
        cardHolder: true,
        connectionType: '单挂',
        billingMethod: '两部制',
        contractNo: 'ht-2026-0001',
      },
      season: { seasonCode: SEASON, status: 'stopped', areas: [{ ...area, status: 'stopped', provenance: '房产证' }] },
    })
    await households.setTags(demo.operator, '70000001', { tags: ['重点户'] })
    await households.markList(demo.operator, '70000001', { act: 'mark', list: 'black', reason: '私自开栓' })
    await households.createHousehold(demo.operator, flat('80010099', 'EAST-1', '测试', { room: '99', floor: '1' }))
  })
  after(() => world.close())

  const page = async (query: Record<string, string>, name = 'admin') => {
    const response = await (await asStaff(world, name)).get(`/households?${new URLSearchParams(query)}`)
    assert.equal(response.status, 200, JSON.stringify(response.body))
    return response.body as Page<HouseholdRow>
  }
  const nos = async (query: Record<string, string>, name = 'admin') => (await page(query, name)).items.map(({ householdNo }) => householdNo)

  for (const [name, value] of Object.entries(WHOLE)) {
    it(`${name}=${value} finds the one household, and nobody’s elsewhere`, async () => {
      assert.deepEqual(await nos({ [name]: value }), ['70000001'])
      assert.deepEqual(await nos({ [name]: value, seasonCode: SEASON }), ['70000001'])
      assert.deepEqual(await nos({ [name]: value }, 'cashier-west'), [])
    })
  }

  it('holds all of them at once, with season, search, owed and unit', async () => {
    const all = { ...WHOLE, search: '1203', seasonCode: SEASON, owed: 'clear', orgUnit: 'EAST' }
    assert.deepEqual(await nos({ ...all, search: '7000' }), ['70000001'])
    const [row] = (await page({ householdNo: '70000001' })).items
    assert.deepEqual(
      [row?.blacklisted, row?.tags, row?.substation, row?.payingOrg, row?.contractNo, row?.subType, row?.status],
      [true, ['重点户'], '长安换热站', '样例机关事务处', 'HT-2026-0001', '商铺', 'stopped'],
    )
  })

  it('knows the other side of yes, and who has no record of a season', async () => {
    assert.ok(!(await nos({ blacklisted: 'no' })).includes('70000001'))
    assert.ok((await nos({ blacklisted: 'no' })).includes('80010099'))
    assert.ok(!(await nos({ cardHolder: 'no' })).includes('70000001'))
    await world.households.createHousehold(world.demo.operator, { ...flat('80010098', 'EAST-1', '测试'), season: undefined as never })
    assert.deepEqual(await nos({ status: 'not-connected' }), ['80010098'])
  })

  it('a name is found from its beginning, without its dots; a percent sign is itself', async () => {
    assert.deepEqual(await nos({ customerName: '样' }), ['70000001', '80010002'])
    assert.deepEqual(await nos({ customerName: '%' }), [])
    assert.deepEqual(await nos({ householdNo: '%' }), [])
  })

  it('names every wrong condition at once', async () => {
    const bad = new URLSearchParams({ cardHolder: 'x', blacklisted: '1', status: 'warm', community: 'x'.repeat(65) })
    const problem = refused(await (await asStaff(world, 'admin')).get(`/households?${bad}`), 422, 'INVALID')
    assert.deepEqual(faultsOf(problem), ['blacklisted', 'cardHolder', 'community', 'status'])
  })

  it('a list that is over is no warning any more', async () => {
    const { households, demo, clock } = world
    await households.markList(demo.operator, '80010099', { act: 'mark', list: 'black', reason: '临时关注', toOn: clock.today() })
    assert.deepEqual(await nos({ blacklisted: 'yes' }), ['70000001', '80010099'])
    const tomorrow = listHouseholds({ database: world.database, clock: movableClock(clock.now() + 24 * 3_600_000) })
    const { items } = await tomorrow(demo.operator, { blacklisted: 'yes', page: 1, pageSize: 20 })
    assert.deepEqual(
      items.map(({ householdNo }) => householdNo),
      ['70000001'],
      'its last day is over',
    )
    await households.markList(demo.operator, '80010099', { act: 'end', list: 'black', reason: '查明无误' })
    assert.deepEqual(await nos({ blacklisted: 'yes' }), ['70000001'])
  })

  it('takes three statements with every condition set', async () => {
    const statements: string[] = []
    const database = world.reopen({ onStatement: (sql) => statements.push(sql) })
    const query = { ...WHOLE, seasonCode: SEASON, search: '7000', owed: 'clear', orgUnit: 'EAST', page: 1, pageSize: 100 } as const
    const { items } = await listHouseholds({ database, clock: world.clock })(world.demo.operator, query satisfies HouseholdQuery)
    assert.equal(items.length, 1)
    assert.equal(statements.filter((sql) => sql.startsWith('SELECT')).length, 3)
  })

  it('offers what there is: places one below the other, and the company’s own words behind the usual ones', async () => {
    const api = await asStaff(world, 'cashier')
    const { body } = await api.get(`/household-options?${new URLSearchParams({ community: '长安花园', building: '12栋' })}`)
    assert.deepEqual([body.buildings, body.entrances], [['12栋'], ['1单元']])
    assert.ok(body.communities.includes('青云里'))
    assert.deepEqual([body.substations, body.payingOrgs, body.tags], [['长安换热站'], ['样例机关事务处'], ['重点户']])
    assert.deepEqual(body.words.connectionType.slice(0, 2), ['分户', '单挂'])
    const west = (await (await asStaff(world, 'cashier-west')).get('/household-options')).body
    assert.ok(!west.communities.includes('长安花园'), 'a branch is offered its own places')
    assert.deepEqual(west.substations, [])
    const theirs = (await (await asStaff(world, 'admin', world.other)).get('/household-options')).body
    assert.deepEqual([theirs.tags, theirs.payingOrgs], [[], []])
  })
})
