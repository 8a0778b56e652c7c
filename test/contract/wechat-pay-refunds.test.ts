import assert from 'node:assert/strict'
import { readRefund, readRefundNotice } from '../../server/src/gateways/wechat-pay/refund-news.ts'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'
import { type DemoMerchant, kinds, NOWHERE, nextOrderNo, openShop, publicKeyMerchant, raw, type Shop } from './wechat-pay-world.ts'

describe('WeChat Pay: refunds, against the simulator process', () => {
  let simulator: WechatSimulator
  let shop: Shop
  before(async function () {
    this.timeout(30_000)
    simulator = await startWechatSimulator()
    shop = openShop(simulator, { timeoutMs: 1_500 })
  })
  after(() => simulator.stop())

  /** A paid order of 1020.56 and what a refund of it says. */
  async function paid(merchant: DemoMerchant, amountFen: number) {
    const { orderNo, prepayId } = await shop.prepay(merchant)
    const { trade } = await simulator.control.pay({ prepayId })
    const transactionId = trade.transactionId ?? ''
    const names = { refundNo: nextOrderNo(), transactionId, orderNo }
    return { ...names, amountFen, totalFen: 102_056, reason: '供热费退费', notifyUrl: NOWHERE }
  }

  for (const [kind, merchant] of kinds) {
    it(`${kind} merchant: is accepted first, done by the query, and the same number moves nothing again`, async () => {
      const wanted = await paid(merchant, 30_000)
      const asked = await shop.gateway.refund(merchant, wanted)
      assert.equal(asked.kind === 'told' && asked.news.state, 'processing', JSON.stringify(asked))
      const again = await shop.gateway.refund(merchant, wanted)
      assert.equal(again.kind, 'told')
      const found = await shop.gateway.queryRefund(merchant, wanted.refundNo)
      const { refundNo, orderNo, transactionId, amountFen } = wanted
      assert.ok(found.kind === 'told' && found.news.refundedAt !== null && found.news.gatewayRefundId !== null)
      assert.deepEqual(
        { ...found.news, refundedAt: 0, gatewayRefundId: '' },
        {
          ...{ mchId: merchant.mchId, subMchId: merchant.subMchId, refundNo, orderNo, transactionId, amountFen, state: 'done' },
          ...{ refundedAt: 0, gatewayRefundId: '' },
        },
      )
      assert.equal((await shop.gateway.queryOrder(merchant, orderNo)).kind, 'paid', 'the payment itself still has to be booked')
    })
  }

  it('is refused with the platform’s code; too little in the account is to be tried again', async () => {
    const refusal = async (amountFen: number, changes: object = {}) => {
      const answer = await shop.gateway.refund(publicKeyMerchant, { ...(await paid(publicKeyMerchant, amountFen)), ...changes })
      return answer.kind === 'refused' ? [answer.code, answer.waits] : [answer.kind]
    }
    assert.deepEqual(await refusal(70_003), ['NOT_ENOUGH', true])
    assert.deepEqual(await refusal(70_004), ['USER_ACCOUNT_ABNORMAL', false])
    assert.deepEqual(await refusal(102_057), ['INVALID_REQUEST', false])
    assert.deepEqual(await refusal(100, { totalFen: 102_055 }), ['INVALID_REQUEST', false])
    assert.deepEqual(await refusal(100, { transactionId: '4200000000000000000000000000' }), ['ORDER_NOT_EXIST', false])
    assert.equal((await shop.gateway.queryRefund(publicKeyMerchant, nextOrderNo())).kind, 'not-found')
  })

  it('without an answer, or with one that proves nothing, is unknown', async () => {
    assert.equal((await shop.gateway.refund(publicKeyMerchant, await paid(publicKeyMerchant, 70_002))).kind, 'unknown')
    for (const fault of ['unsigned', 'bad-signature', 'stale', 'other-order', 'not-json'] as const) {
      await simulator.control.spoilAnswers('refund', fault)
      const wanted = await paid(publicKeyMerchant, 100)
      assert.equal((await shop.gateway.refund(publicKeyMerchant, wanted)).kind, 'unknown', fault)
      await simulator.control.spoilAnswers('refund-query', fault)
      assert.equal((await shop.gateway.queryRefund(publicKeyMerchant, wanted.refundNo)).kind, 'unknown', fault)
    }
  })

  it('keeps no free text and no account of the payer in the record of its calls', async () => {
    const { call } = await shop.gateway.refund(publicKeyMerchant, await paid(publicKeyMerchant, 500))
    const said = JSON.stringify(call)
    assert.match(said, /"refund":500/)
    assert.doesNotMatch(said, /零钱|供热费/)
  })

  it('tells its end in a notice only the merchant can read, of this merchant alone', async () => {
    const wanted = await paid(publicKeyMerchant, 12_300)
    const named = {
      mchId: publicKeyMerchant.mchId,
      outTradeNo: wanted.orderNo,
      refund: { outRefundNo: wanted.refundNo, amountFen: 12_300 },
    }
    const read = await shop.gateway.readNotice(publicKeyMerchant, raw(await simulator.control.craft(named)))
    assert.ok(read.kind === 'refund', JSON.stringify(read))
    const { refundNo, amountFen, state } = read.news
    assert.deepEqual({ refundNo, amountFen, state }, { refundNo: wanted.refundNo, amountFen: 12_300, state: 'done' })
    const changed = await simulator.control.craft({ ...named, tamper: 'amount-in-ciphertext' })
    assert.deepEqual(await shop.gateway.readNotice(publicKeyMerchant, raw(changed)), { kind: 'rejected', reason: 'bad-ciphertext' })
    const others = await simulator.control.craft({ ...named, transaction: { mchid: '1900000002' } })
    assert.deepEqual(await shop.gateway.readNotice(publicKeyMerchant, raw(others)), { kind: 'rejected', reason: 'wrong-merchant' })
    const odd = await simulator.control.craft({ ...named, transaction: { amount: { refund: 0.5 } } })
    assert.deepEqual(await shop.gateway.readNotice(publicKeyMerchant, raw(odd)), { kind: 'rejected', reason: 'malformed' })
  })
})

