import assert from 'node:assert/strict'
import type { RawNotice } from '../../server/src/gateways/alipay/port.ts'
import type { AlipayCraft } from '../support/alipay-control.ts'
import { type AlipaySimulator, startAlipaySimulator } from '../support/alipay-simulator.ts'
import { type AlipayShop, certificateApp, keyApp, modes, openAlipayShop, rawForm, webApp } from './alipay-world.ts'

describe('Alipay: notices', () => {
  let simulator: AlipaySimulator
  let shop: AlipayShop
  let orderNo: string
  let tradeNo: string
  before(async function () {
    this.timeout(30_000)
    simulator = await startAlipaySimulator()
    shop = openAlipayShop(simulator)
    ;({ orderNo, tradeNo } = await shop.create(keyApp))
    await simulator.control.hold()
    await simulator.control.pay({ tradeNo })
  })
  after(() => simulator.stop())

  type Changes = Omit<AlipayCraft, 'tradeNo' | 'appId' | 'sellerId' | 'outTradeNo'>
  const craft = async (changes: Changes = {}, of = tradeNo): Promise<RawNotice> =>
    rawForm(await simulator.control.craft({ tradeNo: of, ...changes }))
  const read = (notice: RawNotice, appId: string = keyApp.appId) => shop.gateway.readNotice(appId, notice)
  const rejected = (reason: string) => ({ kind: 'rejected', reason })

  for (const [mode, app] of modes) {
    it(`in ${mode} mode prove the money`, async () => {
      const trade = await shop.create(app)
      const succeededAt = Math.floor(Date.now() / 1000) * 1000 - 7000
      await simulator.control.pay({ tradeNo: trade.tradeNo }, { succeededAt })
      const result = await read(await craft({ noticeId: 'notice_1' }, trade.tradeNo), app.appId)
      assert.deepEqual(result, {
        kind: 'payment',
        noticeId: 'notice_1',
        proof: {
          mchId: app.sellerId,
          subMchId: null,
          appId: app.appId,
          orderNo: trade.orderNo,
          transactionId: trade.tradeNo,
          totalFen: 102_056,
          payerOpenid: await shop.buyerOf(app),
          succeededAt,
        },
      })
    })
  }

  const tamperings = [
    ['amount-after-signing', 'bad-signature'],
    ['field-added', 'bad-signature'],
    ['signature-bit', 'bad-signature'],
    ['stranger-key', 'bad-signature'],
    ['sha1-said-rsa2', 'bad-signature'],
    // a weaker algorithm is refused before its signature is looked at
    ['sha1', 'malformed'],
    ['amount-twice', 'malformed'],
    ['no-signature', 'malformed'],
    ['no-sign-type', 'malformed'],
    ['stale', 'stale'],
    ['future', 'stale'],
  ] as const
  for (const [tamper, reason] of tamperings) {
    it(`${tamper} is rejected as ${reason}`, async () => {
      assert.deepEqual(await read(await craft({ tamper })), rejected(reason))
    })
  }

  it('every single field is covered: changed, taken away or emptied after signing it is a bad signature', async () => {
    const genuine = await craft()
    const fields = [...new URLSearchParams(genuine.body.toString())]
    assert.ok(fields.length > 20)
    for (const [name] of fields.filter(([field]) => field !== 'sign_type')) {
      for (const body of [
        new URLSearchParams(fields.map(([field, value]): [string, string] => [field, field === name ? `${value}1` : value])),
        new URLSearchParams(fields.filter(([field]) => field !== name)),
        new URLSearchParams(fields.map(([field, value]): [string, string] => [field, field === name ? '' : value])),
      ]) {
        const result = await read({ ...genuine, body: Buffer.from(body.toString()) })
        assert.ok(
          result.kind === 'rejected' && ['bad-signature', 'malformed'].includes(result.reason),
          `${name}: ${JSON.stringify(result)}`,
        )
      }
    }
    assert.equal((await read(genuine)).kind, 'payment')
  })

  it('the order of fields, another encoding of the same bytes and empty fields change nothing', async () => {
    const genuine = await craft()
    const fields = [...new URLSearchParams(genuine.body.toString())].reverse()
    const body = fields.map(
      ([name, value]) => `${name}=${[...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`,
    )
    assert.equal((await read({ ...genuine, body: Buffer.from(body.join('&')) })).kind, 'payment')
    assert.equal((await read({ ...genuine, body: Buffer.from(`${genuine.body}&passback_params=`) })).kind, 'payment')
  })

  it('a subject with percent, plus, ampersand and Chinese is no trouble, in UTF-8 and in GBK', async () => {
    const fields = { subject: '供热费 100%+1=101 & 退？' }
    for (const charset of ['utf-8', 'GBK'] as const) assert.equal((await read(await craft({ fields, charset }))).kind, 'payment', charset)
    assert.deepEqual(await read(await craft({ fields: { charset: 'utf-16' } })), rejected('malformed'))
    assert.deepEqual(await read(await craft({ fields: { charset: null } })), rejected('malformed'))
  })

  it('26 hours old is the oldest, five minutes ahead the newest, to the second', async () => {
    const at = Math.floor(Date.now() / 1000) * 1000
    await simulator.control.setClock(at, { frozen: true })
    const genuine = await craft()
    const seen = async (now: number) => {
      shop.clock.now = () => now
      const result = await read(genuine)
      shop.clock.now = () => Date.now()
      return result.kind === 'rejected' ? result.reason : result.kind
    }
    assert.equal(await seen(at + 26 * 3_600_000), 'payment')
    assert.equal(await seen(at + 26 * 3_600_000 + 1), 'stale')
    assert.equal(await seen(at - 300_000), 'payment')
    assert.equal(await seen(at - 300_001), 'stale')
    await simulator.control.setClock(Date.now())
  })

  it('hostile input of any shape is rejected, never thrown', async () => {
    for (const body of [
      '',
      '=',
      '&&&',
      'sign',
      'sign=%',
      'sign=x&sign_type=RSA2',
      '{"sign":"x"}',
      '\u0000',
      'x'.repeat(100_000),
      '__proto__=1&sign=x&sign_type=RSA2',
    ])
      assert.equal((await read({ headers: {}, body: Buffer.from(body) })).kind, 'rejected', body.slice(0, 30))
  })

  it('validly signed nonsense is malformed', async () => {
    const nonsense: Record<string, string | null>[] = [
      { notify_id: null },
      { notify_id: 'a b' },
      { notify_type: null },
      { notify_time: 'yesterday' },
      { notify_time: null },
      { out_trade_no: null },
      { trade_no: null },
      { trade_no: 'x' },
      { gmt_payment: null },
      { gmt_payment: '2026-02-30 00:00:00' },
      { total_amount: null },
      { total_amount: '1020.567' },
      { total_amount: '0.00' },
      { total_amount: '-1.00' },
      { total_amount: '1e3' },
      { total_amount: '99999999999999.00' },
      { trade_status: null },
      { trade_status: 'TRADE_ODD' },
    ]
    for (const fields of nonsense) assert.deepEqual(await read(await craft({ fields })), rejected('malformed'), JSON.stringify(fields))
  })

  it('another seller or app is refused, although the platform signed it', async () => {
    assert.deepEqual(await read(await craft({ fields: { seller_id: certificateApp.sellerId } })), rejected('wrong-merchant'))
    assert.deepEqual(await read(await craft({ fields: { app_id: webApp.appId } })), rejected('wrong-app'))
    assert.deepEqual(await read(await craft({ fields: { app_id: null } })), rejected('wrong-app'))
  })

  it("one app's notice at another's door does not open, not even signed with the neighbour's key", async () => {
    assert.deepEqual(await read(await craft(), certificateApp.appId), rejected('bad-signature'))
    assert.deepEqual(await read(await craft({ signAsAppId: certificateApp.appId }), certificateApp.appId), rejected('wrong-app'))
    assert.deepEqual(await read(await craft({ signAsAppId: certificateApp.appId })), rejected('bad-signature'))
  })

  it('an unknown certificate is an unknown key, and a trusted one may be named', async () => {
    const [first, second] = await simulator.control.certificates()
    const of = async (serial: string) =>
      read(
        rawForm(await simulator.control.craft({ appId: certificateApp.appId, fields: { alipay_cert_sn: serial } })),
        certificateApp.appId,
      )
    assert.equal((await of(first ?? '')).kind, 'payment')
    assert.deepEqual(await of('0'.repeat(32)), rejected('unknown-key'))
    assert.deepEqual(await of(second ?? ''), rejected('bad-signature'))
  })

  it('another order number or amount is passed on as it is: judging it is up to the order', async () => {
    const result = await read(await craft({ fields: { out_trade_no: 'UNKNOWN-1', total_amount: '0.01' } }))
    const proof = result.kind === 'payment' ? result.proof : assert.fail()
    assert.deepEqual([proof.orderNo, proof.totalFen], ['UNKNOWN-1', 1])
  })

  it('settles total_amount, not what is left after coupons, and does not need a buyer', async () => {
    const result = await read(await craft({ fields: { receipt_amount: '0.01', buyer_pay_amount: '0.01', buyer_open_id: null } }))
    const proof = result.kind === 'payment' ? result.proof : assert.fail()
    assert.deepEqual([proof.totalFen, proof.payerOpenid, proof.orderNo], [102_056, null, orderNo])
  })

  it('TRADE_FINISHED is money, and so is TRADE_CLOSED with a time of payment; closed without one is not', async () => {
    assert.equal((await read(await craft({ fields: { trade_status: 'TRADE_FINISHED' } }))).kind, 'payment')
    assert.equal((await read(await craft({ fields: { trade_status: 'TRADE_CLOSED' } }))).kind, 'payment')
    const closed = await read(await craft({ noticeId: 'n_2', fields: { trade_status: 'TRADE_CLOSED', gmt_payment: null } }))
    assert.deepEqual(closed, { kind: 'ignored', noticeId: 'n_2', eventType: 'TRADE_CLOSED' })
    const waiting = await read(await craft({ noticeId: 'n_3', fields: { trade_status: 'WAIT_BUYER_PAY', gmt_payment: null } }))
    assert.deepEqual(waiting, { kind: 'ignored', noticeId: 'n_3', eventType: 'WAIT_BUYER_PAY' })
    const other = await read(await craft({ noticeId: 'n_4', fields: { notify_type: 'servicemarket_order_notify' } }))
    assert.deepEqual(other, { kind: 'ignored', noticeId: 'n_4', eventType: 'servicemarket_order_notify' })
  })

  it('the notice of a refund is the same money again: same trade, same amount, same time', async () => {
    const trade = await shop.create(keyApp)
    await simulator.control.pay({ tradeNo: trade.tradeNo })
    const first = await read(await craft({}, trade.tradeNo))
    await shop.gateway.refund(keyApp, { orderNo: trade.orderNo, refundNo: 'REFUND1', amountFen: 56, reason: '' })
    const second = await read(await craft({ refundNo: 'REFUND1' }, trade.tradeNo))
    assert.deepEqual(second.kind === 'payment' && second.proof, first.kind === 'payment' && first.proof)
  })
})
