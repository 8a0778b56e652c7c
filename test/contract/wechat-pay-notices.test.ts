import assert from 'node:assert/strict'
import type { RawNotice } from '../../server/src/gateways/wechat-pay/port.ts'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'
import { appOf, certificateMerchant, kinds, OPENID, openShop, publicKeyMerchant, raw, type Shop } from './wechat-pay-world.ts'

describe('WeChat Pay: notices', () => {
  let simulator: WechatSimulator
  let shop: Shop
  let orderNo: string
  let prepayId: string
  before(async function () {
    this.timeout(30_000)
    simulator = await startWechatSimulator()
    shop = openShop(simulator)
    ;({ orderNo, prepayId } = await shop.prepay(publicKeyMerchant))
    await simulator.control.hold()
    await simulator.control.pay({ prepayId })
  })
  after(() => simulator.stop())

  const read = (notice: RawNotice) => shop.gateway.readNotice(publicKeyMerchant, notice)
  const craft = async (changes: Omit<Parameters<WechatSimulator['control']['craft']>[0], 'prepayId'> = {}) =>
    raw(await simulator.control.craft({ prepayId, ...changes } as Parameters<WechatSimulator['control']['craft']>[0]))
  const rejected = (reason: string) => ({ kind: 'rejected', reason })

  for (const [kind, merchant] of kinds) {
    it(`of a ${kind} merchant prove the money`, async () => {
      const order = await shop.prepay(merchant)
      const succeededAt = Math.floor(Date.now() / 1000) * 1000 - 7000
      await simulator.control.pay({ prepayId: order.prepayId }, { succeededAt })
      const notice = await simulator.control.craft({ prepayId: order.prepayId, noticeId: 'notice-1' })
      const result = await shop.gateway.readNotice(merchant, raw(notice))
      const trade = (await simulator.book()).trades.find((candidate) => candidate.prepayId === order.prepayId)
      assert.deepEqual(result, {
        kind: 'payment',
        noticeId: 'notice-1',
        proof: {
          mchId: merchant.mchId,
          subMchId: merchant.subMchId,
          appId: appOf[merchant.mchId],
          orderNo: order.orderNo,
          transactionId: trade?.transactionId,
          totalFen: 102_056,
          payerOpenid: OPENID,
          succeededAt,
          way: 'sheet',
          payerFen: 102_056,
        },
      })
    })
  }

  const tamperings = [
    ['amount-in-ciphertext', 'bad-ciphertext'],
    ['zero-tag', 'bad-ciphertext'],
    ['ciphertext-bit', 'bad-ciphertext'],
    ['resource-nonce', 'bad-ciphertext'],
    ['associated-data', 'bad-ciphertext'],
    ['signature-bit', 'bad-signature'],
    ['sign-test', 'bad-signature'],
    ['body-after-signing', 'bad-signature'],
    ['header-nonce', 'bad-signature'],
    ['header-timestamp', 'bad-signature'],
    ['stranger-key', 'bad-signature'],
    ['header-serial', 'unknown-key'],
    ['serial-constructor', 'unknown-key'],
    ['no-signature', 'malformed'],
    ['stale', 'stale'],
    ['future', 'stale'],
  ] as const
  for (const [tamper, reason] of tamperings) {
    it(`${tamper} is rejected as ${reason}`, async () => {
      assert.deepEqual(await read(await craft({ tamper })), rejected(reason))
    })
  }

  it('every single field of the body is covered: a change after signing is a bad signature', async () => {
    const genuine = await craft()
    const notice = JSON.parse(genuine.body.toString()) as Record<string, unknown> & { resource: Record<string, unknown> }
    const changed = [
      ...Object.keys(notice).map((name) => ({ ...notice, [name]: 'changed' })),
      ...Object.keys(notice.resource).map((name) => ({ ...notice, resource: { ...notice.resource, [name]: 'changed' } })),
    ]
    assert.equal(changed.length, 11)
    for (const body of changed)
      assert.deepEqual(await read({ ...genuine, body: Buffer.from(JSON.stringify(body)) }), rejected('bad-signature'))
    // not even white space: the signature covers bytes, not JSON
    assert.deepEqual(await read({ ...genuine, body: Buffer.from(JSON.stringify(notice, null, 1)) }), rejected('bad-signature'))
    assert.equal((await read(genuine)).kind, 'payment')
  })

  it('every signature header is needed and covered', async () => {
    const genuine = await craft()
    for (const name of ['timestamp', 'nonce', 'serial', 'signature'].map((part) => `wechatpay-${part}`)) {
      assert.deepEqual(await read({ ...genuine, headers: { ...genuine.headers, [name]: undefined } }), rejected('malformed'), name)
      assert.deepEqual(await read({ ...genuine, headers: { ...genuine.headers, [name]: '' } }), rejected('malformed'), name)
      const other = await read({
        ...genuine,
        headers: { ...genuine.headers, [name]: name.endsWith('timestamp') ? String(Math.floor(Date.now() / 1000) - 7) : 'x' },
      })
      assert.equal(other.kind, 'rejected', name)
    }
  })

  it('the time window is 300 s to the millisecond, both ways', async () => {
    const genuine = await craft()
    const signedAt = Number(genuine.headers['wechatpay-timestamp']) * 1000
    const at = async (now: number) => {
      shop.clock.now = () => now
      const result = await read(genuine)
      shop.clock.now = () => Date.now()
      return result.kind === 'rejected' ? result.reason : result.kind
    }
    assert.equal(await at(signedAt + 300_000), 'payment')
    assert.equal(await at(signedAt + 300_001), 'stale')
    assert.equal(await at(signedAt - 300_000), 'payment')
    assert.equal(await at(signedAt - 300_001), 'stale')
  })

  it('hostile input of any shape is rejected, never thrown', async () => {
    const { headers } = await craft()
    const bodies = ['', 'null', '[]', '"text"', '{', '{"id":1}', '\u0000', 'x'.repeat(100_000)]
    for (const body of bodies) assert.deepEqual(await read({ headers, body: Buffer.from(body) }), rejected('bad-signature'))
    for (const timestamp of ['NaN', '-1', '1e9', '99999999999999', '1.5', '0x10', ' 1'])
      assert.equal((await read({ headers: { ...headers, 'wechatpay-timestamp': timestamp }, body: Buffer.from('{}') })).kind, 'rejected')
    for (const serial of ['__proto__', 'toString', 'hasOwnProperty'])
      assert.deepEqual(
        await read({ headers: { ...headers, 'wechatpay-serial': serial }, body: Buffer.from('{}') }),
        rejected('unknown-key'),
      )
  })

  it('validly signed nonsense is malformed', async () => {
    const nonsense = [
      { envelope: { id: null } },
      { envelope: { id: 'a b' } },
      { envelope: { event_type: null } },
      { envelope: { resource: null } },
      { envelope: { resource: { algorithm: 'NONE' } } },
      { transaction: { out_trade_no: null } },
      { transaction: { transaction_id: null } },
      { transaction: { success_time: 'yesterday' } },
      { transaction: { amount: { total: 1.5 } } },
      { transaction: { amount: { total: '102056' } } },
      { transaction: { amount: { total: 0 } } },
      { transaction: { amount: { total: -1 } } },
      { transaction: { amount: { total: 2 ** 53 } } },
      { transaction: { amount: { currency: 'USD' } } },
      { transaction: { appid: null } },
      { transaction: { trade_state: null } },
    ]
    for (const changes of nonsense) assert.deepEqual(await read(await craft(changes)), rejected('malformed'), JSON.stringify(changes))
  })

  it('another merchant, sub-merchant or mode is wrong-merchant, although the platform signed it', async () => {
    assert.deepEqual(await read(await craft({ transaction: { mchid: '1900000002' } })), rejected('wrong-merchant'))
    const partner = { mchid: null, sp_mchid: publicKeyMerchant.mchId, sp_appid: appOf[publicKeyMerchant.mchId], sub_mchid: '1900000010' }
    assert.deepEqual(await read(await craft({ transaction: partner })), rejected('wrong-merchant'))
    const sub = { mchId: '1900000009', mode: 'partner', subMchId: '1900000011' } as const
    const notice = await simulator.control.craft({ mchId: '1900000009', subMchId: '1900000010', appId: 'wx00000000000000f1' })
    assert.deepEqual(await shop.gateway.readNotice(sub, raw(notice)), rejected('wrong-merchant'))
    assert.equal((await shop.gateway.readNotice({ ...sub, subMchId: '1900000010' }, raw(notice))).kind, 'payment')
  })

  it("one merchant's notice at another's door does not open", async () => {
    const other = await shop.prepay(certificateMerchant)
    const notice = raw(await simulator.control.craft({ prepayId: other.prepayId }))
    assert.equal((await read(notice)).kind, 'rejected')
    // and even when the neighbour's key signs it, the text is sealed for someone else
    const resigned = raw(await simulator.control.craft({ prepayId: other.prepayId, signAsMchId: publicKeyMerchant.mchId }))
    assert.deepEqual(await read(resigned), rejected('wrong-merchant'))
  })

  it('another app, order number or amount is passed on as it is: judging it is up to the order', async () => {
    const result = await read(
      await craft({ transaction: { appid: 'wx00000000000000b1', out_trade_no: 'UNKNOWN0001', amount: { total: 1 } } }),
    )
    assert.equal(result.kind, 'payment')
    const { appId, orderNo: number, totalFen } = result.kind === 'payment' ? result.proof : assert.fail()
    assert.deepEqual([appId, number, totalFen], ['wx00000000000000b1', 'UNKNOWN0001', 1])
  })

  it('settles total, not what is left after coupons, and does not need an openid', async () => {
    const result = await read(await craft({ transaction: { amount: { payer_total: 1 }, payer: null } }))
    assert.deepEqual(result.kind === 'payment' && [result.proof.totalFen, result.proof.payerOpenid, result.proof.orderNo], [
      102_056,
      null,
      orderNo,
    ])
  })

  it('other events and trades that are not SUCCESS are ignored by name', async () => {
    const coupon = await read(await craft({ noticeId: 'n-2', envelope: { event_type: 'COUPON.USE' } }))
    assert.deepEqual(coupon, { kind: 'ignored', noticeId: 'n-2', eventType: 'COUPON.USE' })
    const closed = await read(await craft({ noticeId: 'n-3', transaction: { trade_state: 'CLOSED' } }))
    assert.deepEqual(closed, { kind: 'ignored', noticeId: 'n-3', eventType: 'TRANSACTION.SUCCESS' })
  })
})
