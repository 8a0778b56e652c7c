import assert from 'node:assert/strict'
import request, { type Response } from 'supertest'
import { createApp } from '../../../server/src/app.ts'
import { refused, securityEvents, withToken } from '../../support/api.ts'
import { buildWorld, PASSWORD, type World } from '../../support/world.ts'

const MINUTE = 60_000

describe('staff sessions', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  type Signed = { readonly token: string; readonly cookie: string }
  const cookieOf = (response: Response) => /nz_staff_refresh=([\w-]*)/.exec((response.get('Set-Cookie') ?? []).join(';'))?.[1] ?? null
  const signIn = async (agent = 'browser one'): Promise<Signed> => {
    const response = await request(world.app)
      .post('/api/staff/sessions')
      .set('User-Agent', agent)
      .send({ companyCode: 'DEMO', name: 'cashier', password: PASSWORD })
    return { token: response.body.accessToken, cookie: cookieOf(response) ?? assert.fail('no cookie') }
  }
  const refresh = (cookie: string | null, { client = 'console', agent = 'browser one' }: { client?: string; agent?: string } = {}) => {
    const sending = request(world.app).post('/api/staff/sessions/refresh').set('User-Agent', agent)
    if (client) sending.set('X-Nuanzhang-Client', client)
    return cookie === null ? sending : sending.set('Cookie', `other=1; nz_staff_refresh=${cookie}`)
  }
  const renew = async (cookie: string): Promise<Signed> => {
    const response = await refresh(cookie)
    assert.equal(response.status, 200, JSON.stringify(response.body))
    return { token: response.body.accessToken, cookie: cookieOf(response) ?? assert.fail('no new cookie') }
  }
  const meOf = (token: string) => withToken(world, token).get('/me')

  it('a refresh gives a new access token, a new cookie, and works once', async () => {
    const first = await signIn()
    const second = await renew(first.cookie)
    assert.notEqual(second.cookie, first.cookie)
    assert.equal((await meOf(second.token)).status, 200)
    const third = await renew(second.cookie)
    assert.equal((await meOf(third.token)).status, 200)
  })

  it('only its fingerprint is stored', async () => {
    const { cookie } = await signIn()
    const rows = await world.database.read((unit) => unit.select<{ hash: string }>('SELECT refresh_hash AS hash FROM sessions'))
    assert.ok(rows.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash) && hash !== cookie))
  })

  it('a used token that comes again ends everything that grew out of that sign-in, and is written down', async () => {
    const mine = await signIn()
    const colleague = await signIn('another desk')
    const renewed = await renew(mine.cookie)
    world.clock.advance(10_000)
    refused(await refresh(mine.cookie), 401, 'SESSION_OVER')
    refused(await meOf(renewed.token), 401, 'SIGN_IN_NEEDED')
    refused(await refresh(renewed.cookie), 401, 'SESSION_OVER')
    assert.equal((await meOf(colleague.token)).status, 200, 'another sign-in of the same person lives on')
    assert.equal((await securityEvents(world, world.demo.tenantId)).filter((event) => event === 'refresh.reused').length, 1)
  })

  it('a copy used from elsewhere is a theft even within the seconds of a race', async () => {
    const mine = await signIn()
    const renewed = await renew(mine.cookie)
    refused(await refresh(mine.cookie, { agent: 'thief' }), 401, 'SESSION_OVER')
    refused(await meOf(renewed.token), 401, 'SIGN_IN_NEEDED')
  })

  it('two tabs that refresh at once both go on, and only one cookie comes of it', async () => {
    const { cookie } = await signIn()
    const answers = await Promise.all([refresh(cookie), refresh(cookie), refresh(cookie)])
    for (const answer of answers) assert.equal(answer.status, 200, JSON.stringify(answer.body))
    const cookies = answers.map(cookieOf).filter((one) => one !== null)
    assert.equal(cookies.length, 1, 'the losers keep the cookie of the winner')
    for (const answer of answers) assert.equal((await meOf(answer.body.accessToken)).status, 200)
    await renew(cookies[0] ?? '')
    world.clock.advance(5_001)
    refused(await refresh(cookie), 401, 'SESSION_OVER')
  })

  it('half an hour without a refresh is the end', async () => {
    const { cookie } = await signIn()
    world.clock.advance(30 * MINUTE - 1)
    const renewed = await renew(cookie)
    world.clock.advance(30 * MINUTE)
    const response = refused(await refresh(renewed.cookie), 401, 'SESSION_OVER')
    assert.match(response.detail, /重新登录/)
  })

  it('twelve hours after sign-in it is over, however busy the desk', async () => {
    let { cookie } = await signIn()
    for (let passed = 20; passed < 12 * 60; passed += 20) {
      world.clock.advance(20 * MINUTE)
      cookie = (await renew(cookie)).cookie
    }
    world.clock.advance(20 * MINUTE - 1)
    const last = await refresh(cookie)
    assert.equal(last.status, 200)
    assert.match((last.get('Set-Cookie') ?? [])[0] ?? '', /Max-Age=0;?/)
    world.clock.advance(1)
    refused(await meOf(last.body.accessToken), 401, 'SIGN_IN_NEEDED')
    refused(await refresh(cookieOf(last)), 401, 'SESSION_OVER')
  })

  it('needs the header no other page can send, and a cookie', async () => {
    const { cookie } = await signIn()
    refused(await refresh(cookie, { client: '' }), 403, 'CLIENT_HEADER_NEEDED')
    refused(await refresh(cookie, { client: 'h5' }), 403, 'CLIENT_HEADER_NEEDED')
    refused(await refresh(null), 401, 'SESSION_OVER')
    refused(await refresh('never-given-to-anybody'), 401, 'SESSION_OVER')
    await renew(cookie)
  })

  it('a refused refresh takes the useless cookie away', async () => {
    assert.match((await refresh('never-given-to-anybody')).get('Set-Cookie')?.[0] ?? '', /^nz_staff_refresh=; .*Max-Age=0/)
  })

  it('signing out ends access and refresh at once; a second time is no fault', async () => {
    const { token, cookie } = await signIn()
    const signOut = () =>
      request(world.app)
        .delete('/api/staff/sessions/current')
        .set({ 'X-Nuanzhang-Client': 'console', Cookie: `nz_staff_refresh=${cookie}`, Authorization: `Bearer ${token}` })
    const response = await signOut()
    assert.equal(response.status, 204)
    assert.match(response.get('Set-Cookie')?.[0] ?? '', /Max-Age=0/)
    refused(await meOf(token), 401, 'SIGN_IN_NEEDED')
    refused(await refresh(cookie), 401, 'SESSION_OVER')
    assert.equal((await signOut()).status, 204)
    refused(
      await request(world.app).delete('/api/staff/sessions/current').set('Cookie', `nz_staff_refresh=${cookie}`),
      403,
      'CLIENT_HEADER_NEEDED',
    )
  })

  it('signing out works by the access token alone', async () => {
    const { token, cookie } = await signIn()
    const response = await request(world.app)
      .delete('/api/staff/sessions/current')
      .set({ 'X-Nuanzhang-Client': 'console', Authorization: `Bearer ${token}` })
    assert.equal(response.status, 204)
    refused(await refresh(cookie), 401, 'SESSION_OVER')
  })

  it('somebody disabled meanwhile is out at once and gets nothing more', async () => {
    const { token, cookie } = await signIn()
    const set = (state: string) =>
      world.database.write((unit) =>
        unit.execute('UPDATE staff SET state = :state WHERE tenant_id = :tenantId AND name = :name', {
          state,
          tenantId: world.demo.tenantId,
          name: 'cashier',
        }),
      )
    await set('disabled')
    refused(await meOf(token), 401, 'SIGN_IN_NEEDED')
    refused(await refresh(cookie), 401, 'SESSION_OVER')
    await set('active')
  })

  it('behind https the cookie goes nowhere else', async () => {
    const app = createApp(world, { secure: true, trustProxy: true, sites: [], simulatorUrl: null }).callback()
    const response = await request(app).post('/api/staff/sessions').send({ companyCode: 'DEMO', name: 'cashier', password: PASSWORD })
    assert.match(response.get('Set-Cookie')?.[0] ?? '', /; Secure$/)
  })
})
