import assert from 'node:assert/strict'
import request from 'supertest'
import { type AlipaySimulator, startAlipaySimulator } from '../../support/alipay-simulator.ts'
import { ALIPAY_APP, ALIPAY_WEB } from '../../support/alipay-town.ts'
import { refused } from '../../support/api.ts'
import { asResident, byName, MINI, type ResidentApi, residentApi } from '../../support/resident-api.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { type SmsSimulator, startSmsSimulator } from '../../support/sms-simulator.ts'
import { buildWorld, type World } from '../../support/world.ts'

const OFFICIAL = 'wx00000000000000a2'
const HOME = '80010001'
const WEST = '80020001'
const sheet = (channel: string) => ({ channel, way: 'sheet' })
const page = (channel: string) => ({ channel, way: 'page' })

/** What is offered hangs on where somebody is and on whom the home pays; no button may lead to a refusal. */
describe('the ways to pay that are offered', () => {
  let wechat: WechatSimulator
  let alipay: AlipaySimulator
  let sms: SmsSimulator
  let world: World
  before(async function () {
    this.timeout(60_000)
    ;[wechat, alipay, sms] = await Promise.all([startWechatSimulator(), startAlipaySimulator(), startSmsSimulator()])
    world = await buildWorld({
      wechatLogin: wechat.loginSettings(),
      wechatPay: wechat.paySettings(),
      alipay: alipay.settings(),
      sms: sms.settings(),
    })
    for (const clock of [alipay.control, wechat.control]) await clock.setClock(world.clock.now(), { frozen: true })
    await sms.setClock(world.clock.now())
    const { operator } = world.demo
    await world.tenancy.registerChannelApp(operator, { platform: 'alipay-mini', appId: ALIPAY_APP.appId, name: '示例热力支付宝小程序' })
    await world.tenancy.registerChannelApp(operator, { platform: 'alipay-web', appId: ALIPAY_WEB.appId, name: '示例热力支付宝网页' })
    const byAlipay = { channel: 'alipay', mode: 'direct', name: '示例热力' } as const
    await world.tenancy.registerMerchant(operator, { ...byAlipay, legalEntityCode: 'DEMO', mchId: ALIPAY_APP.sellerId })
    // Of the other legal entity: a seller for whom none of the company's apps collects, and a number whose keys nobody has entered.
    await world.tenancy.registerMerchant(operator, { ...byAlipay, legalEntityCode: 'DEMO-WEST', mchId: '2088000000000099' })
    const unknown = { channel: 'wechat-pay', mode: 'direct', mchId: '1900000098', name: '示例热力西区' } as const
    await world.tenancy.registerMerchant(operator, { ...unknown, legalEntityCode: 'DEMO-WEST' })
  })
  after(async () => {
    await world.close()
    await Promise.all([wechat.stop(), alipay.stop(), sms.stop()])
  })

  const waysOf = async (api: ResidentApi, householdNo = HOME, name = '测试甲') => {
    const bound = await api.post('/bindings', byName(householdNo, name, { companyCode: 'DEMO' }))
    assert.equal(bound.status, 201, JSON.stringify(bound.body))
    const answer = await api.get(`/households/${householdNo}/pay-ways`)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body.items
  }

  it('in a mini-program its own sheet and nothing else', async () => {
    assert.deepEqual(await waysOf(await asResident(world, wechat, 'person-1')), [sheet('wechat-pay')])
    const { code } = await alipay.control.authCode(ALIPAY_APP.appId, 'person-1')
    const session = await request(world.app).post('/api/resident/sessions').send({ platform: 'alipay-mini', appId: ALIPAY_APP.appId, code })
    assert.deepEqual(await waysOf(residentApi(world, session.body.token)), [sheet('alipay')])
  })

  it('in the platform’s mini-program nothing where it does not collect for the company, and an order is refused', async () => {
    const api = await asResident(world, wechat, 'person-2', MINI.platform)
    assert.deepEqual(await waysOf(api), [])
    const wish = { householdNos: [HOME], totalFen: 1, channel: 'wechat-pay' }
    refused(await api.post('/payment-orders', wish), 409, 'CHANNEL_CLOSED')
    refused(await api.post('/payment-orders', { ...wish, way: 'page' }), 409, 'CHANNEL_CLOSED')
    refused(await api.post('/payment-orders', { ...wish, way: 'code' }), 422, 'INVALID')
  })

  it('nothing where the numbers of the legal entity cannot be used', async () => {
    assert.deepEqual(await waysOf(await asResident(world, wechat, 'person-3'), WEST, '测试丁'), [])
  })

  it('signed in by phone in a plain browser the pages, but no sheet: no platform knows the person', async () => {
    const phone = '13800009901'
    assert.equal((await request(world.app).post('/api/resident/sign-in-codes').send({ phone })).status, 202)
    const body = { phone, code: await sms.codeOf(phone), appId: OFFICIAL }
    const session = await request(world.app).post('/api/resident/phone-sessions').send(body)
    const cookie = String(session.headers['set-cookie']).split(';')[0] ?? ''
    const sent = (call: request.Test) => call.set({ Cookie: cookie, 'X-Nuanzhang-Client': 'h5', 'Idempotency-Key': 'bind-by-phone' })
    const bound = await sent(request(world.app).post('/api/resident/bindings')).send(byName(HOME, '测试甲'))
    assert.equal(bound.status, 201, JSON.stringify(bound.body))
    const { body: offered } = await sent(request(world.app).get(`/api/resident/households/${HOME}/pay-ways`))
    assert.deepEqual(offered.items, [page('wechat-pay'), page('alipay')])
  })
})
