import assert from 'node:assert/strict'
import { balanceOf, paymentsOf } from '../support/database-rows.ts'
import { takeMoney } from '../support/payer.ts'
import { sharedTown, type Town } from './town.ts'

const MERCHANT = { mchId: '1900000001' } as const
const OUR_APP = 'wx00000000000000a1'

describe('money that does not fit', function () {
  this.timeout(120_000)
  let town: Town
  before(async () => {
    town = await sharedTown()
  })
  afterEach(() => town.booksAgree())

  it('is kept in suspense with an alert when nobody knows its order', async () => {
    await town.home()
    const alerts = await town.alerts('payment-in-suspense')
    const transaction_id = town.invent('4200000000000000000000000001')
    const notice = await town.running.simulator.control.craft({
      ...MERCHANT,
      appId: OUR_APP,
      transaction: { transaction_id, out_trade_no: 'NOBODYSORDER1', amount: { total: 12_345 } },
    })
    for (const time of [1, 2]) assert.equal(await town.post(notice), 204, `time ${time}`)
    await town.running.settle()
    const [payment, ...more] = await paymentsOf(town.world.database, 'NOBODYSORDER1')
    assert.deepEqual([payment?.destination, payment?.amountFen, more.length], ['suspense', 12_345, 0])
    assert.equal(await town.alerts('payment-in-suspense'), alerts + 1)
  })

  it('is kept in suspense with an alert when it is another amount than the order, which stays open', async () => {
    const { payer, flat } = await town.home()
    const order = await payer.order([flat])
    const alerts = await town.alerts('payment-in-suspense')
    const transaction_id = town.invent('4200000000000000000000000002')
    const notice = await town.running.simulator.control.craft({
      ...MERCHANT,
      outTradeNo: order.orderNo,
      transaction: { transaction_id, amount: { total: order.totalFen - 1 } },
    })
    assert.equal(await town.post(notice), 204)
    await town.running.settle()
    const [payment, ...more] = await paymentsOf(town.world.database, order.orderNo)
    assert.deepEqual([payment?.destination, payment?.amountFen, more.length], ['suspense', order.totalFen - 1, 0])
    assert.equal((await payer.view(order.orderNo)).state, 'prepared')
    assert.equal((await payer.owes(flat)).totalFen, order.totalFen)
    assert.equal(await town.alerts('payment-in-suspense'), alerts + 1)
  })

  it('becomes balance when it is a second transaction for a paid order', async () => {
    const { payer, flat } = await town.home()
    const order = await payer.order([flat])
    await takeMoney(town.running.simulator.control, order)
    await town.running.settle()
    const alerts = await town.alerts('payment-not-as-quoted')
    const transaction_id = town.invent('4200000000000000000000000003')
    const notice = await town.running.simulator.control.craft({ ...MERCHANT, outTradeNo: order.orderNo, transaction: { transaction_id } })
    assert.equal(await town.post(notice), 204)
    await town.running.settle()
    assert.equal((await paymentsOf(town.world.database, order.orderNo)).length, 2)
    assert.equal(await balanceOf(town.world.database, flat), order.totalFen)
    assert.equal((await payer.view(order.orderNo)).state, 'paid')
    assert.equal(await town.alerts('payment-not-as-quoted'), alerts + 1)
  })

  it('pays the debt when its order was given up by the payer', async () => {
    const { payer, flat } = await town.home()
    const order = await payer.order([flat])
    const closed = await payer.ask<{ state: string }>('POST', `/api/resident/payment-orders/${order.orderNo}/close`)
    assert.equal(closed.state, 'closed')
    await takeMoney(town.running.simulator.control, order, { forced: true })
    await town.running.settle()
    assert.equal((await payer.view(order.orderNo)).state, 'paid')
    assert.equal((await payer.owes(flat)).totalFen, 0)
  })

  it('becomes balance when two people have paid the same bill, and the second is told', async () => {
    const { payer: first, flat } = await town.home()
    const second = await town.payer('person-2')
    await second.bind(flat, '测试住户')
    const orders = [await first.order([flat]), await second.order([flat])]
    for (const order of orders) await takeMoney(town.running.simulator.control, order)
    await town.running.settle()
    const views = [await first.view(orders[0]?.orderNo ?? ''), await second.view(orders[1]?.orderNo ?? '')]
    assert.deepEqual(
      views.map(({ state }) => state),
      ['paid', 'paid'],
    )
    const total = orders[0]?.totalFen ?? 0
    assert.deepEqual(views.map(({ toBalanceFen }) => toBalanceFen).sort(), [0, total].sort())
    assert.equal(await balanceOf(town.world.database, flat), total)
  })

  it('is posted once when the same notice comes again and again, also late and after the query has found it', async () => {
    const { payer, flat } = await town.home()
    const order = await payer.order([flat])
    const { control } = town.running.simulator
    await control.hold()
    await takeMoney(control, order)
    await payer.ask('POST', `/api/resident/payment-orders/${order.orderNo}/check`)
    assert.equal((await payer.view(order.orderNo)).state, 'paid')
    await control.release()
    await town.running.settle()
    const { notices } = await control.book()
    const own = notices.find((notice) => notice.outTradeNo === order.orderNo)
    assert.ok(own?.acknowledged)
    const attempts = await control.resend(own.noticeId, { times: 3 })
    assert.deepEqual(
      attempts.map(({ status }) => status),
      [204, 204, 204],
    )
    await town.running.settle()
    const [payment, ...more] = await paymentsOf(town.world.database, order.orderNo)
    assert.deepEqual([payment?.learnedFrom, more.length], ['query', 0])
  })

  it('reaches the right company when the platform collects for it as a partner', async () => {
    const { payer, flat } = await town.partnerHome()
    const order = await payer.order([flat])
    await takeMoney(town.running.simulator.control, order, { mchId: '1900000009', subMchId: '1900000010' })
    await town.running.settle()
    const [payment, ...more] = await paymentsOf(town.world.database, order.orderNo)
    assert.deepEqual([payment?.destination, payment?.learnedFrom, more.length], ['order', 'notice', 0])
    assert.equal((await payer.view(order.orderNo)).state, 'paid')
  })
})