describe('WeChat Pay: published samples of refunds', () => {
  // source: pay.weixin.qq.com/wiki/doc/apiv3/apis/chapter3_5_11.shtml, the decrypted resource of a refund notice
  const notice = {
    mchid: '1900000100',
    transaction_id: '1008450740201411110005820873',
    out_trade_no: '20150806125346',
    refund_id: '50200207182018070300011301001',
    out_refund_no: '7752501201407033233368018',
    refund_status: 'SUCCESS',
    success_time: '2018-06-08T10:34:56+08:00',
    user_received_account: '招商银行信用卡0403',
    amount: { total: 999, refund: 999, payer_total: 999, payer_refund: 999 },
  }
  const news = {
    mchId: '1900000100',
    subMchId: null,
    refundNo: '7752501201407033233368018',
    gatewayRefundId: '50200207182018070300011301001',
    orderNo: '20150806125346',
    transactionId: '1008450740201411110005820873',
    amountFen: 999,
    state: 'done',
    refundedAt: Date.UTC(2018, 5, 8, 2, 34, 56),
  }

  it('reads the notice, direct and partner', () => {
    assert.deepEqual(readRefundNotice(notice, 'direct'), news)
    const { mchid, ...partner } = notice
    const both = { ...partner, sp_mchid: mchid, sub_mchid: '1900000109' }
    assert.deepEqual(readRefundNotice(both, 'partner'), { ...news, subMchId: '1900000109' })
    assert.equal(readRefundNotice(notice, 'partner'), null)
  })

  it('reads the answer, which names the state otherwise and no merchant', () => {
    const { mchid: _, refund_status: status, ...answer } = notice
    assert.deepEqual(readRefund({ ...answer, status }, { mchId: '1900000100', subMchId: null }), news)
    assert.equal(readRefund(notice, { mchId: '1900000100', subMchId: null }), null, 'a notice is no answer')
  })

  it('reads no refund that says done without saying when, or an amount that is none', () => {
    assert.equal(readRefundNotice({ ...notice, success_time: undefined }, 'direct'), null)
    for (const refund of [0, -1, 1.5, '999', null]) assert.equal(readRefundNotice({ ...notice, amount: { refund } }, 'direct'), null)
    assert.equal(readRefundNotice({ ...notice, refund_status: 'NEW' }, 'direct'), null)
  })
})
