import assert from 'node:assert/strict'
import { createWechatLoginGateway } from '../../server/src/gateways/wechat-login/client.ts'
import type { WechatLoginGateway } from '../../server/src/gateways/wechat-login/port.ts'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'

const MINI = { appId: 'wx00000000000000a1' }
const OTHER_MINI = { appId: 'wx00000000000000b1' }
const OFFICIAL = { appId: 'wx00000000000000a2' }

describe('WeChat sign-in, against the simulator process', () => {
  let simulator: WechatSimulator
  let gateway: WechatLoginGateway
  before(async function () {
    this.timeout(30_000)
    simulator = await startWechatSimulator()
    gateway = createWechatLoginGateway({ settings: simulator.loginSettings() })
  })
  after(() => simulator.stop())

  /** What a browser does: follow our address, choose a person, come back with code and state. */
  const walk = async (personName: string, state = 'State123') => {
    const start = new URL(gateway.authorizeUrl(OFFICIAL, 'http://127.0.0.1:9/back?from=menu', state), simulator.url)
    const page = await (await fetch(start)).text()
    const link = [...page.matchAll(/href="([^"]+)">([^<]+)</g)].find(([, , name]) => name === personName)?.[1] ?? assert.fail(page)
    const href = link.replaceAll('&#38;', '&')
    const response = await fetch(new URL(href, simulator.url), { redirect: 'manual' })
    assert.equal(response.status, 303)
    return new URL(response.headers.get('location') ?? '')
  }

  it('a mini-program code names the person once', async () => {
    const { code, openid, unionid } = await simulator.control.loginCode(MINI.appId, 'person-1')
    assert.deepEqual(await gateway.exchangeMiniProgramCode(MINI, code), { kind: 'identified', identity: { openid, unionid } })
    const again = await gateway.exchangeMiniProgramCode(MINI, code)
    assert.deepEqual(again, { kind: 'refused', code: 40163, message: 'code been used' })
  })

  it('a code belongs to one app and one way of signing in', async () => {
    const { code } = await simulator.control.loginCode(MINI.appId, 'person-1')
    const elsewhere = await gateway.exchangeMiniProgramCode(OTHER_MINI, code)
    assert.deepEqual(elsewhere.kind === 'refused' && elsewhere.code, 40029)
    const official = await simulator.control.loginCode(OFFICIAL.appId, 'person-1')
    assert.equal((await gateway.exchangeOauthCode(OFFICIAL, code)).kind, 'refused')
    assert.equal((await gateway.exchangeOauthCode(OFFICIAL, official.code)).kind, 'identified')
  })

  it('a code lives five minutes', async () => {
    await simulator.control.setClock(Date.now(), { frozen: true })
    const codes = [await simulator.control.loginCode(MINI.appId, 'person-1'), await simulator.control.loginCode(MINI.appId, 'person-1')]
    await simulator.control.advance(300_000)
    assert.equal((await gateway.exchangeMiniProgramCode(MINI, codes[0]?.code ?? '')).kind, 'identified')
    await simulator.control.advance(1)
    assert.equal((await gateway.exchangeMiniProgramCode(MINI, codes[1]?.code ?? '')).kind, 'refused')
    await simulator.control.setClock(Date.now())
  })

  it('one person has another openid in every app and the same unionid in all', async () => {
    const persons = await simulator.control.persons()
    const [first] = persons
    assert.equal(new Set(Object.values(first?.openids ?? {})).size, 6)
    assert.equal(new Set(persons.map(({ unionid }) => unionid)).size, persons.length)
    const seen = await Promise.all(
      [MINI, OTHER_MINI].map(async (app) =>
        gateway.exchangeMiniProgramCode(app, (await simulator.control.loginCode(app.appId, 'person-1')).code),
      ),
    )
    const identities = seen.map((result) => (result.kind === 'identified' ? result.identity : assert.fail(result.kind)))
    assert.deepEqual(
      identities.map(({ openid }) => openid),
      [first?.openids[MINI.appId], first?.openids[OTHER_MINI.appId]],
    )
    assert.equal(identities[0]?.unionid, identities[1]?.unionid)
    assert.equal(identities[0]?.openid.length, 28)
  })

  it('a browser goes to the page, chooses 测试甲, and comes back with code and state', async () => {
    const back = await walk('测试甲')
    assert.deepEqual([back.searchParams.get('from'), back.searchParams.get('state'), back.pathname], ['menu', 'State123', '/back'])
    const result = await gateway.exchangeOauthCode(OFFICIAL, back.searchParams.get('code') ?? '')
    const [first] = await simulator.control.persons()
    assert.deepEqual(result, { kind: 'identified', identity: { openid: first?.openids[OFFICIAL.appId], unionid: first?.unionid } })
    assert.equal((await gateway.exchangeOauthCode(OFFICIAL, back.searchParams.get('code') ?? '')).kind, 'refused')
  })

  it('the address has the documented parameters in the documented order', () => {
    assert.equal(
      gateway.authorizeUrl(OFFICIAL, 'https://heat.example/h5/?a=1', 'abc'),
      '/sim/wechat/connect/oauth2/authorize?appid=wx00000000000000a2&redirect_uri=https%3A%2F%2Fheat.example%2Fh5%2F%3Fa%3D1&response_type=code&scope=snsapi_base&state=abc#wechat_redirect',
    )
    for (const state of ['', 'a-b', 'ü', 'a'.repeat(129)])
      assert.throws(() => gateway.authorizeUrl(OFFICIAL, 'https://heat.example/', state), RangeError)
  })

  it('the page refuses an unknown app, a mini-program, a strange redirect and a strange state', async () => {
    const good = { appid: OFFICIAL.appId, redirect_uri: 'http://127.0.0.1/', response_type: 'code', scope: 'snsapi_base', state: 'a' }
    const status = async (changes: Record<string, string>) =>
      (await fetch(`${simulator.url}/connect/oauth2/authorize?${new URLSearchParams({ ...good, ...changes })}`)).status
    assert.equal(await status({}), 200)
    const bad = [
      { appid: 'wx1' },
      { appid: MINI.appId },
      { redirect_uri: 'javascript:alert(1)' },
      { redirect_uri: '/x' },
      { scope: 'all' },
      { state: '<b>' },
    ]
    for (const changes of bad) assert.equal(await status(changes), 400, JSON.stringify(changes))
  })

  it('wrong settings, a silent or a broken WeChat are unavailable, and never quote the secret', async () => {
    const settings = simulator.loginSettings()
    const [app] = settings.apps
    const { code } = await simulator.control.loginCode(MINI.appId, 'person-1')
    const results = await Promise.all([
      createWechatLoginGateway({ settings: { ...settings, apps: [{ ...MINI, secret: 'wrong-secret' }] } }).exchangeMiniProgramCode(
        MINI,
        code,
      ),
      createWechatLoginGateway({ settings: { ...settings, apps: [{ appId: 'wx1', secret: 'wrong-secret' }] } }).exchangeMiniProgramCode(
        { appId: 'wx1' },
        code,
      ),
      createWechatLoginGateway({ settings: { ...settings, apiBaseUrl: 'http://127.0.0.1:1' } }).exchangeMiniProgramCode(MINI, code),
      createWechatLoginGateway({ settings: { ...settings, apiBaseUrl: `${simulator.url}/sim/wechat-pay` } }).exchangeMiniProgramCode(
        MINI,
        code,
      ),
    ])
    assert.deepEqual(
      results.map((result) => (result.kind === 'unavailable' ? result.reason : result.kind)),
      ['errcode 40125', 'errcode 40013', 'connection failed', 'HTTP 404'],
    )
    assert.ok(!JSON.stringify(results).includes(app?.secret ?? 'x') && !JSON.stringify(results).includes('wrong-secret'))
    await assert.rejects(gateway.exchangeMiniProgramCode({ appId: 'wx-unknown' }, code), /no WeChat settings/)
    assert.equal((await gateway.exchangeMiniProgramCode(MINI, code)).kind, 'identified')
  })

  it('a missing code is refused', async () => {
    assert.deepEqual(await gateway.exchangeMiniProgramCode(MINI, ''), { kind: 'refused', code: 41008, message: 'missing code' })
  })
})
