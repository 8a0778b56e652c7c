import assert from 'node:assert/strict'
import request from 'supertest'
import type { MyData } from '../../../shared/contracts/residents.ts'
import { refused, securityEvents } from '../../support/api.ts'
import { asResident, byName } from '../../support/resident-api.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { buildWorld, type World } from '../../support/world.ts'

const PLATFORM = 1

describe('what is kept about a resident', () => {
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

  it('can be taken away by that resident: homes, given up ones too, of every company', async () => {
    const mine = await asResident(world, simulator, 'person-1')
    const { bindingNo } = (await mine.post('/bindings', byName('80010001', '测试甲', { label: '爸妈家' }))).body
    await mine.delete(`/bindings/${bindingNo}`)
    const response = await mine.post('/my-data', {}, null)
    assert.equal(response.status, 200, JSON.stringify(response.body))
    const { identities, homes, orders, payments } = response.body as MyData
    assert.deepEqual(
      identities.map(({ platform, appId }) => [platform, appId]),
      [['wechat-mini', 'wx00000000000000a1']],
    )
    assert.deepEqual(
      homes.map(({ company, householdNo, role, label, state }) => [company, householdNo, role, label, state]),
      [['示例热力有限公司', '80010001', 'holder', '爸妈家', 'removed']],
    )
    assert.deepEqual([orders, payments], [[], []])
    assert.ok((await securityEvents(world, PLATFORM)).includes('resident.data.exported'), 'each export is written down')
  })

  it('names nobody else, not even the holder of a bound home', async () => {
    const mine = await asResident(world, simulator, 'person-1')
    await mine.post('/bindings', byName('80010001', '测试甲', { role: 'family' }))
    const { text } = await mine.post('/my-data', {}, null)
    assert.ok(text.includes('80010001'))
    for (const secret of ['测试甲', '青云里']) assert.ok(!text.includes(secret), secret)
  })

  it('is nobody else’s: another resident gets their own', async () => {
    const other = await asResident(world, simulator, 'person-2')
    const { body } = await other.post('/my-data', {}, null)
    assert.deepEqual([(body as MyData).homes, (body as MyData).identities.length], [[], 1])
  })

  it('needs sign-in', async () => {
    refused(await request(world.app).post('/api/resident/my-data'), 401, 'SIGN_IN_NEEDED')
  })
})
