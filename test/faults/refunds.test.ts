import assert from 'node:assert/strict'
import type { MoneyTodo, Refundable, RefundFile, RefundPreview } from '../../shared/contracts/payments/refunds.ts'
import { refused, type StaffApi, withToken } from '../support/api.ts'
import { rowsOf } from '../support/database-rows.ts'
import { MINI } from '../support/resident-api.ts'
import { until } from '../support/until.ts'
import { sharedTown, type Town } from './town.ts'

/** 700.0x yuan: what the platform does with a refund of exactly this much. */
const AMOUNT = {
  timeout: 70_001,
  systemError: 70_002,
  tooLow: 70_003,
  gone: 70_004,
  abnormal: 70_006,
  later: 70_007,
  twice: 70_008,
  silent: 70_009,
  forged: 70_010,
}

describe('a refund', function () {
  this.timeout(120_000)
  let town: Town
  let cashier: StaffApi
  let director: StaffApi
  before(async () => {
    town = await sharedTown()
    const served = { app: town.running.url }
    cashier = withToken(served, await town.world.tokenOf('cashier'))
    director = withToken(served, await town.world.tokenOf('director'))
  })
  afterEach(() => town.booksAgree())

  const control = () => town.running.simulator.control
  const file = async (refundNo: string) => (await director.get(`/refunds/${refundNo}`)).body as RefundFile
  const owes = async (flat: string) => (await cashier.get(`/households/${flat}/quote`)).body.totalFen as number
  const todos = async (kind: string) => (await director.get(`/money-todos?kind=${kind}&pageSize=100`)).body.items as MoneyTodo[]

  /** A flat that has paid its bill. */
  async function paidFlat() {
    const { payer, flat } = await town.home()
    const order = await payer.order([flat])
    await payer.pay(order)
    await town.running.settle()
    const { items } = (await cashier.get(`/payment-orders/${order.orderNo}/refundable`)).body as Refundable
    return { payer, flat, order, paymentNo: items[0]?.paymentNo ?? '' }
  }
  async function ask(paymentNo: string, householdNo: string, amountFen: number): Promise<string> {
    const asked = await cashier.post(`/payments/${paymentNo}/refunds`, { householdNo, amountFen, reason: '住户要求退回' })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    return (asked.body as RefundFile).refundNo
  }
  const approve = async (refundNo: string) => {
    const answer = await director.post(`/refunds/${refundNo}/approve`, {})
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body as RefundFile
  }
  /** Requested and approved; `held`: the platform keeps its notices of it to itself. */
  async function sent(amountFen: number, held: 'held' | null = null) {
    const paid = await paidFlat()
    if (held) await control().hold()
    const refundNo = await ask(paid.paymentNo, paid.flat, amountFen)
    return { ...paid, refundNo, state: (await approve(refundNo)).state }
  }
  const firstLook = () => town.at('2026-11-22T08:00:11+08:00').then(() => town.running.settle())

  it('whose answer never came is unknown, and the query finds that the money is back', async () => {
    const { refundNo, state } = await sent(AMOUNT.timeout, 'held')
    assert.equal(state, 'unknown')
    assert.ok((await todos('refund')).some(({ no }) => no === refundNo))
    await firstLook()
    const { state: after, events } = await file(refundNo)
    assert.deepEqual([after, events.at(-1)?.actor], ['done', '查询结果'])
    await control().release()
    await town.running.settle()
  })

  it('the platform never took is sent again with its number', async () => {
    const { refundNo, state } = await sent(AMOUNT.systemError)
    assert.equal(state, 'unknown')
    await firstLook()
    assert.equal((await file(refundNo)).state, 'done')
    assert.equal((await control().book()).refunds.filter(({ outRefundNo }) => outRefundNo === refundNo).length, 1)
  })

  for (const fault of ['unsigned', 'bad-signature', 'body-changed', 'stale', 'system-error', 'other-order'] as const) {
    it(`is never taken for refused or done by an answer that proves nothing: ${fault}`, async () => {
      await control().spoilAnswers('refund', fault)
      assert.equal((await sent(12_300, 'held')).state, 'unknown')
      await control().release()
      await town.running.settle()
    })
  }

  it('waits while the merchant has too little in the account, and goes by itself when there is enough', async () => {
    const { refundNo, state, flat } = await sent(AMOUNT.tooLow)
    assert.equal(state, 'approved')
    assert.ok((await owes(flat)) > 0, 'the money stays set aside')
    await firstLook()
    assert.equal((await file(refundNo)).state, 'approved')
    await control().fillAccounts()
    await town.at('2026-11-22T08:00:31+08:00')
    // Sent again by a job of ours, and told of by a notice of theirs: each round may only see the first.
    await until('the refund is done', async () => {
      await town.running.settle()
      return (await file(refundNo)).state === 'done'
    })
  })

  it('refused by the platform fails once the platform knows of none, and its money pays the bill again', async () => {
    const { refundNo, state, flat } = await sent(AMOUNT.gone)
    assert.deepEqual([state, await owes(flat)], ['failed', 0])
    const [todo] = (await todos('refund')).filter(({ no }) => no === refundNo)
    assert.deepEqual(todo?.can, ['open', 'handle'])
    const handled = await director.post(`/money-todos/refund/${refundNo}/handle`, { reason: '已电话告知住户' })
    assert.equal(handled.status, 200, JSON.stringify(handled.body))
    assert.deepEqual(
      (await todos('refund')).filter(({ no }) => no === refundNo),
      [],
    )
  })

  it('a dead card holds up is abnormal until it has gone back otherwise', async () => {
    const { refundNo } = await sent(AMOUNT.abnormal)
    await town.running.settle()
    assert.equal((await file(refundNo)).state, 'abnormal')
    await control().finishRefund(refundNo, 'SUCCESS')
    await town.running.settle()
    assert.equal((await file(refundNo)).state, 'done')
  })

  it('told eight times at once, again later, and by the query as well, is done once', async () => {
    const { refundNo } = await sent(AMOUNT.twice)
    await town.running.settle()
    const [told] = (await control().notices()).notices.filter(({ refundId }) => refundId).slice(-1)
    const attempts = await control().resend(told?.noticeId ?? '', { times: 60, sockets: 8 })
    assert.ok(attempts.every(({ status }) => status === 204))
    await director.post(`/refunds/${refundNo}/requery`, {})
    await town.running.settle()
    const done = await rowsOf(
      town.world.database,
      `SELECT m.id FROM refund_moves m JOIN refunds r ON r.id = m.refund_id WHERE r.refund_no = :refundNo AND m.move_kind = 'done'`,
      { refundNo },
    )
    assert.deepEqual([(await file(refundNo)).state, done.length], ['done', 1])
  })

  it('whose end is told before its answer is done, and the late answer changes nothing', async () => {
    const { refundNo, state } = await sent(AMOUNT.later, 'held')
    assert.equal(state, 'processing')
    // two ends, the second reaching us first
    await control().finishRefund(refundNo, 'ABNORMAL')
    await control().finishRefund(refundNo, 'SUCCESS')
    const [abnormal, success] = (await control().notices()).notices.filter(({ refundId }) => refundId).slice(-2)
    for (const notice of [success, abnormal]) await control().resend(notice?.noticeId ?? '')
    await control().release()
    await town.running.settle()
    assert.equal((await file(refundNo)).state, 'done')
  })

  it('nobody tells of is found by the query', async () => {
    const { refundNo } = await sent(AMOUNT.silent)
    await town.running.settle()
    assert.equal((await file(refundNo)).state, 'processing')
    await firstLook()
    assert.equal((await file(refundNo)).state, 'done')
  })

  it('comes to its end by the true notice alone, whatever forgers send', async () => {
    const before = await town.alerts('notice-bad-signature')
    const { refundNo } = await sent(AMOUNT.forged)
    await town.running.settle()
    const { state, events } = await file(refundNo)
    assert.deepEqual([state, events.filter(({ event }) => event === 'complete').length], ['done', 1])
    assert.ok((await town.alerts('notice-bad-signature')) > before)
  })

  it('a forged notice leaves no trace', async () => {
    const { refundNo, order } = await sent(AMOUNT.later)
    const traces = await town.traces()
    const named = { mchId: '1900000001', outTradeNo: order.orderNo, refund: { outRefundNo: refundNo, amountFen: AMOUNT.later } }
    for (const tamper of ['zero-tag', 'signature-bit', 'stale', 'future', 'body-after-signing', 'stranger-key', 'associated-data'] as const)
      assert.equal(await town.post(await control().craft({ ...named, tamper })), 401, tamper)
    assert.equal(await town.post(await control().craft({ ...named, signAsMchId: '1900000002' })), 401)
    assert.equal(await town.post(await control().craft({ ...named, transaction: { mchid: '1900000002' } })), 401)
    assert.deepEqual(await town.traces(), traces)
    assert.equal((await file(refundNo)).state, 'processing')
    await control().finishRefund(refundNo, 'SUCCESS')
    await town.running.settle()
  })

  it('made on the merchant’s page at the platform is kept as a difference, once, until somebody has seen to it', async () => {
    const { order, flat } = await paidFlat()
    const { outRefundNo } = await control().refundByPortal({ mchId: '1900000001', outTradeNo: order.orderNo }, 5_000)
    await town.running.settle()
    const kept = (await todos('platform-refund')).filter(({ orderNo }) => orderNo === order.orderNo)
    assert.deepEqual(
      kept.map(({ amountFen, ours, can }) => [amountFen, ours, can]),
      [[5_000, true, ['adopt', 'handle']]],
    )
    const [told] = (await control().notices()).notices.filter(({ refundId }) => refundId).slice(-1)
    await control().resend(told?.noticeId ?? '', { times: 8, sockets: 4 })
    await town.running.settle()
    assert.equal((await todos('platform-refund')).filter(({ orderNo }) => orderNo === order.orderNo).length, 1, outRefundNo)

    // entered into the books, it leaves 50.00 owed and clearing as the platform has it
    const before = await owes(flat)
    const wish = { householdNo: flat, reason: '商户平台误操作，补记' }
    const adopted = await director.post(`/platform-refunds/${kept[0]?.no}/adopt`, wish)
    assert.equal((adopted.body as RefundFile).state, 'done', JSON.stringify(adopted.body))
    assert.equal(await owes(flat), before + 5_000)
    assert.deepEqual(
      (await todos('platform-refund')).filter(({ orderNo }) => orderNo === order.orderNo),
      [],
    )
    refused(await director.post(`/platform-refunds/${kept[0]?.no}/adopt`, wish), 404, 'NOT_FOUND')
  })

  it('of ours told with another amount is not believed and kept for a person', async () => {
    const { refundNo, order } = await sent(AMOUNT.later)
    const craft = {
      mchId: '1900000001',
      outTradeNo: order.orderNo,
      refund: { outRefundNo: refundNo, amountFen: 1, refundId: '50300000000000009' },
    }
    assert.equal(await town.post(await control().craft(craft)), 204)
    await town.running.settle()
    assert.equal((await file(refundNo)).state, 'processing')
    const [kept] = await rowsOf<{ id: number }>(town.world.database, 'SELECT id FROM platform_refunds WHERE refund_no_given = :refundNo', {
      refundNo,
    })
    assert.ok(kept)
    // put right for the books of the tests that follow: the platform never moved that fen
    await control().finishRefund(refundNo, 'SUCCESS')
    await town.running.settle()
    town.invent(refundNo)
  })

  it('is never more than the payment, however often it is asked for', async () => {
    const { paymentNo, flat, order } = await paidFlat()
    const first = await ask(paymentNo, flat, order.totalFen - 100)
    const more = await cashier.post(`/payments/${paymentNo}/refunds`, { householdNo: flat, amountFen: 101, reason: '再退一次' })
    assert.deepEqual(refused(more, 409, 'REFUND_TOO_MUCH').facts, { availableFen: 100 })
    const results = await Promise.all(
      [1, 2, 3].map(() => cashier.post(`/payments/${paymentNo}/refunds`, { householdNo: flat, amountFen: 60, reason: '同时申请' })),
    )
    assert.deepEqual(results.map(({ status }) => status).sort(), [201, 409, 409])
    const second = results.find(({ status }) => status === 201)?.body as RefundFile
    for (const refundNo of [first, second.refundNo]) await approve(refundNo)
    await town.running.settle()
  })

  it('of money that fits no order goes back from suspense, or in again', async () => {
    const { order } = await paidFlat()
    const transactionId = town.invent(`42000000000000000000001${Date.now() % 100_000}`)
    const craft = {
      mchId: '1900000001',
      appId: MINI.demo,
      transaction: { out_trade_no: `NOBODYS${order.orderNo.slice(-12)}`, transaction_id: transactionId, amount: { total: 45_600 } },
    }
    assert.equal(await town.post(await control().craft(craft)), 204)
    await town.running.settle()
    const [todo] = (await todos('suspense')).filter(({ orderNo }) => orderNo === craft.transaction.out_trade_no)
    assert.deepEqual([todo?.amountFen, todo?.ours, todo?.can], [45_600, false, ['attribute', 'refund', 'handle']])
    const asked = await director.post(`/suspense-payments/${todo?.no}/refunds`, { amountFen: 45_600, reason: '付款人付错了公司' })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    const { refundNo } = asked.body as RefundFile
    refused(await director.post(`/refunds/${refundNo}/approve`, {}), 403, 'SAME_PERSON')
    const withdrawn = await director.post(`/refunds/${refundNo}/withdraw`, { reason: '查清后再办' })
    assert.equal((withdrawn.body as RefundFile).state, 'withdrawn')

    const flat = await town.flatOf()
    const owed = await owes(flat)
    const partly = await director.post(`/suspense-payments/${todo?.no}/attribute`, {
      householdNo: flat,
      amountFen: 40_000,
      reason: '付款人来电确认卡号',
    })
    assert.equal(partly.status, 200, JSON.stringify(partly.body))
    assert.ok((await owes(flat)) <= owed - 40_000)
    const rest = (await todos('suspense')).find(({ no }) => no === todo?.no)
    assert.equal(rest?.amountFen, 5_600)
    refused(
      await director.post(`/suspense-payments/${todo?.no}/attribute`, { householdNo: flat, amountFen: 5_601, reason: '多记一分' }),
      409,
      'REFUND_TOO_MUCH',
    )
  })

  it('balance pays what is owed now when somebody asks for it, once', async () => {
    const { payer, flat } = await town.home()
    const transactionId = town.invent(`42000000000000000000002${Date.now() % 100_000}`)
    const order = await payer.order([flat])
    await payer.pay(order)
    await town.running.settle()
    const again = { mchId: '1900000001', outTradeNo: order.orderNo, transaction: { transaction_id: transactionId } }
    assert.equal(await town.post(await control().craft(again)), 204)
    await town.running.settle()
    assert.ok((await todos('kept')).some(({ householdNo }) => householdNo === flat))
    refused(await cashier.post(`/households/${flat}/use-balance`, {}), 409, 'NOTHING_TO_USE')
    // the first payment goes back in part: its line is open again, and the balance of the second can pay it
    const { items } = (await cashier.get(`/payment-orders/${order.orderNo}/refundable`)).body as Refundable
    const fromBalance = await Promise.all(
      items.map(async ({ paymentNo }) => {
        const preview = await cashier.get(`/payments/${paymentNo}/refund-preview?householdNo=${flat}&amountFen=20000`)
        return (preview.body as RefundPreview).fromBalanceFen
      }),
    )
    const first = items[fromBalance.indexOf(0)]
    await approve(await ask(first?.paymentNo ?? '', flat, 20_000))
    await town.running.settle()
    const owed = await owes(flat)
    const used = await cashier.post(`/households/${flat}/use-balance`, {}, 'use-it-once')
    assert.deepEqual([used.status, used.body.usedFen], [200, owed], JSON.stringify(used.body))
    assert.deepEqual((await cashier.post(`/households/${flat}/use-balance`, {}, 'use-it-once')).body, used.body)
    assert.equal(await owes(flat), 0)
  })
})
