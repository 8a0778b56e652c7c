import assert from 'node:assert/strict'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'
import { openShop, publicKeyMerchant, type Shop } from './wechat-pay-world.ts'

describe('WeChat Pay: answers that cannot be trusted are unknown, never refused', () => {
  let simulator: WechatSimulator
  let shop: Shop
  before(async function () {
    this.timeout(30_000)
    simulator = await startWechatSimulator()
    shop = openShop(simulator, { timeoutMs: 1000 })
  })
  after(() => simulator.stop())

  const faults = [
    ['hang', /timed out/],
    ['drop', /UND_ERR_SOCKET|ECONNRESET/],
    ['unsigned', /not signed \(HTTP 200\)/],
    ['bad-signature', /signature of the answer is wrong/],
    ['body-changed', /signature of the answer is wrong/],
    ['stale', /too long ago/],
    ['future', /ahead of time/],
    ['unknown-serial', /unknown key/],
    ['not-json', /no JSON/],
    ['system-error', /HTTP 500 SYSTEM_ERROR/],
    ['system-error-before', /HTTP 500 SYSTEM_ERROR/],
  ] as const

  for (const [fault, reason] of faults) {
    it(`${fault}: the order is unknown, and a query finds out the truth`, async () => {
      const order = shop.order(publicKeyMerchant)
      await simulator.control.spoilAnswers('jsapi', fault)
      const result = await shop.gateway.createJsapiOrder(publicKeyMerchant, order)
      assert.equal(result.kind, 'unknown')
      assert.match(result.kind === 'unknown' ? result.reason : '', reason)
      assert.deepEqual([result.call.outcome, result.call.response], ['unknown', null])
      const expected = fault === 'system-error-before' ? 'not-found' : 'not-paid'
      assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, order.orderNo)).kind, expected)
    })
  }

  it('a paid trade in a forged answer, or of another order, is not money', async () => {
    const { orderNo, prepayId } = await shop.prepay(publicKeyMerchant)
    await simulator.control.pay({ prepayId })
    for (const fault of ['unsigned', 'bad-signature', 'body-changed', 'stale', 'unknown-serial', 'other-order'] as const) {
      await simulator.control.spoilAnswers('query', fault)
      assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, orderNo)).kind, 'unknown', fault)
    }
    assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, orderNo)).kind, 'paid')
  })

  it('an unsigned or spoiled 204 has not closed anything as far as we know', async () => {
    for (const fault of ['unsigned', 'bad-signature', 'hang'] as const) {
      const { orderNo } = await shop.prepay(publicKeyMerchant)
      await simulator.control.spoilAnswers('close', fault)
      assert.equal((await shop.gateway.closeOrder(publicKeyMerchant, orderNo)).kind, 'unknown', fault)
      assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, orderNo)).kind, 'closed')
    }
  })

  it('the time limit is ours: a call ends about when the settings say', async () => {
    await simulator.control.spoilAnswers('query', 'hang')
    const { call } = await shop.gateway.queryOrder(publicKeyMerchant, 'H0000001')
    assert.ok(call.durationMs >= 950 && call.durationMs < 4000, String(call.durationMs))
  })

  it('nobody listening is unknown as well', async () => {
    const alone = openShop(simulator, { baseUrl: 'http://127.0.0.1:9' })
    const result = await alone.gateway.createJsapiOrder(publicKeyMerchant, alone.order(publicKeyMerchant))
    assert.match(result.kind === 'unknown' ? result.reason : '', /ECONNREFUSED|bad port|connection failed/)
  })

  it('a request signed with the wrong key, serial or time gets an unsigned 401, which is unknown', async () => {
    const [own, other] = simulator.paySettings().merchants
    assert.ok(own && other)
    const wrongKey = openShop(simulator, { merchants: [{ ...own, privateKeyPem: other.privateKeyPem }] })
    const wrongSerial = openShop(simulator, { merchants: [{ ...own, serialNo: other.serialNo }] })
    const wrongTime = openShop(simulator)
    wrongTime.clock.offsetMs = -301_000
    for (const bad of [wrongKey, wrongSerial, wrongTime]) {
      const order = bad.order(publicKeyMerchant, { expiresAt: Date.now() + 60_000 })
      const result = await bad.gateway.createJsapiOrder(publicKeyMerchant, order)
      assert.match(result.kind === 'unknown' ? result.reason : result.kind, /not signed \(HTTP 401 SIGN_ERROR\)/)
      assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, order.orderNo)).kind, 'not-found')
    }
  })
})
