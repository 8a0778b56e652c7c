import assert from 'node:assert/strict'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'
import { appOf, kinds, NOWHERE, nextOrderNo, OPENID, openShop, publicKeyMerchant, type Shop } from './wechat-pay-world.ts'

describe('WeChat Pay: orders, queries and closing, against the simulator process', () => {
  let simulator: WechatSimulator
  let shop: Shop
  before(async function () {
    this.timeout(30_000)
    simulator = await startWechatSimulator()
    shop = openShop(simulator)
  })
  after(() => simulator.stop())

  for (const [kind, merchant] of kinds) {
    describe(`${kind} merchant`, () => {
      it('orders, pays with the signed client parameters, and finds the money by query', async () => {
        const { orderNo, prepayId } = await shop.prepay(merchant)
        assert.equal((await shop.gateway.queryOrder(merchant, orderNo)).kind, 'not-paid')
        const paid = await simulator.control.requestPayment(shop.gateway.signForClient(merchant, appOf[merchant.mchId], prepayId))
        assert.equal(paid.errMsg, 'requestPayment:ok')
        const found = await shop.gateway.queryOrder(merchant, orderNo)
        assert.equal(found.kind, 'paid')
        const { trades } = await simulator.book(merchant.mchId)
        const trade = trades.find(({ outTradeNo }) => outTradeNo === orderNo)
        assert.deepEqual(found.kind === 'paid' && found.proof, {
          mchId: merchant.mchId,
          subMchId: merchant.subMchId,
          appId: appOf[merchant.mchId],
          orderNo,
          transactionId: trade?.transactionId,
          totalFen: 102_056,
          payerOpenid: OPENID,
          succeededAt: Date.parse(trade?.paidAt ?? ''),
          way: 'sheet',
          payerFen: 102_056,
        })
      })

      it('closes an unpaid order with a signed 204, again and again, and no money can come after that', async () => {
        const { orderNo, prepayId } = await shop.prepay(merchant)
        const closed = await shop.gateway.closeOrder(merchant, orderNo)
        assert.deepEqual([closed.kind, closed.call.httpStatus], ['closed', 204])
        assert.equal((await shop.gateway.closeOrder(merchant, orderNo)).kind, 'closed')
        assert.equal((await shop.gateway.queryOrder(merchant, orderNo)).kind, 'closed')
        const late = await simulator.control.requestPayment(shop.gateway.signForClient(merchant, appOf[merchant.mchId], prepayId))
        assert.match(late.errMsg, /fail .*已关闭/)
        assert.equal((await shop.gateway.queryOrder(merchant, orderNo)).kind, 'closed')
      })

      it('says already-paid when the money was faster than the closing', async () => {
        const { orderNo, prepayId } = await shop.prepay(merchant)
        await simulator.control.pay({ prepayId })
        const result = await shop.gateway.closeOrder(merchant, orderNo)
        assert.deepEqual([result.kind, result.call.response?.code], ['already-paid', 'ORDERPAID'])
      })

      it('tells an order nobody placed from one that is not paid', async () => {
        assert.equal((await shop.gateway.queryOrder(merchant, nextOrderNo())).kind, 'not-found')
        assert.equal((await shop.gateway.closeOrder(merchant, nextOrderNo())).kind, 'not-found')
      })
    })
  }

  it('gives the same prepay id for the same parameters and refuses others under the same number', async () => {
    const order = shop.order(publicKeyMerchant)
    const first = await shop.gateway.createJsapiOrder(publicKeyMerchant, order)
    const again = await shop.gateway.createJsapiOrder(publicKeyMerchant, order)
    assert.equal(first.kind === 'accepted' && first.prepayId, again.kind === 'accepted' ? again.prepayId : 'none')
    const other = await shop.gateway.createJsapiOrder(publicKeyMerchant, { ...order, totalFen: order.totalFen + 1 })
    assert.deepEqual([other.kind, other.kind === 'refused' && other.code, other.call.httpStatus], ['refused', 'OUT_TRADE_NO_USED', 403])
  })

  it('is refused for an app of another merchant, an openid of another app, a past expiry and a notify address with a query', async () => {
    const refusal = async (changes: Parameters<Shop['order']>[1]) => {
      const result = await shop.gateway.createJsapiOrder(publicKeyMerchant, shop.order(publicKeyMerchant, changes))
      return result.kind === 'refused' ? result.code : result.kind === 'unknown' ? result.reason : result.kind
    }
    assert.equal(await refusal({ appId: 'wx00000000000000b1' }), 'APPID_MCHID_NOT_MATCH')
    const [person] = await simulator.control.persons()
    assert.match(await refusal({ openid: person?.openids.wx00000000000000a2 ?? '' }), /HTTP 500 OPENID_MISMATCH/)
    assert.equal(await refusal({ openid: person?.openids.wx00000000000000a1 ?? '' }), 'accepted')
    assert.equal(await refusal({ expiresAt: Date.now() - 2000 }), 'PARAM_ERROR')
    assert.equal(await refusal({ notifyUrl: `${NOWHERE}?order=1` }), 'PARAM_ERROR')
    assert.equal(await refusal({ notifyUrl: 'http://heat.example/notify' }), 'PARAM_ERROR')
  })

  it('asks for a second payment of a paid or closed order in vain', async () => {
    const paid = shop.order(publicKeyMerchant)
    const prepaid = await shop.gateway.createJsapiOrder(publicKeyMerchant, paid)
    await simulator.control.pay({ prepayId: prepaid.kind === 'accepted' ? prepaid.prepayId : '' })
    const again = await shop.gateway.createJsapiOrder(publicKeyMerchant, paid)
    assert.equal(again.kind === 'refused' && again.code, 'ORDERPAID')
    const closed = shop.order(publicKeyMerchant)
    await shop.gateway.createJsapiOrder(publicKeyMerchant, closed)
    await shop.gateway.closeOrder(publicKeyMerchant, closed.orderNo)
    const reopened = await shop.gateway.createJsapiOrder(publicKeyMerchant, closed)
    assert.equal(reopened.kind === 'refused' && reopened.code, 'ORDER_CLOSED')
  })

  it('sends our expiry as time_expire, rounded down to the second, in Beijing time', async () => {
    const expiresAt = Math.floor(Date.now() / 1000) * 1000 + 60_999
    const { orderNo } = await shop.prepay(publicKeyMerchant, { expiresAt })
    const trade = (await simulator.book()).trades.find(({ outTradeNo }) => outTradeNo === orderNo)
    assert.equal(Date.parse(trade?.expiresAt ?? ''), expiresAt - 999)
    const { call } = await shop.gateway.createJsapiOrder(publicKeyMerchant, shop.order(publicKeyMerchant, { expiresAt: 1_795_392_000_000 }))
    assert.equal(call.request.time_expire, '2026-11-23T08:00:00+08:00')
  })

  it('never lets an impossible order number or amount leave the house', async () => {
    for (const orderNo of ['../../x', 'short', 'a'.repeat(33), 'order?no=1', '订单123456'])
      await assert.rejects(shop.gateway.queryOrder(publicKeyMerchant, orderNo), RangeError)
    await assert.rejects(shop.gateway.createJsapiOrder(publicKeyMerchant, shop.order(publicKeyMerchant, { totalFen: 954.69 })), RangeError)
  })

  it('keeps records without openid, keys, signatures and order texts', async () => {
    const { orderNo, prepayId } = await shop.prepay(publicKeyMerchant, { description: '测试甲 3-2-501 采暖费' })
    await simulator.control.pay({ prepayId })
    const calls = [
      (await shop.gateway.createJsapiOrder(publicKeyMerchant, shop.order(publicKeyMerchant, { description: '测试甲 3-2-501 采暖费' })))
        .call,
      (await shop.gateway.queryOrder(publicKeyMerchant, orderNo)).call,
      (await shop.gateway.closeOrder(publicKeyMerchant, orderNo)).call,
    ]
    const [settings] = simulator.paySettings().merchants
    const text = JSON.stringify(calls)
    for (const secret of [OPENID, '3-2-501', 'PRIVATE', settings?.apiV3Key ?? '', settings?.serialNo ?? '', 'signature', 'bank_type'])
      assert.ok(!text.includes(secret), `${secret} is in a record`)
    assert.match(text, /oTe\*\*\*001/)
    assert.deepEqual(calls[0]?.request.amount, { total: 102_056, currency: 'CNY' })
    for (const { startedAt, durationMs } of calls) assert.ok(Math.abs(startedAt - Date.now()) < 60_000 && durationMs >= 0)
  })

  it('does not start with settings that cannot work, and says everything that is wrong without quoting a secret', () => {
    const [first] = simulator.paySettings().merchants
    assert.ok(first)
    const merchants = [first, { ...first, apiV3Key: 'short-secret', privateKeyPem: 'no key', platformKeys: [] }]
    assert.throws(
      () => openShop(simulator, { baseUrl: 'nowhere', timeoutMs: 0, merchants }),
      ({ message }: Error) =>
        ['baseUrl', 'timeoutMs', 'configured twice', '32 bytes', 'RSA private key', 'needs a platform key'].every((part) =>
          message.includes(part),
        ) && !message.includes('short-secret'),
    )
  })

  it('knows only the merchants it has settings for', async () => {
    const stranger = { mchId: '1911111111', mode: 'direct', subMchId: null } as const
    await assert.rejects(shop.gateway.queryOrder(stranger, nextOrderNo()), /no WeChat Pay settings/)
    assert.deepEqual(await shop.gateway.readNotice(stranger, { headers: {}, body: Buffer.alloc(0) }), {
      kind: 'rejected',
      reason: 'unknown-key',
    })
  })
})
