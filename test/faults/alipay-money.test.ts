import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { tamperKinds } from '../../server/src/simulators/alipay/tampering.ts'
import type { MoneyTodo, Refundable, RefundFile } from '../../shared/contracts/payments/refunds.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import type { CraftedForm } from '../support/alipay-control.ts'
import { ALIPAY_APP, type AlipayTown, buildAlipayTown, OTHER_APP } from '../support/alipay-town.ts'
import { type StaffApi, withToken } from '../support/api.ts'
import { balanceOf, paymentsOf } from '../support/database-rows.ts'
import { PRINCIPAL_FEN } from '../support/fault-town.ts'
import { type Payer, Refused } from '../support/payer.ts'

const { sellerId } = ALIPAY_APP

describe('money by Alipay', function () {
  this.timeout(120_000)
  let town: AlipayTown
  let payer: Payer
  before(async () => {
    town = await buildAlipayTown({ flats: 24, noticeTimeoutMs: 3000 })
    payer = await town.payer('person-1')
  })
  afterEach(() => town.booksAgree())
  after(() => town.close())

  const control = () => town.alipay.control
  const post = async ({ headers, body }: CraftedForm, url = town.callback) => {
    const answer = await fetch(url, { method: 'POST', headers, body })
    return { status: answer.status, text: await answer.text() }
  }
  const TAKEN = { status: 200, text: 'success' }
  const REFUSED = { status: 401, text: 'fail' }
  const orderOf = async () => {
    const flat = await town.flatOf(payer)
    return { flat, order: await payer.order([flat]) }
  }
  const pay = async ({ alipay }: ResidentOrder) => control().tradePay(alipay?.tradeNO ?? assert.fail('nothing to pay with'))
  const craft = (order: ResidentOrder, more: object = {}) => control().craft({ sellerId, outTradeNo: order.orderNo, ...more })

  it('pays a bill: order, my.tradePay, notice, ledger', async () => {
    const { flat, order } = await orderOf()
    assert.equal(order.state, 'prepared')
    assert.equal(order.wechatPay, null)
    assert.match(order.alipay?.tradeNO ?? '', /^\d{28}$/)
    assert.equal((await pay(order)).resultCode, '9000')
    await town.running.settle()
    const [payment, ...more] = await paymentsOf(town.world.database, order.orderNo)
    assert.deepEqual([payment?.amountFen, payment?.learnedFrom, payment?.destination, more.length], [order.totalFen, 'notice', 'order', 0])
    const paid = await payer.view(order.orderNo)
    assert.deepEqual([paid.state, paid.alipay], ['paid', null])
    assert.equal((await payer.owes(flat)).totalFen, 0)
    const [line] = await town.world.database.read((unit) =>
      unit.select<{ total: number }>(`SELECT SUM(debit_fen) AS total FROM journal_lines WHERE account = 'clearing:alipay'`),
    )
    assert.equal(line?.total, order.totalFen)
    assert.ok((await control().notices(order.alipay?.tradeNO ?? '')).every(({ acknowledged }) => acknowledged))
  })

  it('the same notice two hundred times over sixteen connections, and the query at once, post one payment', async () => {
    const { order } = await orderOf()
    await control().hold()
    await pay(order)
    const [notice] = await control().notices(order.alipay?.tradeNO ?? '')
    const [attempts] = await Promise.all([
      control().resend(notice?.noticeId ?? '', { times: 200, sockets: 16 }),
      payer.ask('POST', `/api/resident/payment-orders/${order.orderNo}/check`),
    ])
    assert.equal(attempts.filter(({ status, text }) => status === 200 && text === 'success').length, 200)
    await control().release()
    await town.running.settle()
    assert.equal((await paymentsOf(town.world.database, order.orderNo)).length, 1)
  })

  it('is found by the query when no notice ever comes', async () => {
    const { order } = await orderOf()
    await control().behave(order.orderNo, 'notice-never')
    await pay(order)
    const checked = await payer.ask<ResidentOrder>('POST', `/api/resident/payment-orders/${order.orderNo}/check`)
    assert.equal(checked.state, 'paid')
    assert.equal((await paymentsOf(town.world.database, order.orderNo))[0]?.learnedFrom, 'query')
  })

  it('an order whose creation got no answer is unknown, is asked for again, and can be paid', async () => {
    const flat = await town.flatOf(payer)
    await control().spoilAnswers('create', 'bad-signature')
    const order = await payer.order([flat])
    assert.deepEqual([order.state, order.alipay], ['unknown', null])
    const checked = await payer.ask<ResidentOrder>('POST', `/api/resident/payment-orders/${order.orderNo}/check`)
    assert.equal(checked.state, 'prepared')
    assert.equal((await pay(checked)).resultCode, '9000')
    await town.running.settle()
    assert.equal((await payer.view(order.orderNo)).state, 'paid')
  })

  it('is given up by the payer: closed at Alipay first; and settled instead when the money was faster', async () => {
    const { order } = await orderOf()
    const close = ({ orderNo }: ResidentOrder) => payer.ask<ResidentOrder>('POST', `/api/resident/payment-orders/${orderNo}/close`)
    assert.equal((await close(order)).state, 'closed')
    assert.match((await pay(order)).memo, /关闭/)
    const other = (await orderOf()).order
    await control().hold()
    await pay(other)
    assert.equal((await close(other)).state, 'paid')
    await control().release()
    await town.running.settle()
    assert.equal((await paymentsOf(town.world.database, other.orderNo)).length, 1)
  })

  it('an order nobody pays is closed at its end, here and there', async () => {
    const { order } = await orderOf()
    const { now } = await control().clock()
    await town.running.setTime(new Date(Date.parse(order.expiresAt) + 60_000).toISOString())
    await town.running.settle()
    assert.equal((await payer.view(order.orderNo)).state, 'closed')
    const trade = (await town.alipay.book()).trades.find(({ outTradeNo }) => outTradeNo === order.orderNo)
    assert.equal(trade?.state, 'TRADE_CLOSED')
    await town.running.setTime(now)
  })

  describe('a notice that is not the truth', () => {
    let order: ResidentOrder
    before(async () => {
      ;({ order } = await orderOf())
    })
    /** Refused, and nothing is left of it: no notice, no job, no event, no money. */
    const refuses = async (notices: readonly CraftedForm[], url?: string) => {
      const before = await town.traces()
      for (const notice of notices) assert.deepEqual(await post(notice, url), REFUSED, notice.body)
      assert.deepEqual(await town.traces(), before)
    }

    for (const tamper of tamperKinds) it(`is refused: ${tamper}`, async () => refuses([await craft(order, { tamper })]))

    it('is refused when any field has changed or gone', async () => {
      const notice = await craft(order)
      const fields = [...new URLSearchParams(notice.body)]
      const forms = fields.flatMap(([name, value]) => [
        fields.map(([field, same]): [string, string] => [field, field === name ? `${value}0` : same]),
        fields.filter(([field]) => field !== name),
      ])
      assert.ok(forms.length > 40, String(forms.length))
      await refuses(forms.map((form) => ({ ...notice, body: new URLSearchParams(form).toString() })))
    })

    it('is refused 26 hours old or five minutes early', async () => {
      await refuses([await craft(order, { offsetSeconds: -26 * 3600 - 1 }), await craft(order, { offsetSeconds: 301 })])
    })

    it('is refused when it is of another app or another seller, at whichever door', async () => {
      const stranger = await control().craft({ appId: OTHER_APP.appId })
      const theirDoor = town.callback.replace(ALIPAY_APP.appId, OTHER_APP.appId)
      await refuses([stranger])
      // their app's keys are in our settings, but its seller is no merchant here
      await refuses([stranger], theirDoor)
      await refuses([await craft(order)], theirDoor)
      await refuses([await craft(order, { signAsAppId: OTHER_APP.appId })])
      await refuses([await craft(order, { fields: { app_id: OTHER_APP.appId } })])
      await refuses([await craft(order, { fields: { seller_id: OTHER_APP.sellerId } })])
      await refuses([await craft(order)], town.callback.replace(ALIPAY_APP.appId, '2021000000000099'))
    })

    it('does not stand in the way of the true one', async () => {
      await control().behave(order.orderNo, 'forged-every-way')
      await pay(order)
      await town.running.settle()
      const [payment, ...more] = await paymentsOf(town.world.database, order.orderNo)
      assert.deepEqual([payment?.amountFen, payment?.learnedFrom, more.length], [order.totalFen, 'notice', 0])
    })
  })

  it('is kept in suspense with an alert when nobody knows its order, or it is another amount', async () => {
    const { order } = await orderOf()
    const alerts = await town.alerts('payment-in-suspense')
    const unknown = await control().craft({
      appId: ALIPAY_APP.appId,
      fields: { trade_no: town.invent('2026112222001400000000000001'), out_trade_no: 'NOBODYSORDER1', total_amount: '123.45' },
    })
    const other = await craft(order, { fields: { trade_no: town.invent('2026112222001400000000000002'), total_amount: '0.01' } })
    for (const notice of [unknown, unknown, other]) assert.deepEqual(await post(notice), TAKEN)
    await town.running.settle()
    const [payment, ...more] = await paymentsOf(town.world.database, 'NOBODYSORDER1')
    assert.deepEqual([payment?.destination, payment?.amountFen, more.length], ['suspense', 12_345, 0])
    assert.equal((await paymentsOf(town.world.database, order.orderNo))[0]?.destination, 'suspense')
    assert.equal((await payer.view(order.orderNo)).state, 'prepared')
    assert.equal(await town.alerts('payment-in-suspense'), alerts + 2)
  })

  it('the notice of a refund, or one with a very long name, moves nothing a second time', async () => {
    const { flat, order } = await orderOf()
    await pay(order)
    await town.running.settle()
    const noticeId = `${'n'.repeat(100)}_${randomUUID().replaceAll('-', '')}`.slice(0, 128)
    const again = await craft(order, { noticeId, fields: { refund_fee: '1.00', gmt_refund: '2026-11-22 12:00:00.000', out_biz_no: 'R1' } })
    for (const time of [1, 2]) assert.deepEqual(await post(again), TAKEN, `time ${time}`)
    await town.running.settle()
    assert.equal((await paymentsOf(town.world.database, order.orderNo)).length, 1)
    assert.equal(await balanceOf(town.world.database, flat), 0)
  })

  describe('goes back', () => {
    let cashier: StaffApi
    let director: StaffApi
    before(async () => {
      const api = async (name: string) => withToken({ app: town.running.url }, await town.world.tokenOf(name))
      ;[cashier, director] = [await api('cashier'), await api('director')]
    })

    /** A bill paid by Alipay, so much of it asked back and approved. */
    async function refund(amountFen: number) {
      const { flat, order } = await orderOf()
      await pay(order)
      await town.running.settle()
      const { items } = (await cashier.get(`/payment-orders/${order.orderNo}/refundable`)).body as Refundable
      const wish = { householdNo: flat, amountFen, reason: '住户要求退回' }
      const asked = (await cashier.post(`/payments/${items[0]?.paymentNo}/refunds`, wish)).body as RefundFile
      const sent = (await director.post(`/refunds/${asked.refundNo}/approve`, {})).body as RefundFile
      return { flat, order, refundNo: asked.refundNo, state: sent.state }
    }
    const stateOf = async (refundNo: string) => ((await director.get(`/refunds/${refundNo}`)).body as RefundFile).state

    it('at once: Alipay says in its answer what became of it, and its notice changes nothing', async () => {
      const { flat, refundNo, state } = await refund(20_000)
      assert.equal(state, 'done')
      await town.running.settle()
      assert.equal(await stateOf(refundNo), 'done')
      assert.equal((await payer.owes(flat)).totalFen, 20_000)
    })

    for (const fault of ['hang', 'bad-signature'] as const)
      it(`once, when the answer is lost (${fault}): the notice makes us ask`, async () => {
        await control().spoilAnswers('refund', fault)
        const { refundNo, state, order } = await refund(20_000)
        assert.equal(state, 'unknown')
        await town.running.settle()
        assert.equal(await stateOf(refundNo), 'done')
        const trade = (await control().book(sellerId)).trades.find(({ outTradeNo }) => outTradeNo === order.orderNo)
        assert.equal(trade?.refunds.length, 1)
      })

    it('later, when the seller’s account holds too little; not at all, when Alipay refuses it', async () => {
      const low = await refund(70_003)
      assert.equal(low.state, 'approved')
      await control().fillAccounts()
      await director.post(`/refunds/${low.refundNo}/requery`, {})
      assert.equal(await stateOf(low.refundNo), 'done')
      const gone = await refund(70_004)
      assert.equal(gone.state, 'failed')
      assert.equal((await payer.owes(gone.flat)).totalFen, 0)
      await town.running.settle()
    })

    it('without our asking is kept as a difference', async () => {
      const { order } = await orderOf()
      await pay(order)
      await town.running.settle()
      const wanted = { orderNo: order.orderNo, refundNo: 'BYHAND0001', amountFen: 700, reason: '商家平台退款' }
      await town.running.system.alipay.refund(ALIPAY_APP, wanted)
      await town.running.settle()
      const todos = (await director.get('/money-todos?kind=platform-refund')).body.items as MoneyTodo[]
      assert.deepEqual(
        todos.map(({ amountFen, orderNo, ours }) => [amountFen, orderNo, ours]),
        [[700, order.orderNo, true]],
      )
    })
  })

  it('becomes balance when it comes for an order that was given up and paid again', async () => {
    const { flat, order } = await orderOf()
    await payer.ask('POST', `/api/resident/payment-orders/${order.orderNo}/close`)
    const second = await payer.order([flat])
    await pay(second)
    await control().pay({ sellerId, outTradeNo: order.orderNo }, { forced: true })
    await town.running.settle()
    assert.equal(await balanceOf(town.world.database, flat), order.totalFen)
    assert.equal((await payer.view(order.orderNo)).state, 'paid')
  })

  it('takes the channel of the app only: no WeChat sheet in Alipay, and no Alipay where the company has none', async () => {
    const flat = await town.flatOf(payer)
    const { totalFen } = await payer.owes(flat)
    assert.ok(totalFen > PRINCIPAL_FEN)
    await assert.rejects(
      payer.ask('POST', '/api/resident/payment-orders', { householdNos: [flat], totalFen, channel: 'wechat-pay' }),
      (error: unknown) => error instanceof Refused && error.status === 409 && error.code === 'CHANNEL_CLOSED',
    )
  })
})
