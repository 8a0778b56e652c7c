import assert from 'node:assert/strict'
import { tamperKinds } from '../../server/src/simulators/wechat-pay/tampering.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import { paymentsOf } from '../support/database-rows.ts'
import type { CraftedNotice } from '../support/simulator-control.ts'
import { sharedTown, type Town } from './town.ts'

const MERCHANT = { mchId: '1900000001' } as const
const STRANGER = { mchId: '1900000002', appId: 'wx00000000000000b1' } as const

describe('a notice that is not the truth', function () {
  this.timeout(120_000)
  let town: Town
  let order: ResidentOrder
  before(async () => {
    town = await sharedTown()
    const { payer, flat } = await town.home()
    order = await payer.order([flat])
  })
  afterEach(() => town.booksAgree())

  /** Refused, and nothing is left of it: no notice, no job, no event, no money. */
  async function refuses(notices: readonly CraftedNotice[], url?: string): Promise<void> {
    const before = await town.traces()
    for (const notice of notices) assert.equal(await town.post(notice, url), 401, JSON.stringify(notice))
    assert.deepEqual(await town.traces(), before)
  }
  const craft = (more: object = {}): Promise<CraftedNotice> =>
    town.running.simulator.control.craft({ ...MERCHANT, outTradeNo: order.orderNo, ...more })

  for (const tamper of tamperKinds) {
    it(`is refused: ${tamper}`, async () => refuses([await craft({ tamper })]))
  }

  it('is refused when any header has changed', async () => {
    const notice = await craft()
    const signed = Object.keys(notice.headers).filter((name) => name.startsWith('wechatpay-') && name !== 'wechatpay-signature-type')
    assert.ok(signed.length >= 4, String(signed))
    await refuses(signed.map((name) => ({ ...notice, headers: { ...notice.headers, [name]: changed(notice.headers[name] ?? '') } })))
    await refuses(signed.map((name) => ({ ...notice, headers: { ...notice.headers, [name]: '' } })))
  })

  it('is refused when any field of its body has changed', async () => {
    const notice = await craft()
    const body = JSON.parse(notice.body) as { resource: Record<string, string> } & Record<string, string>
    const { resource, ...envelope } = body
    const bodies = [
      ...Object.entries(envelope).map(([name, value]) => ({ ...body, [name]: changed(value) })),
      ...Object.entries(resource).map(([name, value]) => ({ ...body, resource: { ...resource, [name]: changed(value) } })),
    ]
    assert.ok(bodies.length >= 10, String(bodies.length))
    await refuses(bodies.map((one) => ({ ...notice, body: JSON.stringify(one) })))
  })

  it('is refused 301 seconds old or early, and taken at 299', async () => {
    await refuses([await craft({ timestampOffsetSeconds: -301 }), await craft({ timestampOffsetSeconds: 301 })])
    for (const timestampOffsetSeconds of [-299, 299]) {
      // Another event than a payment: taken, and of no business to us.
      assert.equal(await town.post(await craft({ timestampOffsetSeconds, envelope: { event_type: 'COUPON.USE' } })), 204)
    }
  })

  it('is refused when it is the notice of another merchant', async () => {
    const notice = await town.running.simulator.control.craft(STRANGER)
    await refuses([notice])
    await refuses([notice], town.callback.replace(MERCHANT.mchId, STRANGER.mchId))
    await refuses([await craft()], town.callback.replace(MERCHANT.mchId, STRANGER.mchId))
    await refuses([await craft({ signAsMchId: STRANGER.mchId })])
  })

  it('posts nothing and raises an alert when it names another app', async () => {
    const before = await town.traces()
    const alerts = await town.alerts('payment-wrong-app')
    assert.equal(await town.post(await craft({ transaction: { appid: STRANGER.appId } })), 204)
    await town.running.settle()
    const { payments, journal_entries, order_events } = await town.traces()
    assert.deepEqual([payments, journal_entries, order_events], [before.payments, before.journal_entries, before.order_events])
    assert.equal(await town.alerts('payment-wrong-app'), alerts + 1)
  })

  it('posts nothing when it names an app and an order that are both unknown', async () => {
    const before = await town.traces()
    const alerts = await town.alerts('payment-unknown-app')
    assert.equal(await town.post(await town.running.simulator.control.craft({ ...MERCHANT, appId: STRANGER.appId })), 204)
    await town.running.settle()
    assert.equal((await town.traces()).payments, before.payments)
    assert.equal(await town.alerts('payment-unknown-app'), alerts + 1)
  })

  it('does not stand in the way of the true one', async () => {
    const { control } = town.running.simulator
    await control.behave(order.orderNo, 'forged-every-way')
    await control.pay({ ...MERCHANT, outTradeNo: order.orderNo })
    await town.running.settle()
    const [payment, ...more] = await paymentsOf(town.world.database, order.orderNo)
    assert.deepEqual([payment?.amountFen, payment?.learnedFrom, more.length], [order.totalFen, 'notice', 0])
  })
})

/** The same kind of text with one character different. */
function changed(text: string): string {
  const at = Math.floor(text.length / 2)
  return `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`
}
