import assert from 'node:assert/strict'
import { type AlipaySimulator, startAlipaySimulator } from '../support/alipay-simulator.ts'
import { type AlipayShop, certificateApp, keyApp, openAlipayShop, webApp } from './alipay-world.ts'

describe('Alipay: answers that cannot be trusted are unknown, never refused', () => {
  let simulator: AlipaySimulator
  let shop: AlipayShop
  before(async function () {
    this.timeout(30_000)
    simulator = await startAlipaySimulator()
    shop = openAlipayShop(simulator, { timeoutMs: 1000 })
  })
  after(() => simulator.stop())

  const faults = [
    ['hang', /timed out/],
    ['drop', /UND_ERR_SOCKET|ECONNRESET/],
    ['http-500', /no answer of the gateway \(HTTP 500/],
    ['unsigned', /not signed \(HTTP 200 10000\)/],
    ['bad-signature', /signature of the answer is wrong/],
    ['node-changed', /signature of the answer is wrong/],
    ['node-twice', /no answer to this request/],
    ['other-certificate', /unknown certificate/],
    ['other-method', /no answer to this request/],
    ['not-json', /no answer to this request/],
    ['other-order', /another trade/],
    ['system-error', /does not know \(HTTP 200 isp.unknow-error\)/],
    ['system-error-before', /does not know/],
  ] as const
  for (const [fault, reason] of faults) {
    it(`${fault}: the trade is unknown, and a query finds out the truth`, async () => {
      const trade = await shop.trade(certificateApp)
      await simulator.control.spoilAnswers('create', fault)
      const result = await shop.gateway.createMiniTrade(certificateApp, trade)
      assert.match(result.kind === 'unknown' ? result.reason : result.kind, reason)
      assert.equal(result.call.outcome, 'unknown')
      const found = await shop.gateway.queryOrder(certificateApp, trade.orderNo)
      assert.equal(found.kind, fault === 'system-error-before' ? 'not-found' : 'not-paid')
    })
  }

  it('a paid trade in a forged answer, or of another order, is not money', async () => {
    const { orderNo, tradeNo } = await shop.create(keyApp)
    await simulator.control.pay({ tradeNo })
    for (const fault of ['unsigned', 'bad-signature', 'node-changed', 'node-twice', 'other-method', 'other-order'] as const) {
      await simulator.control.spoilAnswers('query', fault)
      assert.equal((await shop.gateway.queryOrder(keyApp, orderNo)).kind, 'unknown', fault)
    }
    assert.equal((await shop.gateway.queryOrder(keyApp, orderNo)).kind, 'paid')
  })

  it('closing and refunding with a spoiled answer have happened, but we do not know it yet', async () => {
    for (const fault of ['unsigned', 'bad-signature', 'hang', 'other-order'] as const) {
      const { orderNo } = await shop.create(keyApp)
      await simulator.control.spoilAnswers('close', fault)
      assert.equal((await shop.gateway.closeOrder(keyApp, orderNo)).kind, 'unknown', fault)
      assert.equal((await shop.gateway.queryOrder(keyApp, orderNo)).kind, 'closed')

      const paid = await shop.create(keyApp)
      await simulator.control.pay({ tradeNo: paid.tradeNo })
      const refund = { orderNo: paid.orderNo, refundNo: 'R_000001', amountFen: 1, reason: '' }
      await simulator.control.spoilAnswers('refund', fault)
      assert.equal((await shop.gateway.refund(keyApp, refund)).kind, 'unknown', fault)
      await simulator.control.spoilAnswers('refund-query', fault)
      assert.equal((await shop.gateway.queryRefund(keyApp, refund)).kind, 'unknown', fault)
      assert.equal((await shop.gateway.queryRefund(keyApp, refund)).kind, 'done')
    }
  })

  it('the time limit is ours: a call ends about when the settings say', async () => {
    await simulator.control.spoilAnswers('query', 'hang')
    const started = performance.now()
    const { call } = await shop.gateway.queryOrder(keyApp, 'H000001')
    assert.ok(performance.now() - started < 2500)
    assert.equal(call.httpStatus, null)
  })

  it('on the day Alipay changes its certificate both are trusted, and one that is not listed is not', async () => {
    const [first = '', second = ''] = await simulator.control.certificates()
    const apps = simulator
      .settings()
      .apps.map((app) =>
        app.keys.kind === 'certificate' ? { ...app, keys: { ...app.keys, alipayCertPems: app.keys.alipayCertPems.slice(0, 1) } } : app,
      )
    const onlyFirst = openAlipayShop(simulator, { apps })
    for (const [serial, expected] of [
      [first, 'not-found'],
      [second, 'unknown'],
    ] as const) {
      await simulator.control.useCertificate(serial)
      assert.equal((await shop.gateway.queryOrder(certificateApp, 'H000001')).kind, 'not-found')
      assert.equal((await onlyFirst.gateway.queryOrder(certificateApp, 'H000001')).kind, expected)
    }
    await simulator.control.useCertificate(first)
  })

  it('a request with the wrong key, certificate number or time is refused and does nothing', async () => {
    const [byKey, byCertificate, other] = simulator.settings().apps
    assert.ok(byKey && byCertificate && other)
    const wrongKey = openAlipayShop(simulator, { apps: [{ ...byKey, privateKeyPem: other.privateKeyPem }] })
    const refused = async (bad: AlipayShop, app: typeof keyApp | typeof webApp) => {
      const trade = await shop.trade(app, { expiresAt: Date.now() + 60_000 })
      const result = await bad.gateway.createMiniTrade(app, trade)
      assert.equal((await shop.gateway.queryOrder(app, trade.orderNo)).kind, 'not-found')
      return result.kind === 'refused' ? result.code : result.kind
    }
    assert.equal(await refused(wrongKey, keyApp), 'isv.invalid-signature')
    const noCertificate = openAlipayShop(simulator, { apps: [{ ...byCertificate, keys: byKey.keys }] })
    // refused for its certificate number; the answer is signed by a certificate that key mode knows nothing of
    assert.equal(await refused(noCertificate, webApp), 'unknown')
    const wrongTime = openAlipayShop(simulator)
    wrongTime.clock.offsetMs = -16 * 60_000
    assert.equal(await refused(wrongTime, keyApp), 'isv.invalid-timestamp')
    const stranger = openAlipayShop(simulator, { apps: [{ ...byKey, appId: '2021000000000099' }] })
    const unsigned = await stranger.gateway.queryOrder({ ...keyApp, appId: '2021000000000099' }, 'H000001')
    assert.match(unsigned.kind === 'unknown' ? unsigned.reason : unsigned.kind, /not signed \(HTTP 200 isv.invalid-app-id\)/)
  })
})
