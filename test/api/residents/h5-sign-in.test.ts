import assert from 'node:assert/strict'
import request, { type Response } from 'supertest'
import { safeReturnPath } from '../../../server/src/modules/residents/return-path.ts'
import { refused } from '../../support/api.ts'
import { byName } from '../../support/resident-api.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { buildWorld, type World } from '../../support/world.ts'

const MINUTE = 60_000

describe('a resident signs in with a page inside WeChat', () => {
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

  const cookieOf = (response: Response, name: string) =>
    new RegExp(`${name}=([^;]*)`).exec((response.get('Set-Cookie') ?? []).join('\n'))?.[1] ?? null
  const login = (query: string) => request(world.app).get(`/h5/wechat/login${query}`)
  /** Follows our redirect to the simulated WeChat page, chooses a person there and answers where WeChat sends the browser. */
  const choose = async (location: string, person: string) => {
    const page = await fetch(new URL(location, simulator.url))
    const html = await page.text()
    const link = [...html.matchAll(/href="([^"]+)">([^<]+)</g)].find(([, , name]) => name === person)?.[1] ?? assert.fail(html)
    const answer = await fetch(new URL(link.replaceAll('&#38;', '&'), simulator.url), { redirect: 'manual' })
    return new URL(answer.headers.get('location') ?? '')
  }
  const goOut = async (query = '?to=/h5/pages/bills%3Fyear%3D2026', person = '测试甲') => {
    const response = await login(query)
    assert.equal(response.status, 302, response.text)
    const back = await choose(response.headers.location ?? '', person)
    return { response, back, cookie: cookieOf(response, 'nz_wechat_sign_in') ?? assert.fail('no cookie') }
  }
  const comeBack = (back: URL, cookie: string | null) => {
    const coming = request(world.app).get(back.pathname + back.search)
    return cookie === null ? coming : coming.set('Cookie', `nz_wechat_sign_in=${cookie}`)
  }
  const homes = (cookie: string) => request(world.app).get('/api/resident/homes').set('Cookie', `nz_resident=${cookie}`)
  const pageSays = (response: Response, status: number, words: RegExp) => {
    assert.equal(response.status, status, response.text)
    assert.match(response.headers['content-type'] ?? '', /^text\/html/)
    assert.match(response.text, words)
    assert.equal(cookieOf(response, 'nz_resident'), null)
  }

  it('goes out with a bare state, comes back to where it wanted, signed in for twelve hours by a cookie no script can read', async () => {
    const { response, back, cookie } = await goOut()
    const sent = new URL(response.headers.location ?? '', simulator.url)
    assert.match(sent.searchParams.get('state') ?? '', /^[0-9a-f]{64}$/)
    assert.equal(sent.searchParams.get('redirect_uri'), 'http://127.0.0.1:8080/h5/wechat/callback')
    assert.equal(sent.searchParams.get('appid'), 'wx00000000000000f2', 'the platform’s account when none is named')
    assert.match((response.get('Set-Cookie') ?? [])[0] ?? '', /; Path=\/h5\/wechat; HttpOnly; SameSite=Lax; Max-Age=600$/)
    const arrived = await comeBack(back, cookie)
    assert.equal(arrived.status, 302, arrived.text)
    assert.equal(arrived.headers.location, '/h5/pages/bills?year=2026')
    assert.match((arrived.get('Set-Cookie') ?? []).join('\n'), /nz_resident=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/m)
    const token = cookieOf(arrived, 'nz_resident') ?? ''
    assert.equal((await homes(token)).status, 200)
    refused(await request(world.app).get('/api/resident/homes').set('Authorization', `Bearer ${token}`), 401, 'SIGN_IN_NEEDED')
  })

  it('a company’s own account is named in its menu link', async () => {
    const { response } = await goOut('?to=/h5/&app=wx00000000000000a2')
    assert.equal(new URL(response.headers.location ?? '', simulator.url).searchParams.get('appid'), 'wx00000000000000a2')
    pageSays(await login('?to=/h5/&app=wx00000000000000a1'), 422, /没有接入/)
    pageSays(await login('?to=/h5/&app=wxnobody'), 422, /没有接入/)
  })

  it('a state is used once, even with a fresh code', async () => {
    const { back, cookie } = await goOut()
    assert.equal((await comeBack(back, cookie)).status, 302)
    pageSays(await comeBack(back, cookie), 400, /登录已失效/)
    const { code } = await simulator.control.loginCode('wx00000000000000f2', 'person-1')
    back.searchParams.set('code', code)
    pageSays(await comeBack(back, cookie), 400, /登录已失效/)
  })

  it('a state belongs to the browser that began, for ten minutes', async () => {
    const mine = await goOut()
    const theirs = await goOut('?to=/h5/', '测试乙')
    pageSays(await comeBack(theirs.back, mine.cookie), 400, /登录已失效/)
    pageSays(await comeBack(theirs.back, null), 400, /登录已失效/)
    pageSays(await comeBack(theirs.back, 'a.b.c'), 400, /登录已失效/)
    world.clock.advance(10 * MINUTE)
    pageSays(await comeBack(mine.back, mine.cookie), 400, /登录已失效/)
  })

  it('a made-up code signs nobody in', async () => {
    const { back, cookie } = await goOut()
    back.searchParams.set('code', 'made-up')
    pageSays(await comeBack(back, cookie), 401, /重新进入/)
  })

  it('never sends anybody away from our own pages', async () => {
    const elsewhere = [
      'https://evil.example/h5/',
      '//evil.example/h5/',
      '/\\evil.example/h5/',
      '/h5/..//evil.example',
      '/h5/../admin',
      '/h5/%2e%2e/admin',
      '/admin/',
      '/h5',
      '/h5/wechat/login?to=/h5/',
      'javascript:alert(1)',
      '/h5/\r\nSet-Cookie: a=b',
      `/h5/${'x'.repeat(600)}`,
    ]
    for (const to of elsewhere) {
      assert.equal(safeReturnPath(to), null, to)
      pageSays(await login(`?to=${encodeURIComponent(to)}`), 422, /返回地址不对/)
    }
    for (const to of ['/h5/', '/h5/pages/home?x=1#top', '/h5/a/../b']) assert.match(safeReturnPath(to) ?? '', /^\/h5\//)
    assert.equal(safeReturnPath('/h5/a/../b'), '/h5/b')
  })

  it('writing by cookie needs the header no other page can send', async () => {
    const { back, cookie } = await goOut('?to=/h5/', '测试丙')
    const token = cookieOf(await comeBack(back, cookie), 'nz_resident') ?? ''
    const bind = (headers: Record<string, string>) =>
      request(world.app)
        .post('/api/resident/bindings')
        .set({ Cookie: `nz_resident=${token}`, 'Idempotency-Key': 'a-key-of-this-test', ...headers })
        .send(byName('80010001', '测试甲', { companyCode: 'demo' }))
    refused(await bind({}), 403, 'CLIENT_HEADER_NEEDED')
    refused(await bind({ 'X-Nuanzhang-Client': 'console' }), 403, 'CLIENT_HEADER_NEEDED')
    assert.equal((await bind({ 'X-Nuanzhang-Client': 'h5' })).status, 201)
  })

  it('signing out ends the session and takes the cookie away', async () => {
    const { back, cookie } = await goOut('?to=/h5/', '测试丁')
    const token = cookieOf(await comeBack(back, cookie), 'nz_resident') ?? ''
    const signOut = (headers: Record<string, string>) =>
      request(world.app)
        .post('/api/resident/sign-out')
        .set({ Cookie: `nz_resident=${token}`, ...headers })
    refused(await signOut({}), 403, 'CLIENT_HEADER_NEEDED')
    const response = await signOut({ 'X-Nuanzhang-Client': 'h5' })
    assert.equal(response.status, 204)
    assert.match(response.get('Set-Cookie')?.[0] ?? '', /^nz_resident=; Path=\/; .*Max-Age=0$/)
    refused(await homes(token), 401, 'SIGN_IN_NEEDED')
  })
})
