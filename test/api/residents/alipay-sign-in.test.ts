import assert from 'node:assert/strict'
import request from 'supertest'
import { type AlipaySimulator, startAlipaySimulator } from '../../support/alipay-simulator.ts'
import { refused } from '../../support/api.ts'
import { residentApi } from '../../support/resident-api.ts'
import { buildWorld, type World } from '../../support/world.ts'

const APP = '2021000000000011'
const UNREGISTERED = '2021000000000021'

describe('a resident signs in with the Alipay mini-program', () => {
  let alipay: AlipaySimulator
  let world: World
  before(async function () {
    this.timeout(60_000)
    alipay = await startAlipaySimulator()
    world = await buildWorld({ alipay: alipay.settings({ timeoutMs: 1000 }) })
    // the platform's clock and ours say the same, or it would refuse our time stamps
    await alipay.control.setClock(world.clock.now(), { frozen: true })
    await world.tenancy.registerChannelApp(world.demo.operator, { platform: 'alipay-mini', appId: APP, name: '示例热力支付宝小程序' })
  })
  after(async () => {
    await world.close()
    await alipay.stop()
  })

  const signIn = async (body: object) => request(world.app).post('/api/resident/sessions').send(body)
  const people = () =>
    world.database.read((unit) =>
      unit.select<{ platform: string; appId: string; openid: string; residentId: number }>(
        'SELECT platform, app_id AS appId, openid, resident_id AS residentId FROM resident_identities ORDER BY id',
      ),
    )

  it('with an auth code, is the same person the next time, and somebody else than others', async () => {
    const first = await alipay.control.authCode(APP, 'person-1')
    const response = await signIn({ platform: 'alipay-mini', appId: APP, code: first.code })
    assert.equal(response.status, 201, JSON.stringify(response.body))
    assert.deepEqual(Object.keys(response.body).sort(), ['expiresInSeconds', 'token'])
    assert.equal((await residentApi(world, response.body.token).get('/homes')).status, 200)
    const again = await alipay.control.authCode(APP, 'person-1')
    assert.equal((await signIn({ platform: 'alipay-mini', appId: APP, code: again.code })).status, 201)
    const other = await alipay.control.authCode(APP, 'person-2')
    assert.equal((await signIn({ platform: 'alipay-mini', appId: APP, code: other.code })).status, 201)
    const known = await people()
    assert.deepEqual(
      known.map(({ platform, appId, openid }) => [platform, appId, openid]),
      [
        ['alipay-mini', APP, first.openid],
        ['alipay-mini', APP, other.openid],
      ],
    )
    assert.notEqual(known[0]?.residentId, known[1]?.residentId)
  })

  it('a used code, a code of another app, an app nobody registered and a WeChat code in its place are refused', async () => {
    const before = (await people()).length
    const { code } = await alipay.control.authCode(APP, 'person-3')
    const other = await alipay.control.authCode(UNREGISTERED, 'person-3')
    refused(await signIn({ platform: 'alipay-mini', appId: APP, code: other.code }), 401, 'SIGN_IN_REFUSED')
    refused(await signIn({ platform: 'alipay-mini', appId: UNREGISTERED, code: other.code }), 422, 'APP_UNKNOWN')
    refused(await signIn({ platform: 'wechat-mini', appId: APP, code }), 422, 'APP_UNKNOWN')
    refused(await signIn({ platform: 'alipay-mini', appId: 'wx00000000000000a1', code }), 422, 'APP_UNKNOWN')
    assert.equal((await people()).length, before)
    assert.equal((await signIn({ platform: 'alipay-mini', appId: APP, code })).status, 201)
    const used = await signIn({ platform: 'alipay-mini', appId: APP, code })
    refused(used, 401, 'SIGN_IN_REFUSED')
    assert.match(used.body.detail, /支付宝登录已失效/)
  })

  it('nobody comes in on an answer that cannot be trusted', async () => {
    for (const fault of ['unsigned', 'bad-signature', 'node-twice', 'hang'] as const) {
      const before = (await people()).length
      const { code } = await alipay.control.authCode(APP, 'person-4')
      await alipay.control.spoilAnswers('oauth-token', fault)
      refused(await signIn({ platform: 'alipay-mini', appId: APP, code }), 502, 'GATEWAY_UNAVAILABLE')
      assert.equal((await people()).length, before, fault)
    }
  })
})
