import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { CrashAt, CrashPoint } from '../../server/src/platform/crash-points.ts'
import { paymentsOf, rowsOf } from '../support/database-rows.ts'
import { payerAt, Refused, takeMoney } from '../support/payer.ts'
import { runSystem } from '../support/system.ts'
import { until } from '../support/until.ts'
import { sharedTown, type Town } from './town.ts'

describe('an answer that never came', function () {
  this.timeout(120_000)
  let town: Town
  before(async () => {
    town = await sharedTown()
  })
  afterEach(() => town.booksAgree())

  const control = () => town.running.simulator.control
  const stateOf = async (orderNo: string) =>
    (await rowsOf<{ state: string }>(town.world.database, 'SELECT state FROM payment_orders WHERE order_no = :orderNo', { orderNo }))[0]
      ?.state
  /** The first look of the query job: ten seconds after the order. */
  const firstLook = () => town.at('2026-11-22T08:00:11+08:00').then(() => town.running.settle())

  it('about an order that the platform has leaves it unknown, and the query job prepares it', async () => {
    const { payer, flat } = await town.home()
    await control().spoilAnswers('jsapi', 'drop')
    const order = await payer.order([flat])
    assert.deepEqual([order.state, order.wechatPay], ['unknown', null])
    await firstLook()
    const prepared = await payer.view(order.orderNo)
    assert.equal(prepared.state, 'prepared')
    assert.equal(await payer.pay(prepared), 'requestPayment:ok')
    await town.running.settle()
    assert.equal((await payer.view(order.orderNo)).state, 'paid')
  })

  it('about an order that the platform does not have leaves it unknown, and the query job places it', async () => {
    const { payer, flat } = await town.home()
    await control().spoilAnswers('jsapi', 'system-error-before')
    const order = await payer.order([flat])
    assert.equal(order.state, 'unknown')
    await firstLook()
    assert.equal((await payer.view(order.orderNo)).state, 'prepared')
  })

  for (const fault of ['hang', 'unsigned', 'bad-signature', 'body-changed', 'stale', 'system-error'] as const) {
    it(`is never taken for a refusal: ${fault}`, async () => {
      const { payer, flat } = await town.home()
      await control().spoilAnswers('jsapi', fault)
      assert.equal((await payer.order([flat])).state, 'unknown')
    })
  }

  it('about an order that was paid meanwhile does not matter: the query job settles it', async () => {
    const { payer, flat } = await town.home()
    await control().spoilAnswers('jsapi', 'drop')
    const order = await payer.order([flat])
    await control().behave(order.orderNo, 'notice-never')
    await takeMoney(control(), order)
    await firstLook()
    assert.equal((await payer.view(order.orderNo)).state, 'paid')
    assert.deepEqual(
      (await paymentsOf(town.world.database, order.orderNo)).map(({ learnedFrom }) => learnedFrom),
      ['query'],
    )
  })

  it('to the query is asked for again on the next step of the ladder', async () => {
    const { payer, flat } = await town.home()
    const order = await payer.order([flat])
    await control().behave(order.orderNo, 'notice-never')
    await takeMoney(control(), order)
    await control().spoilAnswers('query', 'bad-signature')
    await firstLook()
    assert.equal(await stateOf(order.orderNo), 'prepared')
    await town.at('2026-11-22T08:00:31+08:00')
    await town.running.settle()
    assert.equal(await stateOf(order.orderNo), 'paid')
  })

  it('from the platform about money is found by the query job', async () => {
    const { payer, flat } = await town.home()
    const order = await payer.order([flat])
    await control().behave(order.orderNo, 'notice-never')
    assert.equal(await payer.pay(order), 'requestPayment:ok')
    await town.running.settle()
    assert.equal((await payer.view(order.orderNo)).state, 'prepared')
    await firstLook()
    assert.equal((await payer.view(order.orderNo)).state, 'paid')
  })

  it('before the notice: the money is settled although the order is still being placed', async () => {
    const { payer, flat } = await town.home()
    await control().spoilAnswers('jsapi', 'hang')
    const ordering = payer.order([flat])
    const { orderNo } = await until('the platform has the order', async () => {
      const [row] = await rowsOf<{ orderNo: string }>(
        town.world.database,
        `SELECT o.order_no AS orderNo FROM payment_orders o JOIN order_households oh ON oh.order_id = o.id JOIN households h ON h.id = oh.household_id
         WHERE h.household_no = :flat`,
        { flat },
      )
      return row && (await control().book()).trades.some((trade) => trade.outTradeNo === row.orderNo) && row
    })
    assert.equal(await stateOf(orderNo), 'submitted')
    await takeMoney(control(), { orderNo })
    await town.running.settle()
    assert.equal(await stateOf(orderNo), 'paid')
    const order = await ordering
    assert.deepEqual([order.state, order.wechatPay], ['paid', null])
  })

  it('of the cashier, who declined, leaves no money anywhere; the order ends at its expiry on both sides', async () => {
    const { payer, flat } = await town.home()
    const order = await payer.order([flat])
    await control().behave(order.orderNo, 'declined')
    assert.notEqual(await payer.pay(order), 'requestPayment:ok')
    await town.running.settle()
    assert.equal((await payer.view(order.orderNo)).state, 'prepared')
    await town.at('2026-11-22T08:31:00+08:00')
    await town.running.settle()
    assert.equal(await stateOf(order.orderNo), 'closed')
    const trade = (await control().book()).trades.find((one) => one.outTradeNo === order.orderNo)
    assert.deepEqual([trade?.state, trade?.transactionId], ['CLOSED', null])
  })

  it('because the server died before its call: the order ends at its expiry, and the key it was made with is answered', async () => {
    const { payer, flat } = await town.home()
    const dying = await runSystem(town.world, { simulator: town.running.simulator, crashAt: dieAt('payments.order.prepared') })
    const key = randomUUID()
    await assert.rejects(payerAt(dying.url, control(), payer.token).order([flat], key), (error: Refused) => error.status === 500)
    await dying.stop()
    const [open] = await refusal(payer.order([flat], key))
    assert.equal(open, 'IN_PROGRESS')
    const [other, orderNo] = await refusal(payer.order([flat]))
    assert.equal(other, 'ORDER_OPEN')
    await town.at('2026-11-22T08:31:00+08:00')
    await town.running.settle()
    assert.equal(await stateOf(orderNo), 'closed')
    assert.equal((await payer.order([flat], key)).orderNo, orderNo)
  })

  async function refusal(asking: Promise<unknown>): Promise<readonly [code: string, orderNo: string]> {
    const error = await asking.then(
      () => null,
      (refused: unknown) => refused as Refused,
    )
    assert.ok(error instanceof Refused, String(error))
    return [error.code, String(error.facts.orderNo)]
  }
})

/** As near to a dead process as one gets inside a living one: nothing after this point happens. */
function dieAt(wanted: CrashPoint): CrashAt {
  return (point) => {
    if (point === wanted) throw new Error(`died at ${point}`)
  }
}
