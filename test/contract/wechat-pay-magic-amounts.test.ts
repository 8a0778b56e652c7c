import assert from 'node:assert/strict'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'
import { startNoticeListener } from './notice-listener.ts'
import { appOf, openShop, publicKeyMerchant, type Shop } from './wechat-pay-world.ts'

describe('WeChat Pay simulator: magic amounts', () => {
  let simulator: WechatSimulator
  let shop: Shop
  before(async function () {
    this.timeout(30_000)
    simulator = await startWechatSimulator({ noticeTimeoutMs: 2000 })
    shop = openShop(simulator, { timeoutMs: 1500 })
  })
  afterEach(() => simulator.control.setClock(Date.now()))
  after(() => simulator.stop())

  const noticesOf = async (prepayId: string) => (await simulator.control.notices(prepayId)).notices
  const tradeOf = async (prepayId: string) => (await simulator.book()).trades.find((trade) => trade.prepayId === prepayId)

  const pay = async (totalFen: number, notifyUrl?: string) => {
    const { orderNo, prepayId } = await shop.prepay(publicKeyMerchant, { totalFen, ...(notifyUrl === undefined ? {} : { notifyUrl }) })
    const params = shop.gateway.signForClient(publicKeyMerchant, appOf[publicKeyMerchant.mchId], prepayId)
    const shown = await simulator.control.requestPayment(params)
    await simulator.control.settle()
    return { orderNo, prepayId, shown }
  }

  it('90001 fen, declined: no money moves, no notice', async () => {
    const { orderNo, prepayId, shown } = await pay(90_001)
    assert.equal(shown.shown, 'failed')
    assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, orderNo)).kind, 'not-paid')
    assert.deepEqual(await noticesOf(prepayId), [])
    assert.ok((await tradeOf(prepayId))?.declinedAt)
  })

  it('90002 fen, the order times out though it was created; 90003 fen, it fails and was not', async () => {
    for (const [totalFen, found] of [
      [90_002, 'not-paid'],
      [90_003, 'not-found'],
    ] as const) {
      const order = shop.order(publicKeyMerchant, { totalFen })
      assert.equal((await shop.gateway.createJsapiOrder(publicKeyMerchant, order)).kind, 'unknown')
      assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, order.orderNo)).kind, found)
    }
  })

  it('90004 and 90005 fen, paid though the phone shows failure, or nothing', async () => {
    for (const [totalFen, expected] of [
      [90_004, 'failed'],
      [90_005, 'times-out'],
    ] as const) {
      const { orderNo, shown } = await pay(totalFen)
      assert.equal(shown.shown, expected)
      assert.match(shown.errMsg, /^requestPayment:fail/)
      assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, orderNo)).kind, 'paid')
    }
  })

  it('90006 fen, the notice comes five minutes late', async () => {
    const listener = await startNoticeListener()
    await simulator.control.setClock(Date.now(), { frozen: true })
    await pay(90_006, listener.url)
    await simulator.control.advance(299_999)
    assert.equal(listener.received.length, 0)
    await simulator.control.advance(1)
    assert.equal(listener.received.length, 1)
    await listener.stop()
  })

  it('90007 fen, the notice comes eight times at once', async () => {
    const listener = await startNoticeListener()
    await pay(90_007, listener.url)
    assert.equal(new Set(listener.received.map(({ remotePort }) => remotePort)).size, 8)
    await listener.stop()
  })

  for (const [totalFen, forgeries] of [
    [90_008, ['bad-ciphertext']],
    [90_009, ['bad-signature']],
    [90_010, ['stale']],
    [90_011, ['bad-signature']],
    [90_012, ['bad-ciphertext', 'bad-ciphertext', 'bad-signature', 'stale', 'stale', 'bad-signature', 'bad-signature', 'bad-signature']],
  ] as const) {
    it(`${totalFen} fen: forged notices come first (${forgeries.length}), then the true one`, async () => {
      const verdicts: string[] = []
      const listener = await startNoticeListener(async (notice) => {
        const result = await shop.gateway.readNotice(publicKeyMerchant, notice)
        verdicts.push(result.kind === 'rejected' ? result.reason : result.kind)
        return result.kind === 'payment' ? 204 : 401
      })
      const { prepayId } = await pay(totalFen, listener.url)
      assert.deepEqual(verdicts, [...forgeries, 'payment'])
      const [notice] = await noticesOf(prepayId)
      assert.equal(notice?.acknowledged, true)
      assert.equal(notice?.attempts.filter(({ kind, status }) => kind !== 'true' && status === 204).length, 0)
      await listener.stop()
    })
  }

  it('90013 fen, no notice ever; the query finds the money, and a notice can still be pushed by hand', async () => {
    const listener = await startNoticeListener()
    const { orderNo, prepayId } = await pay(90_013, listener.url)
    await simulator.control.advance(48 * 3_600_000)
    assert.equal(listener.received.length, 0)
    await simulator.control.setClock(Date.now())
    assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, orderNo)).kind, 'paid')
    const [notice] = await noticesOf(prepayId)
    await simulator.control.resend(notice?.noticeId ?? '')
    assert.equal(listener.received.length, 1)
    await listener.stop()
  })

  it('are published as JSON', async () => {
    const { magicAmounts } = (await (await fetch(`${simulator.url}/sim/wechat-pay/magic-amounts`)).json()) as {
      magicAmounts: { amountFen: number; behaviour: string; title: string }[]
    }
    assert.deepEqual(
      magicAmounts.map(({ amountFen }) => amountFen),
      Array.from({ length: 13 }, (_, index) => 90_001 + index),
    )
  })
})
