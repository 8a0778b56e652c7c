import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AlipaySdk } from 'alipay-sdk'
import { type AlipaySimulator, startAlipaySimulator } from '../support/alipay-simulator.ts'
import { type AlipayShop, keyApp, openAlipayShop, webApp } from './alipay-world.ts'
import { startNoticeListener } from './notice-listener.ts'

const OFFICIAL_SCHEDULE_MIN = [4, 10, 10, 60, 120, 360, 900]

describe('Alipay simulator: the platform behaves as documented', () => {
  let simulator: AlipaySimulator
  let shop: AlipayShop
  before(async function () {
    this.timeout(30_000)
    simulator = await startAlipaySimulator({ noticeTimeoutMs: 2000 })
    shop = openAlipayShop(simulator, { timeoutMs: 1500 })
  })
  afterEach(async () => {
    shop.clock.offsetMs = 0
    await simulator.control.setClock(Date.now())
    await simulator.control.release()
  })
  after(() => simulator.stop())

  const pay = async (totalFen: number, notifyUrl?: string) => {
    const created = await shop.create(keyApp, { totalFen, ...(notifyUrl === undefined ? {} : { notifyUrl }) })
    const shown = await simulator.control.tradePay(created.tradeNo)
    await simulator.control.settle()
    return { ...created, shown }
  }

  it('repeats an unanswered notice by the official schedule, eight sends in all, under one notice id and each with its own time', async () => {
    await simulator.control.setClock(Date.now(), { frozen: true })
    const listener = await startNoticeListener(() => 'fail')
    const { tradeNo } = await pay(102_056, listener.url)
    await simulator.control.advance(72 * 3_600_000)
    const [notice] = await simulator.control.notices(tradeNo)
    const sentAt = notice?.attempts.map(({ at }) => Date.parse(at)) ?? []
    assert.deepEqual(
      sentAt.slice(1).map((at, index) => (at - (sentAt[index] ?? 0)) / 60_000),
      OFFICIAL_SCHEDULE_MIN,
    )
    const forms = listener.received.map(({ body }) => new URLSearchParams(body.toString()))
    assert.equal(forms.length, 8)
    assert.equal(new Set(forms.map((form) => form.get('notify_id'))).size, 1)
    assert.equal(new Set(forms.map((form) => form.get('notify_time'))).size, 8)
    assert.equal(notice?.acknowledged, false)
    await listener.stop()
  })

  it('takes the seven letters success for yes, and nothing else', async () => {
    const answers = ['SUCCESS', 'success\n', '', 204, 500, 302, 'success', 'success']
    const listener = await startNoticeListener((_, count) => answers[count - 1] ?? 'success')
    const { tradeNo } = await pay(102_056, listener.url)
    await simulator.control.advance(72 * 3_600_000)
    const [notice] = await simulator.control.notices(tradeNo)
    assert.equal(notice?.attempts.length, 7)
    assert.equal(notice?.acknowledged, true)
    await listener.stop()
  })

  it('90001 fen, declined: no money moves, no notice', async () => {
    const { orderNo, tradeNo, shown } = await pay(90_001)
    assert.equal(shown.resultCode, '4000')
    assert.equal((await shop.gateway.queryOrder(keyApp, orderNo)).kind, 'not-paid')
    assert.deepEqual(await simulator.control.notices(tradeNo), [])
  })

  it('90002 fen, creating times out though it was done; 90003 fen, it fails and was not', async () => {
    for (const [totalFen, found] of [
      [90_002, 'not-paid'],
      [90_003, 'not-found'],
    ] as const) {
      const trade = await shop.trade(keyApp, { totalFen })
      assert.equal((await shop.gateway.createMiniTrade(keyApp, trade)).kind, 'unknown')
      assert.equal((await shop.gateway.queryOrder(keyApp, trade.orderNo)).kind, found)
    }
  })

  it('90004 and 90005 fen, paid though the phone shows failure, or 8000', async () => {
    for (const [totalFen, expected] of [
      [90_004, '4000'],
      [90_005, '8000'],
    ] as const) {
      const { orderNo, shown } = await pay(totalFen)
      assert.equal(shown.resultCode, expected)
      assert.equal((await shop.gateway.queryOrder(keyApp, orderNo)).kind, 'paid')
    }
  })

  it('90006 fen, the notice comes five minutes late; 90007 fen, eight times at once; 90013 fen, never', async () => {
    const listener = await startNoticeListener(() => 'success')
    await simulator.control.setClock(Date.now(), { frozen: true })
    await pay(90_006, listener.url)
    await simulator.control.advance(299_999)
    assert.equal(listener.received.length, 0)
    await simulator.control.advance(1)
    assert.equal(listener.received.length, 1)
    await pay(90_007, listener.url)
    assert.equal(new Set(listener.received.slice(1).map(({ remotePort }) => remotePort)).size, 8)
    const { orderNo, tradeNo } = await pay(90_013, listener.url)
    await simulator.control.advance(48 * 3_600_000)
    assert.equal(listener.received.length, 9)
    await simulator.control.setClock(Date.now())
    assert.equal((await shop.gateway.queryOrder(keyApp, orderNo)).kind, 'paid')
    const [notice] = await simulator.control.notices(tradeNo)
    await simulator.control.resend(notice?.noticeId ?? '')
    assert.equal(listener.received.length, 10)
    await listener.stop()
  })

  for (const [totalFen, forgeries] of [
    [90_008, ['bad-signature']],
    [90_009, ['bad-signature']],
    [90_010, ['stale']],
    [90_011, ['malformed']],
    [90_012, ['bad-signature', 'malformed', 'bad-signature', 'malformed', 'stale', 'stale', 'malformed', 'bad-signature']],
  ] as const) {
    it(`${totalFen} fen: forged notices come first (${forgeries.length}), then the true one`, async () => {
      const verdicts: string[] = []
      const listener = await startNoticeListener(async (notice) => {
        const result = await shop.gateway.readNotice(keyApp.appId, notice)
        verdicts.push(result.kind === 'rejected' ? result.reason : result.kind)
        return result.kind === 'payment' ? 'success' : 'fail'
      })
      const { tradeNo } = await pay(totalFen, listener.url)
      assert.deepEqual(verdicts, [...forgeries, 'payment'])
      assert.equal((await simulator.control.notices(tradeNo))[0]?.acknowledged, true)
      await listener.stop()
    })
  }

  it('a refund is told, too, and tells of the same payment', async () => {
    const listener = await startNoticeListener(() => 'success')
    const { orderNo } = await pay(102_056, listener.url)
    await shop.gateway.refund(keyApp, { orderNo, refundNo: 'REFUND_1', amountFen: 102_056, reason: '重复缴费' })
    await simulator.control.settle()
    const told = new URLSearchParams(listener.received[1]?.body.toString())
    assert.deepEqual(
      ['trade_status', 'refund_fee', 'out_biz_no', 'total_amount'].map((name) => told.get(name)),
      ['TRADE_CLOSED', '1020.56', 'REFUND_1', '1020.56'],
    )
    const result = await shop.gateway.readNotice(keyApp.appId, listener.received[1] ?? assert.fail())
    assert.equal(result.kind, 'payment')
    await listener.stop()
  })

  it('pays a trade once, however often 支付 is pressed, and leaves it open when it is cancelled', async () => {
    const { tradeNo } = await shop.create(keyApp)
    assert.equal((await simulator.control.tradePay(tradeNo, 'cancel')).resultCode, '6001')
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => simulator.control.tradePay(tradeNo)))
    assert.deepEqual(outcomes.map(({ resultCode }) => resultCode).sort(), [...Array(9).fill('4000'), '9000'])
    assert.equal((await simulator.control.notices(tradeNo)).length, 1)
  })

  it('keeps its book, its clock and its unfinished notices through a SIGKILL', async () => {
    const listener = await startNoticeListener((_, count) => (count === 1 ? 500 : 'success'))
    const { orderNo, tradeNo } = await pay(102_056, listener.url)
    const before = await simulator.book()
    await simulator.restart()
    assert.deepEqual(await simulator.book(), before)
    assert.equal((await shop.gateway.queryOrder(keyApp, orderNo)).kind, 'paid')
    await simulator.control.advance(240_000)
    assert.equal(listener.received.length, 2)
    assert.equal((await simulator.control.notices(tradeNo))[0]?.acknowledged, true)
    await listener.stop()
  })

  it('agrees with an independent implementation: requests, answers and notices of alipay-sdk itself, in both modes', async () => {
    const [byKey, byCertificate] = simulator.settings().apps
    assert.ok(byKey?.keys.kind === 'key' && byCertificate?.keys.kind === 'certificate')
    const common = { gateway: `${simulator.url}/gateway.do`, keyType: 'PKCS8' } as const
    const sdks = [
      new AlipaySdk({
        ...common,
        appId: byKey.appId,
        privateKey: byKey.privateKeyPem.trim(),
        alipayPublicKey: byKey.keys.alipayPublicKeyPem.trim(),
      }),
      new AlipaySdk({
        ...common,
        appId: byCertificate.appId,
        privateKey: byCertificate.privateKeyPem.trim(),
        appCertContent: byCertificate.keys.appCertPem,
        alipayRootCertContent: byCertificate.keys.alipayRootCertPem,
        alipayPublicCertContent: byCertificate.keys.alipayCertPems[0] ?? '',
      }),
    ]
    // the SDK dates its requests by the clock of the machine; the simulator's clock says what Beijing's says
    const { tradeNo, orderNo } = await shop.create(keyApp)
    await simulator.control.pay({ tradeNo })
    for (const sdk of sdks) {
      const zone = process.env.TZ
      process.env.TZ = 'Asia/Shanghai'
      const found = await sdk.exec('alipay.trade.query', { bizContent: { outTradeNo: orderNo } }, { validateSign: true })
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
      assert.deepEqual([found.code, found.tradeStatus, found.totalAmount], ['10000', 'TRADE_SUCCESS', '1020.56'])
      const app = sdk === sdks[0] ? keyApp : webApp
      const { body } = await simulator.control.craft({ appId: app.appId, fields: { subject: '供热费 100%' } })
      assert.equal(sdk.checkNotifySignV2(Object.fromEntries(new URLSearchParams(body))), true)
    }
  })

  it('has a real chain of certificates', () => {
    const read = (name: string) => new X509Certificate(readFileSync(join(simulator.dir, 'alipay-app', name)))
    const root = read('root.pem')
    for (const name of ['platform-1.pem', 'platform-2.pem', '2021000000000012-cert.pem']) {
      assert.ok(read(name).verify(root.publicKey), name)
      assert.equal(read(name).issuer, root.subject)
    }
  })

  it('control endpoints refuse what came through a proxy or from a page', async () => {
    const { tradeNo } = await shop.create(keyApp)
    for (const headers of [{ 'x-forwarded-for': '127.0.0.1' }, { origin: 'http://evil.example' }]) {
      const refused = await fetch(`${simulator.url}/sim/alipay/control/pay`, { method: 'POST', headers, body: JSON.stringify({ tradeNo }) })
      assert.equal(refused.status, 403)
    }
    assert.equal((await simulator.book()).trades.find((trade) => trade.tradeNo === tradeNo)?.state, 'WAIT_BUYER_PAY')
  })

  it('refuses to start with NODE_ENV=production, or without a configuration', () => {
    const main = fileURLToPath(new URL('../../server/src/simulators/alipay/main.ts', import.meta.url))
    const run = (args: string[], env: Record<string, string>) =>
      spawnSync(process.execPath, ['--import', 'tsx', main, ...args], {
        env: { ...process.env, ...env },
        encoding: 'utf8',
        timeout: 15_000,
      })
    const production = run([join(simulator.dir, 'alipay-simulator.json')], { NODE_ENV: 'production' })
    assert.deepEqual([production.status, production.stdout], [1, ''])
    assert.match(production.stderr, /Alipay simulator does not run with NODE_ENV=production/)
    assert.equal(run([], { NODE_ENV: 'test' }).status, 1)
  })

  it('the book is a page, too, and the magic amounts are JSON', async () => {
    assert.match(await (await fetch(`${simulator.url}/sim/alipay/`)).text(), /支付宝模拟：平台自己的账簿/)
    const { magicAmounts } = (await (await fetch(`${simulator.url}/sim/alipay/magic-amounts`)).json()) as {
      magicAmounts: { amountFen: number }[]
    }
    assert.deepEqual(
      magicAmounts.map(({ amountFen }) => amountFen),
      Array.from({ length: 13 }, (_, index) => 90_001 + index),
    )
  })
})
