import assert from 'node:assert/strict'
import jwt from 'jsonwebtoken'
import request from 'supertest'
import { faultsOf, refused } from '../../support/api.ts'
import { asResident, MINI, residentApi } from '../../support/resident-api.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { buildWorld, TOKEN_SECRET, type World } from '../../support/world.ts'

const HOUR = 3_600_000

describe('a resident signs in with a mini-program', () => {
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

  const homes = (token: string) => residentApi(world, token).get('/homes')
  const signIn = async (body: object) => request(world.app).post('/api/resident/sessions').send(body)
  const identities = () =>
    world.database.read((unit) =>
      unit.select<{ residentId: number; appId: string; openid: string; unionid: string | null }>(
        'SELECT resident_id AS residentId, app_id AS appId, openid, unionid FROM resident_identities ORDER BY id',
      ),
    )

  it('with the code of wx.login, and gets a token for two hours', async () => {
    const { code, openid } = await simulator.control.loginCode(MINI.demo, 'person-1')
    const response = await signIn({ platform: 'wechat-mini', appId: MINI.demo, code })
    assert.equal(response.status, 201)
    assert.deepEqual(Object.keys(response.body).sort(), ['expiresInSeconds', 'token'])
    assert.equal(response.body.expiresInSeconds, 7_200)
    assert.equal((await homes(response.body.token)).status, 200)
    assert.ok((await identities()).some((identity) => identity.openid === openid))
    const claims = JSON.stringify(jwt.decode(response.body.token))
    assert.ok(!claims.includes(openid), 'the token tells nobody the openid')
    world.clock.advance(2 * HOUR)
    refused(await homes(response.body.token), 401, 'SIGN_IN_NEEDED')
  })

  it('the same person in another app of the same account is the same resident', async () => {
    await asResident(world, simulator, 'person-2', MINI.demo)
    await asResident(world, simulator, 'person-2', MINI.platform)
    await asResident(world, simulator, 'person-3', MINI.demo)
    const { openids } = (await simulator.control.persons()).find(({ id }) => id === 'person-2') ?? assert.fail('no person-2')
    const mine = (await identities()).filter(({ openid }) => Object.values(openids).includes(openid))
    assert.equal(mine.length, 2)
    assert.equal(new Set(mine.map(({ residentId }) => residentId)).size, 1)
    assert.notEqual(mine[0]?.residentId, (await identities()).at(-1)?.residentId)
  })

  it('two first visits at the same moment make one resident', async () => {
    const before = (await identities()).length
    await Promise.all(Array.from({ length: 8 }, () => asResident(world, simulator, 'person-4')))
    assert.equal((await identities()).length, before + 1)
  })

  it('a used code, a code of another app and no code at all are refused, and nobody is made', async () => {
    const before = (await identities()).length
    const { code } = await simulator.control.loginCode(MINI.demo, 'person-5')
    refused(await signIn({ platform: 'wechat-mini', appId: MINI.platform, code }), 401, 'SIGN_IN_REFUSED')
    refused(await signIn({ platform: 'wechat-mini', appId: MINI.demo, code: 'made-up' }), 401, 'SIGN_IN_REFUSED')
    assert.equal((await identities()).length, before)
    assert.equal((await signIn({ platform: 'wechat-mini', appId: MINI.demo, code })).status, 201)
    refused(await signIn({ platform: 'wechat-mini', appId: MINI.demo, code }), 401, 'SIGN_IN_REFUSED')
  })

  it('an app nobody registered, and a public account in place of a mini-program, are refused', async () => {
    const { code } = await simulator.control.loginCode('wx00000000000000a2', 'person-1')
    refused(await signIn({ platform: 'wechat-mini', appId: 'wx00000000000000a2', code }), 422, 'APP_UNKNOWN')
    refused(await signIn({ platform: 'wechat-mini', appId: 'wxnobody', code }), 422, 'APP_UNKNOWN')
  })

  it('names every fault at once', async () => {
    const problem = refused(await signIn({ platform: 'telegram', appId: 'x', code: '' }), 422, 'INVALID')
    assert.deepEqual(faultsOf(problem), ['appId', 'code', 'platform'])
  })

  it('a token of staff, a forged one and one carried the wrong way are no tokens of a resident', async () => {
    const { token } = await asResident(world, simulator, 'person-1')
    const claims = jwt.decode(token) as jwt.JwtPayload
    refused(await homes(await world.tokenOf('admin')), 401, 'SIGN_IN_NEEDED')
    refused(await homes(jwt.sign(claims, 'another secret of the same length, really')), 401, 'SIGN_IN_NEEDED')
    refused(await homes(jwt.sign({ ...claims, via: 'h5' }, TOKEN_SECRET)), 401, 'SIGN_IN_NEEDED')
    refused(await request(world.app).get('/api/resident/homes').set('Cookie', `nz_resident=${token}`), 401, 'SIGN_IN_NEEDED')
    refused(await request(world.app).get('/api/resident/homes'), 401, 'SIGN_IN_NEEDED')
    refused(await request(world.app).get('/api/staff/me').set('Authorization', `Bearer ${token}`), 401, 'SIGN_IN_NEEDED')
    assert.equal((await homes(jwt.sign(claims, TOKEN_SECRET))).status, 200)
  })

  it('signing out ends this session and no other', async () => {
    const one = await asResident(world, simulator, 'person-1')
    const other = await asResident(world, simulator, 'person-1')
    assert.equal((await one.delete('/sessions/current')).status, 204)
    refused(await homes(one.token), 401, 'SIGN_IN_NEEDED')
    refused(await one.delete('/sessions/current'), 401, 'SIGN_IN_NEEDED')
    assert.equal((await homes(other.token)).status, 200)
  })

  it('when WeChat does not answer, says so and makes nobody', async () => {
    const alone = await buildWorld({
      wechatLogin: { ...simulator.loginSettings(), apiBaseUrl: 'http://127.0.0.1:9' },
    })
    const response = await request(alone.app)
      .post('/api/resident/sessions')
      .send({ platform: 'wechat-mini', appId: MINI.demo, code: 'abc' })
    refused(response, 502, 'GATEWAY_UNAVAILABLE')
    const rows = await alone.database.read((unit) => unit.select<{ n: number }>('SELECT COUNT(*) AS n FROM residents'))
    assert.equal(rows[0]?.n, 0)
    await alone.close()
  }).timeout(30_000)
})
