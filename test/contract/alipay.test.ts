import assert from 'node:assert/strict'
import { join } from 'node:path'
import { readAlipayApps } from '../../config/key-files.ts'
import { type AlipaySimulator, startAlipaySimulator } from '../support/alipay-simulator.ts'
import { type AlipayShop, certificateApp, keyApp, modes, NOWHERE, nextOrderNo, openAlipayShop, webApp } from './alipay-world.ts'

describe('Alipay: trades, queries, closing and refunds, against the simulator process', () => {
  let simulator: AlipaySimulator
  let shop: AlipayShop
  before(async function () {
    this.timeout(30_000)
    simulator = await startAlipaySimulator()
    shop = openAlipayShop(simulator)
  })
  after(() => simulator.stop())

  const tradeOf = async (orderNo: string) => (await simulator.book()).trades.find(({ outTradeNo }) => outTradeNo === orderNo)

  for (const [mode, app] of modes) {
    describe(`${mode} mode`, () => {
      it('creates a trade for my.tradePay, and finds the money by query', async () => {
        const { orderNo, tradeNo } = await shop.create(app)
        assert.equal((await shop.gateway.queryOrder(app, orderNo)).kind, 'not-paid')
        assert.equal((await simulator.control.tradePay(tradeNo)).resultCode, '9000')
        const found = await shop.gateway.queryOrder(app, orderNo)
        const trade = await tradeOf(orderNo)
        assert.deepEqual(found.kind === 'paid' && found.proof, {
          mchId: app.sellerId,
          subMchId: null,
          appId: app.appId,
          orderNo,
          transactionId: tradeNo,
          totalFen: 102_056,
          payerOpenid: await shop.buyerOf(app),
          succeededAt: Date.parse(trade?.paidAt ?? ''),
        })
      })

      it('closes an unpaid trade, and no money can come after that', async () => {
        const { orderNo, tradeNo } = await shop.create(app)
        assert.equal((await shop.gateway.closeOrder(app, orderNo)).kind, 'closed')
        // the platform says the same of a closed trade as of a paid one: the query tells
        assert.equal((await shop.gateway.closeOrder(app, orderNo)).kind, 'already-paid')
        assert.equal((await shop.gateway.queryOrder(app, orderNo)).kind, 'closed')
        assert.match((await simulator.control.tradePay(tradeNo)).memo, /已经关闭/)
      })

      it('says already-paid when the money was faster than the closing', async () => {
        const { orderNo, tradeNo } = await shop.create(app)
        await simulator.control.pay({ tradeNo })
        const result = await shop.gateway.closeOrder(app, orderNo)
        assert.deepEqual([result.kind, result.call.response?.sub_code], ['already-paid', 'ACQ.TRADE_STATUS_ERROR'])
      })

      it('tells a trade nobody made from one that is not paid', async () => {
        assert.equal((await shop.gateway.queryOrder(app, nextOrderNo())).kind, 'not-found')
        assert.equal((await shop.gateway.closeOrder(app, nextOrderNo())).kind, 'not-found')
      })

      it('refunds in parts, each once, never more than was paid, and finds each by query', async () => {
        const { orderNo, tradeNo } = await shop.create(app)
        await simulator.control.pay({ tradeNo })
        const part = { orderNo, refundNo: `${orderNo}_R1`, amountFen: 2_056, reason: '测温不达标' }
        assert.equal((await shop.gateway.queryRefund(app, part)).kind, 'not-found')
        const done = await shop.gateway.refund(app, part)
        assert.deepEqual([done.kind, done.kind === 'done' && done.amountFen], ['done', 2_056])
        // the same refund again moves nothing and says so; only the query confirms
        assert.equal((await shop.gateway.refund(app, part)).kind, 'unconfirmed')
        const other = await shop.gateway.refund(app, { ...part, amountFen: 2_057 })
        assert.equal(other.kind === 'refused' && other.code, 'ACQ.DISCORDANT_REPEAT_REQUEST')
        const found = await shop.gateway.queryRefund(app, part)
        const [refund] = (await tradeOf(orderNo))?.refunds ?? []
        assert.deepEqual(found.kind === 'done' && [found.amountFen, found.refundedAt], [2_056, Date.parse(refund?.at ?? '')])
        const tooMuch = await shop.gateway.refund(app, { ...part, refundNo: `${orderNo}_R2`, amountFen: 100_001 })
        assert.equal(tooMuch.kind === 'refused' && tooMuch.code, 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL')
        assert.equal((await shop.gateway.refund(app, { ...part, refundNo: `${orderNo}_R3`, amountFen: 100_000 })).kind, 'done')
        // given back whole the trade is TRADE_CLOSED, and was paid all the same
        assert.equal((await tradeOf(orderNo))?.state, 'TRADE_CLOSED')
        assert.equal((await shop.gateway.queryOrder(app, orderNo)).kind, 'paid')
      })
    })
  }

  it('refunds nothing of a trade that is unknown or not paid', async () => {
    const refund = { refundNo: 'R000001', amountFen: 1, reason: '' }
    assert.equal((await shop.gateway.refund(keyApp, { ...refund, orderNo: nextOrderNo() })).kind, 'not-found')
    const { orderNo } = await shop.create(keyApp)
    const refused = await shop.gateway.refund(keyApp, { ...refund, orderNo })
    assert.equal(refused.kind === 'refused' && refused.code, 'ACQ.TRADE_STATUS_ERROR')
  })

  it('pays in the browser: the trade exists once somebody pays, and the address is good for one order', async () => {
    const trade = shop.wapTrade()
    const address = shop.gateway.wapPayUrl(webApp, trade)
    assert.equal((await shop.gateway.queryOrder(webApp, trade.orderNo)).kind, 'not-found')
    assert.match((await simulator.control.payInBrowser(address, 'person-2', 'cancel')).html, /data-outcome="cancel"/)
    assert.equal((await shop.gateway.queryOrder(webApp, trade.orderNo)).kind, 'not-found')
    const paid = await simulator.control.payInBrowser(address, 'person-2')
    assert.match(paid.html, /data-outcome="ok"/)
    // Back to our page, with what the platform signs; nothing of ours reads it.
    assert.match(paid.html, /href="http:\/\/127\.0\.0\.1:9\/h5\/\?app_id=/)
    const found = await shop.gateway.queryOrder(webApp, trade.orderNo)
    const second = (await simulator.control.persons())[1]
    assert.deepEqual(found.kind === 'paid' && [found.proof.totalFen, found.proof.payerOpenid], [102_056, second?.openIds[webApp.appId]])
    assert.match((await simulator.control.payInBrowser(address, 'person-2')).html, /data-outcome="fail"|已被支付/)
  })

  it('the cashier opens for no address that was changed, and for none past its time', async () => {
    const address = shop.gateway.wapPayUrl(webApp, shop.wapTrade())
    for (const changed of [
      address.replace('1020.56', '0.01'),
      address.replace(webApp.appId, keyApp.appId),
      address.replace(/sign=[^&]+/, 'sign=AAAA'),
    ]) {
      assert.notEqual(changed, address)
      assert.equal((await simulator.control.payInBrowser(changed)).status, 400)
    }
    const late = shop.gateway.wapPayUrl(webApp, shop.wapTrade({ expiresAt: Date.now() - 2000 }))
    assert.equal((await simulator.control.payInBrowser(late)).status, 400)
  })

  it('gives the same trade number for the same parameters and refuses others under the same number', async () => {
    const trade = await shop.trade(keyApp)
    const first = await shop.gateway.createMiniTrade(keyApp, trade)
    const again = await shop.gateway.createMiniTrade(keyApp, trade)
    assert.equal(first.kind === 'accepted' && first.prepayId, again.kind === 'accepted' ? again.prepayId : 'none')
    const other = await shop.gateway.createMiniTrade(keyApp, { ...trade, totalFen: trade.totalFen + 1 })
    assert.equal(other.kind === 'refused' && other.code, 'ACQ.CONTEXT_INCONSISTENT')
  })

  it('asks for a second payment of a paid or closed trade in vain', async () => {
    const paid = await shop.trade(keyApp)
    const created = await shop.gateway.createMiniTrade(keyApp, paid)
    await simulator.control.pay({ tradeNo: created.kind === 'accepted' ? created.prepayId : '' })
    const again = await shop.gateway.createMiniTrade(keyApp, paid)
    assert.equal(again.kind === 'refused' && again.code, 'ACQ.TRADE_HAS_SUCCESS')
    const closed = await shop.trade(keyApp)
    await shop.gateway.createMiniTrade(keyApp, closed)
    await shop.gateway.closeOrder(keyApp, closed.orderNo)
    const reopened = await shop.gateway.createMiniTrade(keyApp, closed)
    assert.equal(reopened.kind === 'refused' && reopened.code, 'ACQ.TRADE_HAS_CLOSE')
  })

  it('is refused for a buyer of another app, a past expiry, a subject with a slash and a plain notify address', async () => {
    const refusal = async (changes: Parameters<AlipayShop['trade']>[1]) => {
      const result = await shop.gateway.createMiniTrade(keyApp, await shop.trade(keyApp, changes))
      return result.kind === 'refused' ? `${result.code} ${result.message}` : result.kind
    }
    const [person] = await simulator.control.persons()
    assert.match(await refusal({ buyerId: person?.openIds[webApp.appId] ?? '' }), /INVALID_PARAMETER.*buyer/)
    assert.match(await refusal({ expiresAt: Date.now() - 2000 }), /INVALID_PARAMETER.*time_expire/)
    assert.match(await refusal({ subject: '3/2/501' }), /INVALID_PARAMETER.*subject/)
    assert.match(await refusal({ notifyUrl: 'http://heat.example/notify' }), /INVALID_PARAMETER.*notify_url/)
  })

  it('an open id and a user id go into different fields', async () => {
    const requests = [
      (await shop.gateway.createMiniTrade(keyApp, await shop.trade(keyApp))).call.request,
      (await shop.gateway.createMiniTrade(certificateApp, await shop.trade(certificateApp))).call.request,
    ]
    assert.deepEqual(
      requests.map((request) => ['buyer_open_id' in request, 'buyer_id' in request]),
      [
        [true, false],
        [false, true],
      ],
    )
  })

  it('takes no money after time_expire, and the trade has closed itself by then', async () => {
    const expiresAt = Math.floor(Date.now() / 1000) * 1000 + 1_999
    const { orderNo, tradeNo } = await shop.create(keyApp, { expiresAt })
    assert.equal(Date.parse((await tradeOf(orderNo))?.expiresAt ?? ''), expiresAt - 999)
    await simulator.control.setClock(expiresAt + 1000)
    assert.match((await simulator.control.tradePay(tradeNo)).memo, /关闭/)
    assert.equal((await shop.gateway.queryOrder(keyApp, orderNo)).kind, 'closed')
    await simulator.control.setClock(Date.now())
    const forced = await simulator.control.pay({ tradeNo }, { forced: true })
    assert.equal(forced.shown, 'ok')
    assert.equal((await shop.gateway.queryOrder(keyApp, orderNo)).kind, 'paid')
  })

  it('never lets an impossible number or amount leave the house', async () => {
    for (const orderNo of ['../../x', 'short', 'a'.repeat(65), 'order-1234', '订单123456'])
      await assert.rejects(shop.gateway.queryOrder(keyApp, orderNo), RangeError)
    for (const totalFen of [954.69, 0, -1])
      await assert.rejects(async () => shop.gateway.createMiniTrade(keyApp, await shop.trade(keyApp, { totalFen })), RangeError)
    assert.throws(() => shop.gateway.wapPayUrl(webApp, shop.wapTrade({ orderNo: 'a b c d e' })), RangeError)
  })

  it('keeps records without ids of people, keys, signatures and order texts', async () => {
    const { orderNo, tradeNo } = await shop.create(keyApp, { subject: '测试甲 3-2-501 供热费' })
    await simulator.control.pay({ tradeNo })
    const calls = [
      (await shop.gateway.createMiniTrade(keyApp, await shop.trade(keyApp, { subject: '测试甲 3-2-501 供热费' }))).call,
      (await shop.gateway.queryOrder(keyApp, orderNo)).call,
      (await shop.gateway.closeOrder(keyApp, orderNo)).call,
    ]
    const text = JSON.stringify(calls)
    for (const secret of [await shop.buyerOf(keyApp), '3-2-501', 'PRIVATE', 'sign', '138****0001'])
      assert.ok(!text.includes(secret), `${secret} is in a record`)
    assert.equal(calls[0]?.request.total_amount, '1020.56')
    assert.match(String(calls[0]?.request.buyer_open_id), /^.{3}\*\*\*.{3}$/)
    for (const { startedAt, durationMs } of calls) assert.ok(Math.abs(startedAt - Date.now()) < 60_000 && durationMs >= 0)
  })

  it('requests carry Beijing time, whatever the zone of the machine', () => {
    shop.clock.now = () => Date.UTC(2026, 10, 22, 0, 0, 0)
    const address = new URL(shop.gateway.wapPayUrl(webApp, shop.wapTrade()))
    shop.clock.now = () => Date.now()
    assert.equal(address.searchParams.get('timestamp'), '2026-11-22 08:00:00')
    assert.match(address.searchParams.get('biz_content') ?? '', /"time_expire":"2026-11-22 08:10:00"/)
    assert.deepEqual(
      ['app_cert_sn', 'alipay_root_cert_sn', 'sign'].map((name) => (address.searchParams.get(name) ?? '').length > 30),
      [true, true, true],
    )
  })

  it('does not start with settings that cannot work, and says everything that is wrong without quoting a secret', () => {
    const [byKey, , byCertificate] = simulator.settings().apps
    assert.ok(byKey && byCertificate && byCertificate.keys.kind === 'certificate')
    const apps = [
      { ...byKey, keys: { kind: 'key', alipayPublicKeyPem: 'no key' } as const },
      { ...byKey, sellerId: '1900000001', privateKeyPem: 'secret-key' },
      { ...byCertificate, privateKeyPem: byKey.privateKeyPem },
      { ...byCertificate, appId: '2021', keys: { ...byCertificate.keys, alipayRootCertPem: '', alipayCertPems: [] } },
    ]
    assert.throws(
      () => openAlipayShop(simulator, { gatewayUrl: 'nowhere', timeoutMs: 0, apps }),
      ({ message }: Error) =>
        [
          'gatewayUrl',
          'timeoutMs',
          'configured twice',
          'alipayPublicKeyPem',
          'sellerId',
          'PKCS#8',
          'certificate of privateKeyPem',
          'root certificate',
          'needs a certificate of Alipay',
          'appId is not',
        ].every((part) => message.includes(part)) && !message.includes('secret-key'),
    )
  })

  it('the list of apps is read as the server reads ALIPAY_FILE, key files and all', () => {
    assert.deepEqual(readAlipayApps(join(simulator.dir, 'alipay-manifest.json')), simulator.settings().apps)
    assert.throws(() => readAlipayApps(join(simulator.dir, 'alipay-simulator.json')), /alipay-simulator.json：alipay 不对/)
  })

  it('knows only the apps it has settings for, each for its own seller', async () => {
    const orderNo = nextOrderNo()
    await assert.rejects(shop.gateway.queryOrder({ appId: '2021999999999999', sellerId: keyApp.sellerId }, orderNo), /no Alipay settings/)
    await assert.rejects(shop.gateway.queryOrder({ ...keyApp, sellerId: certificateApp.sellerId }, orderNo), /does not collect/)
    const nobody = await shop.gateway.readNotice('2021999999999999', { headers: {}, body: Buffer.alloc(0) })
    assert.deepEqual(nobody, { kind: 'rejected', reason: 'unknown-key' })
  })

  it('a query of one seller never finds the trade of another', async () => {
    const { orderNo, tradeNo } = await shop.create(keyApp, { notifyUrl: NOWHERE })
    await simulator.control.pay({ tradeNo })
    assert.equal((await shop.gateway.queryOrder(certificateApp, orderNo)).kind, 'not-found')
  })
})
