import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import request from 'supertest'
import { boundHousehold, listBoundHouseholds } from '../../../server/src/modules/residents/index.ts'
import type { HouseholdFile } from '../../../shared/contracts/households.ts'
import type { Home } from '../../../shared/contracts/residents.ts'
import { asStaff, auditRows, codeOf, faultsOf, refused, securityEvents } from '../../support/api.ts'
import { MORNING } from '../../support/database.ts'
import { asResident, byName, MINI, type ResidentApi } from '../../support/resident-api.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { buildWorld, type World } from '../../support/world.ts'

const HOUR = 3_600_000

describe('binding a household', () => {
  let simulator: WechatSimulator
  let world: World
  before(async function () {
    this.timeout(60_000)
    simulator = await startWechatSimulator()
    world = await buildWorld({ wechatLogin: simulator.loginSettings() })
  })
  after(async () => {
    await world.close()
    await simulator.stop()
  })
  // Tries are counted and homes are kept, so every test begins with an unbound town and empty logs.
  beforeEach(async () => {
    world.clock.set(MORNING)
    await world.database.write(async (unit) => {
      for (const table of ['bindings', 'binding_tries', 'audit_log', 'security_log']) await unit.execute(`DELETE FROM ${table}`)
    })
  })

  const resident = (person = 'person-1', appId?: string) => asResident(world, simulator, person, appId)
  const bind = (api: ResidentApi, body: object, key?: string | null) => api.post('/bindings', body, key)
  const homesOf = async (api: ResidentApi) => (await api.get('/homes')).body.items as Home[]
  const wrong = (householdNo = '80010001') => byName(householdNo, '不是他')
  const lastFour = (householdNo: string, digits: string) => byName(householdNo, '', { check: { kind: 'phone', lastFour: digits } })

  it('who knows the holder’s name sees the home, with name and room masked', async () => {
    const api = await resident()
    const response = await bind(api, byName('80010001', ' 测 试甲 ', { label: '爸妈家', role: 'family' }))
    assert.equal(response.status, 201, JSON.stringify(response.body))
    const home = response.body as Home
    assert.match(home.bindingNo, /^B20261122[0-9A-Z]{10}$/)
    assert.equal(home.householdNo, '80010001')
    assert.equal(home.label, '爸妈家')
    assert.equal(home.role, 'family')
    assert.equal(home.company, '示例热力有限公司')
    assert.equal(home.holderName, '测*')
    assert.equal(home.address, '青云里 3号楼 2单元 ***室')
    assert.deepEqual(await homesOf(api), [home])
  })

  it('so does who knows the last four digits of the phone on file', async () => {
    assert.equal((await bind(await resident(), lastFour('80010001', '0001'))).status, 201)
    refused(await bind(await resident('person-2'), lastFour('80010001', '0002')), 404, 'BINDING_CHECK_FAILED')
  })

  it('an unknown card, another company’s card and a wrong check are refused in the same words', async () => {
    const api = await resident()
    const words = new Set<string>()
    for (const body of [wrong('99999999'), byName('90010001', '测试己'), wrong(), lastFour('80010001', '9999')]) {
      words.add(refused(await bind(api, body), 404, 'BINDING_CHECK_FAILED').detail)
    }
    assert.equal(words.size, 1)
    assert.deepEqual(await homesOf(api), [])
  })

  it('a company’s own app binds that company’s homes whatever company is named', async () => {
    const home = (await bind(await resident(), byName('80010001', '测试甲', { companyCode: 'OTHER' }))).body as Home
    assert.equal(home.company, '示例热力有限公司')
  })

  it('in the platform’s app the company must be named, and an unknown one is a failed check like any other', async () => {
    const api = await resident('person-1', MINI.platform)
    assert.deepEqual(faultsOf(refused(await bind(api, byName('80010001', '测试戊')), 422, 'INVALID')), ['companyCode'])
    refused(await bind(api, byName('80010001', '测试戊', { companyCode: 'NOBODY' })), 404, 'BINDING_CHECK_FAILED')
    refused(await bind(api, byName('80010001', '测试戊', { companyCode: 'DEMO' })), 404, 'BINDING_CHECK_FAILED')
    const home = (await bind(api, byName('80010001', '测试戊', { companyCode: 'other' }))).body as Home
    assert.equal(home.company, '虚构区供热公司')
    refused(await bind(api, byName('80010001', '测试甲', { companyCode: 'DEMO' })), 409, 'SAME_NUMBER_BOUND')
  })

  it('a company’s own app shows only that company’s homes, the platform’s app all of them', async () => {
    const own = await resident('person-1', MINI.demo)
    const shared = await resident('person-1', MINI.platform)
    await bind(own, byName('80010003', '测试丙'))
    await bind(shared, byName('90010001', '测试己', { companyCode: 'OTHER' }))
    assert.deepEqual(
      (await homesOf(own)).map(({ householdNo }) => householdNo),
      ['80010003'],
    )
    assert.deepEqual((await homesOf(shared)).map(({ householdNo }) => householdNo).sort(), ['80010003', '90010001'])
  })

  it('binding twice is refused, sending it twice is not', async () => {
    const api = await resident()
    const key = randomUUID()
    const body = byName('80010001', '测试甲')
    const [first, second] = [await bind(api, body, key), await bind(api, body, key)]
    assert.equal(second.status, 201)
    assert.equal(second.body.bindingNo, first.body.bindingNo)
    refused(await bind(api, body), 409, 'ALREADY_BOUND')
    refused(await bind(api, byName('80010003', '测试丙'), key), 409, 'IDEMPOTENCY_MISMATCH')
    assert.equal((await auditRows(world, world.demo.tenantId, 'residents.binding.add')).length, 1)
  })

  it('the same person may send it ten times at once', async () => {
    const api = await resident()
    const answers = await Promise.all(Array.from({ length: 10 }, () => bind(api, byName('80010001', '测试甲'))))
    assert.equal(answers.filter(({ status }) => status === 201).length, 1)
    assert.equal(answers.filter(({ status }) => status === 409).length, 9)
    assert.equal((await homesOf(api)).length, 1)
  })

  it('five failed tries in an hour are the end for a resident, also with the right answer', async () => {
    const api = await resident()
    for (let time = 0; time < 5; time += 1) refused(await bind(api, wrong()), 404, 'BINDING_CHECK_FAILED')
    refused(await bind(api, byName('80010003', '测试丙')), 429, 'TOO_MANY_TRIES')
    world.clock.advance(HOUR - 1)
    const later = await resident()
    refused(await bind(later, byName('80010003', '测试丙')), 429, 'TOO_MANY_TRIES')
    world.clock.advance(1)
    assert.equal((await bind(later, byName('80010003', '测试丙'))).status, 201)
  })

  it('five failed tries on a card are the end for everybody who tries that card', async () => {
    for (const person of ['person-1', 'person-2', 'person-3', 'person-4', 'person-5']) {
      refused(await bind(await resident(person), wrong()), 404, 'BINDING_CHECK_FAILED')
    }
    const sixth = await resident('person-6')
    refused(await bind(sixth, byName('80010001', '测试甲')), 429, 'TOO_MANY_TRIES')
    assert.equal((await bind(sixth, byName('80010003', '测试丙'))).status, 201)
  })

  it('a refusal sent twice counts once', async () => {
    const api = await resident()
    const key = randomUUID()
    for (let time = 0; time < 8; time += 1) refused(await bind(api, wrong(), key), 404, 'BINDING_CHECK_FAILED')
    assert.equal((await bind(api, byName('80010001', '测试甲'))).status, 201)
  })

  it('thirty guesses at once get five answers, whether one person makes them or six', async function () {
    this.timeout(60_000)
    const one = await resident()
    const guesses = await Promise.all(Array.from({ length: 30 }, (_, index) => bind(one, lastFour('80010001', String(9000 + index)))))
    assert.equal(guesses.filter(({ status }) => status === 404).length, 5)
    assert.equal(guesses.filter(({ status }) => status === 429).length, 25)
    const people = await Promise.all(['person-2', 'person-3', 'person-4', 'person-5', 'person-6'].map((person) => resident(person)))
    const many = await Promise.all(
      Array.from({ length: 20 }, (_, index) => bind(people[index % 5] ?? one, lastFour('80010003', String(9000 + index)))),
    )
    assert.equal(many.filter(({ status }) => status === 404).length, 5)
    const events = await securityEvents(world, world.demo.tenantId)
    assert.equal(events.filter((event) => event === 'binding.refused').length, 10)
  })

  it('twenty guesses at once at twenty cards get five answers', async function () {
    this.timeout(60_000)
    const api = await resident()
    const guesses = await Promise.all(Array.from({ length: 20 }, (_, index) => bind(api, wrong(`7000${1000 + index}`))))
    assert.equal(guesses.filter(({ status }) => status === 404).length, 5)
    assert.equal(guesses.filter(({ status }) => status === 429).length, 15)
  })

  it('names every fault at once, consent among them', async () => {
    const body = { householdNo: '!', check: { kind: 'phone', lastFour: '12' }, role: 'landlord', label: 'x'.repeat(13), consent: false }
    const problem = refused(await bind(await resident(), body), 422, 'INVALID')
    assert.deepEqual(faultsOf(problem), ['check.lastFour', 'consent', 'householdNo', 'label', 'role'])
    refused(await bind(await resident(), byName('80010001', '测试甲'), null), 400, 'IDEMPOTENCY_KEY_NEEDED')
    refused(await request(world.app).post('/api/resident/bindings').send(byName('80010001', '测试甲')), 401, 'SIGN_IN_NEEDED')
    const staff = request(world.app)
      .post('/api/resident/bindings')
      .set('Authorization', `Bearer ${await world.tokenOf('admin')}`)
    refused(await staff.send(byName('80010001', '测试甲')), 401, 'SIGN_IN_NEEDED')
  })

  it('giving a home up takes it away at once, is no fault the second time, and it can be bound again', async () => {
    const api = await resident()
    const { bindingNo } = (await bind(api, byName('80010001', '测试甲'))).body as Home
    const key = randomUUID()
    assert.equal((await api.delete(`/bindings/${bindingNo}`, key)).status, 204)
    assert.equal((await api.delete(`/bindings/${bindingNo}`, key)).status, 204)
    assert.equal((await api.delete(`/bindings/${bindingNo}`)).status, 204)
    assert.deepEqual(await homesOf(api), [])
    refused(await api.get('/households/80010001/quote'), 404, 'NOT_FOUND')
    const again = (await bind(api, byName('80010001', '测试甲', { role: 'payer' }))).body as Home
    assert.equal(again.bindingNo, bindingNo)
    assert.equal(again.role, 'payer')
    assert.equal((await auditRows(world, world.demo.tenantId, 'residents.binding.remove')).length, 1)
  })

  it('nobody gives up another person’s home, and learns nothing from trying', async () => {
    const { bindingNo } = (await bind(await resident(), byName('80010001', '测试甲'))).body as Home
    const stranger = await resident('person-2')
    const words = new Set<string>()
    for (const no of [bindingNo, 'B20261122AAAAAAAAAA'])
      words.add(refused(await stranger.delete(`/bindings/${no}`), 404, 'NOT_FOUND').detail)
    assert.equal(words.size, 1)
    refused(await stranger.delete('/bindings/x'), 404, 'NOT_FOUND')
    refused(await stranger.delete(`/bindings/${bindingNo}`, null), 400, 'IDEMPOTENCY_KEY_NEEDED')
    refused(await request(world.app).delete(`/api/resident/bindings/${bindingNo}`), 401, 'SIGN_IN_NEEDED')
    assert.equal((await homesOf(await resident())).length, 1)
  })

  it('a resident reaches a household only through a binding, in the same words for a card that does not exist', async () => {
    const api = await resident()
    await bind(api, byName('80010001', '测试甲'))
    const words = new Set<string>()
    for (const no of ['80010003', '90010001', '99999999'])
      words.add(refused(await api.get(`/households/${no}/quote`), 404, 'NOT_FOUND').detail)
    assert.equal(words.size, 1)
    const { database } = world
    const [row] = await database.read((unit) => unit.select<{ residentId: number }>('SELECT resident_id AS residentId FROM bindings'))
    const through = { residentId: row?.residentId ?? 0, appId: MINI.demo }
    assert.equal(await codeOf(database.read((unit) => boundHousehold(unit, through, '80010003'))), 'NOT_FOUND')
    const { holderName, address, legalEntityId } = await database.read((unit) => boundHousehold(unit, through, '80010001'))
    assert.deepEqual(
      { holderName, address, legalEntityId },
      { holderName: '测*', address: '青云里 3号楼 2单元 ***室', legalEntityId: world.demo.legalEntityId },
    )
    assert.deepEqual(await database.read((unit) => listBoundHouseholds(unit, { ...through, appId: 'wx-of-nobody' })), [])
  })

  it('the company sees who is bound, and its log says who bound what without a secret', async () => {
    await bind(await resident(), byName('80010001', '测试甲', { role: 'family' }))
    const { bindings } = (await (await asStaff(world, 'cashier')).get('/households/80010001')).body as HouseholdFile
    assert.deepEqual(
      bindings.map(({ role, state, boundAt }) => ({ role, state, boundAt })),
      [{ role: 'family', state: 'active', boundAt: '2026-11-22T00:00:00.000Z' }],
    )
    assert.match(bindings[0]?.resident ?? '', /^R20261122/)
    const [row] = await auditRows(world, world.demo.tenantId, 'residents.binding.add')
    assert.equal(row?.actorKind, 'resident')
    assert.equal(row?.subjectNo, '80010001')
    assert.ok(row && !row.detail.includes('测试甲'))
    assert.notEqual(row.orgUnitId, null)
  })
})
