import assert from 'node:assert/strict'
import { type AlipaySimulator, startAlipaySimulator } from '../support/alipay-simulator.ts'
import { type AlipayShop, certificateApp, keyApp, openAlipayShop, webApp } from './alipay-world.ts'

describe('Alipay sign-in, against the simulator process', () => {
  let simulator: AlipaySimulator
  let shop: AlipayShop
  before(async function () {
    this.timeout(30_000)
    simulator = await startAlipaySimulator()
    shop = openAlipayShop(simulator, { timeoutMs: 1000 })
  })
  after(() => simulator.stop())

  it('an auth code names the person once: by open id, or by user id where the app still gets those', async () => {
    for (const app of [keyApp, certificateApp]) {
      const { code, openid } = await simulator.control.authCode(app.appId, 'person-1')
      const identified = { kind: 'identified', identity: { openid, unionid: null } }
      assert.deepEqual(await shop.gateway.exchangeAuthCode(app.appId, code), identified)
      const again = await shop.gateway.exchangeAuthCode(app.appId, code)
      assert.deepEqual(again, { kind: 'refused', code: 'isv.code-invalid', message: '授权码code无效' })
    }
    const [person] = await simulator.control.persons()
    assert.match(person?.userId ?? '', /^2088\d{12}$/)
    assert.equal(new Set(Object.values(person?.openIds ?? {})).size, 3)
  })

  it('a code belongs to one app and lives five minutes', async () => {
    const { code } = await simulator.control.authCode(keyApp.appId, 'person-1')
    assert.equal((await shop.gateway.exchangeAuthCode(webApp.appId, code)).kind, 'refused')
    assert.equal((await shop.gateway.exchangeAuthCode(keyApp.appId, code)).kind, 'identified')
    const old = await simulator.control.authCode(keyApp.appId, 'person-1')
    await simulator.control.advance(301_000)
    assert.equal((await shop.gateway.exchangeAuthCode(keyApp.appId, old.code)).kind, 'refused')
    await simulator.control.setClock(Date.now())
  })

  it('an answer that cannot be trusted lets nobody in', async () => {
    for (const fault of [
      'hang',
      'drop',
      'http-500',
      'unsigned',
      'bad-signature',
      'node-changed',
      'node-twice',
      'not-json',
      'system-error',
    ] as const) {
      const { code } = await simulator.control.authCode(keyApp.appId, 'person-1')
      await simulator.control.spoilAnswers('oauth-token', fault)
      const result = await shop.gateway.exchangeAuthCode(keyApp.appId, code)
      assert.equal(result.kind, 'unavailable', fault)
    }
  })

  it('a browser goes to the page, chooses 测试甲, and comes back with code and state', async () => {
    const start = shop.gateway.authorizeUrl(webApp.appId, 'http://127.0.0.1:9/back?from=menu', 'State123')
    assert.match(
      start,
      /\?app_id=2021000000000012&scope=auth_base&redirect_uri=http%3A%2F%2F127\.0\.0\.1%3A9%2Fback%3Ffrom%3Dmenu&state=State123$/,
    )
    const page = await (await fetch(start)).text()
    const link = [...page.matchAll(/href="([^"]+)">([^<]+)</g)].find(([, , name]) => name === '测试甲')?.[1] ?? assert.fail(page)
    const chosen = await fetch(new URL(link.replaceAll('&#38;', '&'), simulator.url), { redirect: 'manual' })
    const back = new URL(chosen.headers.get('location') ?? '')
    assert.deepEqual([back.pathname, back.searchParams.get('from'), back.searchParams.get('state')], ['/back', 'menu', 'State123'])
    const result = await shop.gateway.exchangeAuthCode(webApp.appId, back.searchParams.get('auth_code') ?? '')
    const [person] = await simulator.control.persons()
    assert.equal(result.kind === 'identified' && result.identity.openid, person?.openIds[webApp.appId])
  })

  it('sends nobody to an address that is none, and takes no odd state', async () => {
    for (const state of ['', 'a-b', 'ü', 'a'.repeat(101)])
      assert.throws(() => shop.gateway.authorizeUrl(webApp.appId, 'https://heat.example/', state), RangeError)
    const refused = await fetch(shop.gateway.authorizeUrl(webApp.appId, 'javascript:alert(1)', 'abc'))
    assert.equal(refused.status, 400)
    await assert.rejects(shop.gateway.exchangeAuthCode('2021999999999999', 'x'), /no Alipay settings/)
  })
})
