import assert from 'node:assert/strict'
import request, { type Response } from 'supertest'
import { safeReturnPath } from '../../../server/src/modules/residents/return-path.ts'
import { type AlipaySimulator, startAlipaySimulator } from '../../support/alipay-simulator.ts'
import { ALIPAY_APP, ALIPAY_WEB } from '../../support/alipay-town.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { buildWorld, type World } from '../../support/world.ts'

const MINUTE = 60_000

describe('a resident signs in with a page inside Alipay', () => {
  let alipay: AlipaySimulator
  let wechat: WechatSimulator
  let world: World
  before(async function () {
    this.timeout(60_000)
    ;[alipay, wechat] = await Promise.all([startAlipaySimulator(), startWechatSimulator()])
    world = await buildWorld({ alipay: alipay.settings(), wechatLogin: wechat.loginSettings() })
    await alipay.control.setClock(world.clock.now(), { frozen: true })
    const { operator } = world.demo
    await world.tenancy.registerChannelApp(operator, { platform: 'alipay-mini', appId: ALIPAY_APP.appId, name: '示例热力支付宝小程序' })
    await world.tenancy.registerChannelApp(operator, { platform: 'alipay-web', appId: ALIPAY_WEB.appId, name: '示例热力支付宝网页' })
  })
  after(async () => {
    await world.close()
    await Promise.all([alipay.stop(), wechat.stop()])
  })

  const cookieOf = (response: Response, name: string) =>
    new RegExp(`${name}=([^;]*)`).exec((response.get('Set-Cookie') ?? []).join('\n'))?.[1] ?? null
  const login = (query: string, door = 'alipay') => request(world.app).get(`/h5/${door}/login${query}`)
  const choose = async (location: string, person: string) => {
    const html = await (await fetch(location)).text()
    const link = [...html.matchAll(/href="([^"]+)">([^<]+)</g)].find(([, , name]) => name === person)?.[1] ?? assert.fail(html)
    const answer = await fetch(new URL(link.replaceAll('&#38;', '&'), alipay.url), { redirect: 'manual' })
    return new URL(answer.headers.get('location') ?? '')
  }
  const goOut = async (query = '?to=/h5/bills%3Fyear%3D2026', person = '测试甲') => {
    const response = await login(query)
    assert.equal(response.status, 302, response.text)
    const back = await choose(response.headers.location ?? '', person)
    return { response, back, cookie: cookieOf(response, 'nz_alipay_sign_in') ?? assert.fail('no cookie') }
  }
  const comeBack = (back: URL, cookie: string | null, name = 'nz_alipay_sign_in') => {
    const coming = request(world.app).get(back.pathname + back.search)
    return cookie === null ? coming : coming.set('Cookie', `${name}=${cookie}`)
  }
  const pageSays = (response: Response, status: number, words: RegExp) => {
    assert.equal(response.status, status, response.text)
    assert.match(response.headers['content-type'] ?? '', /^text\/html/)
    assert.match(response.text, words)
    assert.equal(cookieOf(response, 'nz_resident'), null)
  }

  it('goes out with a bare state and comes back to where it wanted, signed in by a cookie, the same person each time', async () => {
    const { response, back, cookie } = await goOut()
    const sent = new URL(response.headers.location ?? '')
    assert.match(sent.searchParams.get('state') ?? '', /^[0-9a-f]{64}$/)
    assert.equal(sent.searchParams.get('redirect_uri'), 'http://127.0.0.1:8080/h5/alipay/callback')
    assert.equal(sent.searchParams.get('app_id'), ALIPAY_WEB.appId)
    assert.match((response.get('Set-Cookie') ?? [])[0] ?? '', /; Path=\/h5\/alipay; HttpOnly; SameSite=Lax; Max-Age=600$/)
    const arrived = await comeBack(back, cookie)
    assert.equal(arrived.status, 302, arrived.text)
    assert.equal(arrived.headers.location, '/h5/bills?year=2026')
    const token = cookieOf(arrived, 'nz_resident') ?? assert.fail('no session')
    assert.equal((await request(world.app).get('/api/resident/homes').set('Cookie', `nz_resident=${token}`)).status, 200)
    const again = await goOut()
    assert.equal((await comeBack(again.back, again.cookie)).status, 302)
    const known = await world.database.read((unit) =>
      unit.select<{ platform: string }>('SELECT platform FROM resident_identities WHERE app_id = :appId', { appId: ALIPAY_WEB.appId }),
    )
    assert.deepEqual(known, [{ platform: 'alipay-web' }])
  })

  it('a state is used once, by the browser that began, within ten minutes', async () => {
    const { back, cookie } = await goOut()
    assert.equal((await comeBack(back, cookie)).status, 302)
    pageSays(await comeBack(back, cookie), 400, /登录已失效，请在支付宝里重新打开/)
    const mine = await goOut()
    const theirs = await goOut('?to=/h5/', '测试乙')
    pageSays(await comeBack(theirs.back, mine.cookie), 400, /登录已失效/)
    pageSays(await comeBack(theirs.back, null), 400, /登录已失效/)
    world.clock.advance(10 * MINUTE)
    pageSays(await comeBack(mine.back, mine.cookie), 400, /登录已失效/)
    await alipay.control.setClock(world.clock.now(), { frozen: true })
  })

  it('what was begun at the one door is not finished at the other', async () => {
    const { back, cookie } = await goOut()
    back.pathname = '/h5/wechat/callback'
    pageSays(await comeBack(back, cookie, 'nz_wechat_sign_in'), 400, /登录已失效，请从公众号菜单重新进入/)
    const started = await login('?to=/h5/', 'wechat')
    const state = new URL(started.headers.location ?? '', 'http://x').searchParams.get('state')
    const url = new URL(`http://x/h5/alipay/callback?auth_code=1&state=${state}`)
    pageSays(await comeBack(url, cookieOf(started, 'nz_wechat_sign_in')), 400, /登录已失效/)
  })

  it('a made-up code signs nobody in, and no other app opens this door', async () => {
    const { back, cookie } = await goOut()
    back.searchParams.set('auth_code', 'made-up')
    pageSays(await comeBack(back, cookie), 401, /重新进入/)
    pageSays(await login(`?to=/h5/&app=${ALIPAY_APP.appId}`), 422, /没有接入/)
    pageSays(await login('?to=/h5/&app=wx00000000000000a2'), 422, /没有接入/)
    pageSays(await login(`?to=/h5/&app=${ALIPAY_WEB.appId}`, 'wechat'), 422, /没有接入/)
  })

  it('never sends anybody away from our own pages', async () => {
    for (const to of [
      'https://evil.example/h5/',
      '//evil.example/h5/',
      '/h5/..//evil.example',
      '/admin/',
      '/h5/alipay/login?to=/h5/',
      '/h5/wechat/login',
    ])
      pageSays(await login(`?to=${encodeURIComponent(to)}`), 422, /返回地址不对，请在支付宝里重新打开/)
    assert.equal(safeReturnPath('/h5/alipay/callback?x=1'), null)
    assert.equal(safeReturnPath('/h5/alipays'), '/h5/alipays')
  })
})
