import assert from 'node:assert/strict'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'
import { startNoticeListener } from './notice-listener.ts'
import { appOf, openShop, publicKeyMerchant, type Shop } from './wechat-pay-world.ts'

const OFFICIAL_SCHEDULE_S = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600]

describe('WeChat Pay simulator: how notices travel', () => {
  let simulator: WechatSimulator
  let shop: Shop
  before(async function () {
    this.timeout(30_000)
    simulator = await startWechatSimulator({ noticeTimeoutMs: 2000 })
    shop = openShop(simulator)
  })
  afterEach(async () => {
    shop.clock.offsetMs = 0
    await simulator.control.setClock(Date.now())
    await simulator.control.release()
  })
  after(() => simulator.stop())

  const noticesOf = async (prepayId: string) => (await simulator.control.notices(prepayId)).notices

  it('repeats an unanswered notice by the official schedule, fifteen sends in all, under one notice id', async () => {
    const started = await simulator.control.setClock(Date.now(), { frozen: true })
    const listener = await startNoticeListener(() => 500)
    const { prepayId } = await shop.prepay(publicKeyMerchant, { notifyUrl: listener.url })
    await simulator.control.pay({ prepayId })
    await simulator.control.settle()
    await simulator.control.advance(48 * 3_600_000)
    const [notice] = await noticesOf(prepayId)
    const sentAt = notice?.attempts.map(({ at }) => Date.parse(at)) ?? []
    assert.equal(sentAt[0], Date.parse(started.now))
    const pauses = sentAt.slice(1).map((at, index) => (at - (sentAt[index] ?? 0)) / 1000)
    assert.deepEqual(pauses, OFFICIAL_SCHEDULE_S)
    assert.equal(listener.received.length, 15)
    const bodies = new Set(listener.received.map(({ body }) => (JSON.parse(body.toString()) as { id: string }).id))
    assert.deepEqual([...bodies], [notice?.noticeId])
    const nonces = new Set(listener.received.map(({ headers }) => headers['wechatpay-nonce']))
    assert.equal(nonces.size, 15)
    assert.equal(notice?.acknowledged, false)
    await listener.stop()
  })

  it('stops repeating at the first 200 or 204', async () => {
    for (const accepted of [200, 204]) {
      const listener = await startNoticeListener((_, count) => (count < 3 ? 503 : accepted))
      const { prepayId } = await shop.prepay(publicKeyMerchant, { notifyUrl: listener.url })
      await simulator.control.pay({ prepayId })
      await simulator.control.settle()
      await simulator.control.advance(24 * 3_600_000)
      const [notice] = await noticesOf(prepayId)
      assert.deepEqual(
        notice?.attempts.map(({ status }) => status),
        [503, 503, accepted],
      )
      assert.equal(notice?.acknowledged, true)
      await listener.stop()
      await simulator.control.setClock(Date.now())
    }
  })

  it('takes a redirect, another 2xx and silence for no', async () => {
    const listener = await startNoticeListener((_, count) => [302, 201, new Promise<number>(() => {})][count - 1] ?? 204)
    const { prepayId } = await shop.prepay(publicKeyMerchant, { notifyUrl: listener.url })
    await simulator.control.pay({ prepayId })
    await simulator.control.settle()
    await simulator.control.advance(120_000)
    const [notice] = await noticesOf(prepayId)
    assert.deepEqual(
      notice?.attempts.map(({ status, error }) => error ?? status),
      [302, 201, 'timed out', 204],
    )
    await listener.stop()
  })

  it('holds notices until released', async () => {
    const listener = await startNoticeListener()
    await simulator.control.hold()
    const { prepayId } = await shop.prepay(publicKeyMerchant, { notifyUrl: listener.url })
    await simulator.control.pay({ prepayId })
    await simulator.control.settle()
    assert.equal(listener.received.length, 0)
    await simulator.control.release()
    assert.equal(listener.received.length, 1)
    await listener.stop()
  })

  it('sends one notice a hundred times over sixteen sockets to two addresses, each signed afresh and each genuine', async () => {
    const listeners = [await startNoticeListener(), await startNoticeListener()]
    const { prepayId } = await shop.prepay(publicKeyMerchant, { notifyUrl: listeners[0]?.url ?? '' })
    await simulator.control.hold()
    await simulator.control.pay({ prepayId })
    const [notice] = await noticesOf(prepayId)
    const attempts = await simulator.control.resend(notice?.noticeId ?? '', {
      urls: listeners.map(({ url }) => url),
      times: 100,
      sockets: 16,
    })
    assert.equal(attempts.filter(({ status }) => status === 204).length, 100)
    const received = listeners.flatMap((listener) => listener.received)
    assert.equal(received.length, 100)
    assert.equal(new Set(received.map(({ remotePort }) => remotePort)).size, 16)
    assert.ok(listeners.every((listener) => listener.received.length > 30))
    for (const one of received) assert.equal((await shop.gateway.readNotice(publicKeyMerchant, one)).kind, 'payment')
    await simulator.control.release()
    await Promise.all(listeners.map((listener) => listener.stop()))
  })

  it('keeps its book, its clock and its unfinished notices through a SIGKILL', async () => {
    await simulator.control.setClock('2027-01-01T00:00:00Z')
    shop.clock.offsetMs = Date.UTC(2027, 0, 1) - Date.now()
    const listener = await startNoticeListener((_, count) => (count === 1 ? 500 : 204))
    const { prepayId, orderNo } = await shop.prepay(publicKeyMerchant, { notifyUrl: listener.url })
    await simulator.control.pay({ prepayId })
    await simulator.control.settle()
    const before = await simulator.book()
    await simulator.restart()
    assert.deepEqual(await simulator.book(), before)
    assert.ok(Math.abs(Date.parse((await simulator.control.clock()).now) - Date.UTC(2027, 0, 1)) < 20_000)
    assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, orderNo)).kind, 'paid')
    await simulator.control.advance(15_000)
    assert.equal(listener.received.length, 2)
    assert.equal((await noticesOf(prepayId))[0]?.acknowledged, true)
    await listener.stop()
  })

  it('crafted notices can be sent by the simulator itself', async () => {
    const listener = await startNoticeListener(() => 404)
    const attempts = await simulator.control.craftAndSend(
      { mchId: publicKeyMerchant.mchId, appId: appOf[publicKeyMerchant.mchId], transaction: { out_trade_no: 'NOBODYS0001' } },
      { urls: [listener.url], times: 3, sockets: 2 },
    )
    assert.deepEqual(
      attempts.map(({ status }) => status),
      [404, 404, 404],
    )
    const [received] = listener.received
    const result = received === undefined ? undefined : await shop.gateway.readNotice(publicKeyMerchant, received)
    assert.equal(result?.kind === 'payment' && result.proof.orderNo, 'NOBODYS0001')
    await listener.stop()
  })
})
