import assert from 'node:assert/strict'
import type { Home } from '../../../shared/contracts/residents.ts'
import { nameToConfirm } from '../../../shared/format/mask.ts'
import { faultsOf, refused, securityEvents } from '../../support/api.ts'
import { MORNING } from '../../support/database.ts'
import { asResident, byName, MINI, type ResidentApi } from '../../support/resident-api.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { buildWorld, flat, type World } from '../../support/world.ts'

const DAY = 86_400_000
/** World.flat: 青云里 3号楼 2单元, the room is the end of the card number. */
const HOME = { community: '青云里', building: '3号楼', entrance: '2单元', room: '101' }
const hidden = (signs: string) => ({ kind: 'hidden', signs })

describe('a resident finds a home by where it is', () => {
  let simulator: WechatSimulator
  let world: World
  before(async function () {
    this.timeout(60_000)
    simulator = await startWechatSimulator()
    world = await buildWorld({ wechatLogin: simulator.loginSettings() })
    const { households, demo, other } = world
    await households.createHousehold(demo.operator, flat('80040101', 'EAST-1', '测小寅'))
    await households.createHousehold(demo.operator, flat('80040102', 'EAST-1', '测试丑', { room: '102', building: '10号楼' }))
    await households.createHousehold(other.operator, flat('80049101', 'NORTH-1', '欧阳小虚', { community: '白云里' }))
    // The same address in two stations: which home is meant nobody can say.
    for (const [no, unit] of [
      ['80040201', 'EAST-1'],
      ['80040202', 'EAST-2'],
    ] as const)
      await households.createHousehold(demo.operator, flat(no, unit, '测双生', { community: '双门里', room: '201' }))
    await households.createHousehold(
      demo.operator,
      flat('80040301', 'EAST-1', '样例有限公司', {
        community: '双门里',
        room: '301',
        customer: { kind: 'firm', name: '样例有限公司' },
      }),
    )
  })
  after(async () => {
    await world.close()
    await simulator.stop()
  })
  beforeEach(async () => {
    world.clock.set(MORNING)
    await world.database.write(async (unit) => {
      for (const table of ['bindings', 'binding_tries', 'place_look_ups']) await unit.execute(`DELETE FROM ${table}`)
    })
  })

  const resident = (person = 'person-1', appId?: string) => asResident(world, simulator, person, appId)
  const places = async (api: ResidentApi, query: string) => (await api.get(`/places${query}`)).body.items as string[]
  const look = (api: ResidentApi, place: object) => api.post('/place-look-ups', place)
  const bind = (api: ResidentApi, place: object, check: object, more: object = {}) =>
    api.post('/bindings', { place, check, role: 'family', consent: true, ...more })
  const encoded = (query: Record<string, string>) => `?${new URLSearchParams(query)}`

  it('names of places are offered step by step, numbers in their order, and never a room', async () => {
    const api = await resident()
    assert.deepEqual(await places(api, ''), [])
    assert.deepEqual(await places(api, encoded({ begins: '青' })), ['青云里'])
    assert.deepEqual(await places(api, encoded({ begins: '%_' })), [])
    assert.deepEqual(await places(api, encoded({ community: '青云里' })), ['3号楼', '10号楼'])
    assert.deepEqual(await places(api, encoded({ community: '青云里', building: '3号楼' })), ['2单元'])
    assert.deepEqual(await places(api, encoded({ begins: '白云' })), [], 'another company’s')
  })

  it('behind the exact place stands the name with its middle hidden; who adds it has bound the home', async () => {
    const api = await resident()
    const shown = await look(api, { ...HOME, room: '101室' })
    assert.deepEqual([shown.status, shown.body], [200, { holder: '测*寅', hidden: 1 }])
    refused(await bind(api, HOME, hidden('大')), 404, 'BINDING_CHECK_FAILED')
    const home = await bind(api, HOME, hidden('小'), { label: '爸妈家' })
    assert.equal(home.status, 201, JSON.stringify(home.body))
    const { householdNo, label, holderName } = home.body as Home
    assert.deepEqual([householdNo, label, holderName], ['80040101', '爸妈家', '测*'])
  })

  it('the phone’s last four and the whole name do as well', async () => {
    assert.equal((await bind(await resident(), HOME, { kind: 'phone', lastFour: '0101' })).status, 201)
    assert.equal((await bind(await resident('person-2'), HOME, { kind: 'name', name: '测小寅' })).status, 201)
  })

  it('a wrong part, a firm, an address of two homes and another company’s home are refused in the same words', async () => {
    const api = await resident()
    const twin = { ...HOME, community: '双门里', room: '201' }
    const nowhere = [
      { ...HOME, community: '青云' },
      { ...HOME, building: '4号楼' },
      { ...HOME, entrance: '1单元' },
      { ...HOME, room: '999' },
      twin,
      { ...twin, room: '301' },
      { ...HOME, community: '白云里' },
    ]
    const words = new Set<string>()
    for (const place of nowhere) words.add(refused(await look(api, place), 404, 'PLACE_NOT_FOUND').detail)
    assert.equal(words.size, 1)
    for (const [person, place, signs] of [
      ['person-2', twin, '双'],
      ['person-3', { ...HOME, community: '白云里' }, '阳小'],
      ['person-4', { ...twin, room: '301' }, '例有限公'],
    ] as const)
      refused(await bind(await resident(person), place, hidden(signs)), 404, 'BINDING_CHECK_FAILED')
  })

  it('ten looks a day, whatever they find, each written down', async () => {
    const api = await resident()
    for (let time = 0; time < 10; time += 1) assert.notEqual((await look(api, time % 2 ? HOME : { ...HOME, room: '999' })).status, 429)
    refused(await look(api, HOME), 429, 'TOO_MANY_TRIES')
    world.clock.set(MORNING + DAY)
    assert.equal((await look(await resident(), HOME)).status, 200)
    const events = await securityEvents(world, world.demo.tenantId)
    assert.ok(events.filter((event) => event === 'place.looked-up').length >= 11)
  })

  it('wrong guesses count for resident, home and nobody’s place alike', async () => {
    for (const [person, place] of [
      ['person-1', HOME],
      ['person-2', { ...HOME, room: '999' }],
    ] as const) {
      const api = await resident(person)
      for (let time = 0; time < 5; time += 1) refused(await bind(api, place, hidden('大')), 404, 'BINDING_CHECK_FAILED')
      refused(await bind(api, place, hidden('小')), 429, 'TOO_MANY_TRIES')
    }
    refused(await bind(await resident('person-3'), HOME, hidden('小')), 429, 'TOO_MANY_TRIES')
    // The card is the same home: its tries are the same tries.
    refused(await (await resident('person-4')).post('/bindings', byName('80040101', '测小寅')), 429, 'TOO_MANY_TRIES')
  })

  it('in the platform’s app the company is found by its name, a branch’s or a community’s', async () => {
    const api = await resident('person-1', MINI.platform)
    const found = async (term: string) =>
      ((await api.get(`/companies${encoded({ term })}`)).body.items as { code: string }[]).map(({ code }) => code)
    assert.deepEqual(await found('虚构'), ['OTHER'])
    assert.deepEqual(await found('北区'), ['OTHER'])
    assert.deepEqual(await found('白云里'), ['OTHER'])
    assert.deepEqual((await found('供热')).includes('OTHER'), true)
    assert.deepEqual(await found('%%'), [])
    assert.deepEqual(await found('没有的地方'), [])
    assert.deepEqual(faultsOf(refused(await look(api, HOME), 422, 'INVALID')), ['companyCode'])
    const there = { ...HOME, community: '白云里', companyCode: 'OTHER' }
    assert.deepEqual((await look(api, there)).body, { holder: '欧**虚', hidden: 2 })
    assert.equal((await bind(api, { ...HOME, community: '白云里' }, hidden('阳小'), { companyCode: 'OTHER' })).status, 201)
  })

  it('in a company’s own app there is that company and no other', async () => {
    const api = await resident()
    const own = (await api.get(`/companies${encoded({ term: '虚构' })}`)).body.items
    assert.deepEqual(own, [{ code: 'DEMO', name: '示例热力有限公司' }])
    refused(await look(api, { ...HOME, community: '白云里', companyCode: 'OTHER' }), 404, 'PLACE_NOT_FOUND')
  })

  it('names every fault at once: neither card nor place, both, hidden signs without a place', async () => {
    const api = await resident()
    const good = { check: hidden('小'), role: 'family', consent: true }
    assert.deepEqual(faultsOf(refused(await api.post('/bindings', good), 422, 'INVALID')), ['check', 'householdNo'])
    assert.deepEqual(faultsOf(refused(await api.post('/bindings', { ...good, place: HOME, householdNo: '80040101' }), 422, 'INVALID')), [
      'householdNo',
    ])
    assert.deepEqual(faultsOf(refused(await look(api, {}), 422, 'INVALID')), ['building', 'community', 'entrance', 'room'])
  })

  it('hides what stands between the first sign and the last, of two signs the last', () => {
    for (const [name, holder] of [
      ['甲', '甲'],
      ['甲乙', '甲*'],
      ['甲乙丙', '甲*丙'],
      ['甲 乙 丙 丁', '甲**丁'],
    ] as const)
      assert.equal(nameToConfirm(name).holder, holder)
  })
})
