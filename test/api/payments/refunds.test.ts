import assert from 'node:assert/strict'
import type { Refundable, RefundFile, RefundPreview } from '../../../shared/contracts/payments/refunds.ts'
import { faultsOf, refused, type StaffApi, withToken } from '../../support/api.ts'
import { assertBooksAgree } from '../../support/compare-books.ts'
import { buildFaultTown, type FaultTown } from '../../support/fault-town.ts'

describe('refunds by staff', () => {
  let town: FaultTown
  const people: Record<string, StaffApi> = {}
  const as = (name: string): StaffApi => people[name] ?? assert.fail(name)
  let flat: string
  let paymentNo: string

  before(async function () {
    this.timeout(60_000)
    town = await buildFaultTown({ flats: 3 })
    const { world, running } = town
    const { operator } = world.demo
    const rights = ['payments.order.view', 'payments.refund.request', 'payments.refund.send', 'households.record.view'] as const
    const roles = [
      // may send 50.00 back alone
      { code: 'small', name: '小额退费', permissions: [...rights], limits: { 'payments.refund.request': 5_000 } },
      // may approve up to 100.00
      { code: 'approver', name: '退费审批', permissions: [...rights], limits: { 'payments.refund.send': 10_000 } },
    ]
    for (const role of roles) await world.staff.createRole(operator, role)
    for (const [name, roleCode] of [
      ['small', 'small'],
      ['approver', 'approver'],
    ] as const) {
      const posts = [{ orgUnitCode: 'EAST-1', roleCode }]
      await world.staff.createStaff(operator, { name, displayName: name, password: 'Warm-Winter-2026', posts })
    }
    for (const name of ['cashier', 'cashier-west', 'director', 'auditor', 'small', 'approver'])
      people[name] = withToken({ app: running.url }, await world.tokenOf(name))
    const payer = await town.payer('person-1')
    flat = await town.flatOf(payer)
    const order = await payer.order([flat])
    await payer.pay(order)
    await running.settle()
    const { items } = (await as('cashier').get(`/payment-orders/${order.orderNo}/refundable`)).body as Refundable
    paymentNo = items[0]?.paymentNo ?? ''
  })
  after(async () => {
    await town.running.settle()
    await assertBooksAgree(town.world.database, town.running.simulator)
    await town.close()
  })

  const wish = (amountFen: number, more: object = {}) => ({ householdNo: flat, amountFen, reason: '住户要求退回', ...more })
  const ask = async (name: string, amountFen: number, key?: string) => {
    const answer = await as(name).post(`/payments/${paymentNo}/refunds`, wish(amountFen), key)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body as RefundFile
  }
  const settle = (name: string, refundNo: string, act: string, body: object = {}) => as(name).post(`/refunds/${refundNo}/${act}`, body)

  it('say all that is wrong with a request at once, in Chinese', async () => {
    const bad = await as('cashier').post(`/payments/${paymentNo}/refunds`, { householdNo: '?', amountFen: 0, reason: ' ' })
    assert.deepEqual(faultsOf(refused(bad, 422, 'INVALID')), ['amountFen', 'householdNo', 'reason'])
    const query = await as('cashier').get(`/payments/${paymentNo}/refund-preview?householdNo=?&amountFen=x`)
    assert.deepEqual(faultsOf(refused(query, 422, 'INVALID')), ['amountFen', 'householdNo'])
    const attribution = await as('director').post('/suspense-payments/P2026112200/attribute', { amountFen: 1.5 })
    assert.deepEqual(faultsOf(refused(attribution, 422, 'INVALID')), ['amountFen', 'householdNo', 'reason'])
  })

  it('show in the preview what the request then does, and the request sent twice is one', async () => {
    const preview = (await as('cashier').get(`/payments/${paymentNo}/refund-preview?householdNo=${flat}&amountFen=20000`))
      .body as RefundPreview
    const first = await ask('cashier', 20_000, 'sent-twice')
    assert.deepEqual([first.released, first.discounts, first.fromBalanceFen], [preview.releases, preview.discounts, preview.fromBalanceFen])
    const again = await ask('cashier', 20_000, 'sent-twice')
    assert.equal(again.refundNo, first.refundNo)
    const other = await as('cashier').post(`/payments/${paymentNo}/refunds`, wish(19_999), 'sent-twice')
    refused(other, 409, 'IDEMPOTENCY_MISMATCH')
    const back = await settle('cashier', first.refundNo, 'withdraw', { reason: '不退了' })
    assert.equal((back.body as RefundFile).state, 'withdrawn', JSON.stringify(back.body))
  })

  it('need a second person, who may be neither the first nor below their limit', async () => {
    const { refundNo, state, mine } = await ask('cashier', 20_000)
    assert.deepEqual([state, mine], ['requested', true])
    refused(await settle('cashier', refundNo, 'approve'), 403, 'FORBIDDEN')
    refused(await settle('approver', refundNo, 'approve'), 403, 'LIMIT_EXCEEDED')
    refused(await settle('approver', refundNo, 'withdraw', { reason: '不是我的' }), 403, 'NOT_YOURS')
    const approved = await settle('director', refundNo, 'approve', {})
    assert.equal((approved.body as RefundFile).state, 'processing', JSON.stringify(approved.body))
    refused(await settle('approver', refundNo, 'refuse', { reason: '来不及了' }), 409, 'REFUND_TRANSITION_REFUSED')
    await town.running.settle()

    const own = await ask('director', 1_000)
    refused(await settle('director', own.refundNo, 'approve'), 403, 'SAME_PERSON')
    refused(await settle('director', own.refundNo, 'refuse', { reason: '自己驳回' }), 403, 'SAME_PERSON')
    assert.equal((await settle('approver', own.refundNo, 'approve')).status, 200)
    await town.running.settle()
  })

  it('go at once up to the limit of the role, and no further', async () => {
    // a payment of its own: all refunds of one payment count together
    const payer = await town.payer('person-2')
    const second = await town.flatOf(payer)
    const order = await payer.order([second])
    await payer.pay(order)
    await town.running.settle()
    const { items } = (await as('small').get(`/payment-orders/${order.orderNo}/refundable`)).body as Refundable
    const of = async (amountFen: number) =>
      (await as('small').post(`/payments/${items[0]?.paymentNo}/refunds`, wish(amountFen, { householdNo: second }))).body as RefundFile
    const small = await of(5_000)
    assert.deepEqual(
      [small.state, small.events.map(({ event, detail }) => [event, detail])[1]],
      ['processing', ['approve', '在本人限额内']],
    )
    const more = await of(1)
    assert.equal(more.state, 'requested')
    await settle('small', more.refundNo, 'withdraw', { reason: '超过限额' })
    await town.running.settle()
  })

  it('are listed by state, household and number where their household is, with the conversation for those who may see it', async () => {
    const list = async (name: string, query: string) =>
      (await as(name).get(`/refunds?${query}`)).body as { items: RefundFile[]; total: number }
    const all = await list('cashier', `householdNo=${flat}`)
    assert.deepEqual([all.total, all.items.length], [3, 3])
    assert.equal((await list('cashier', 'state=done')).total, 3)
    assert.equal((await list('cashier', `refundNo=${all.items[0]?.refundNo}`)).total, 1)
    assert.equal((await list('cashier-west', '')).total, 0)
    const done = (await list('auditor', 'state=done')).items[0]?.refundNo ?? ''
    const seen = (await as('auditor').get(`/refunds/${done}`)).body as RefundFile
    assert.deepEqual(
      seen.gatewayCalls.map(({ operation }) => operation),
      ['refund'],
    )
    assert.ok(!JSON.stringify(seen.gatewayCalls).includes('住户要求'), 'what staff write is not sent to the platform')
    assert.deepEqual(((await as('cashier').get(`/refunds/${done}`)).body as RefundFile).gatewayCalls, [])
    refused(await as('cashier-west').get(`/refunds/${done}`), 404, 'NOT_FOUND')
  })

  it('count what waits for whom', async () => {
    const { refundNo } = await ask('cashier', 300)
    const counts = (await as('director').get('/money-todos/counts')).body
    assert.deepEqual(counts, { suspense: 0, kept: 0, refund: 1, 'platform-refund': 0, toApprove: 1 })
    assert.equal((await as('cashier-west').get('/money-todos/counts')).body.refund, 0)
    refused(await as('director').post(`/money-todos/refund/${refundNo}/handle`, { reason: '不能这样了结' }), 404, 'NOT_FOUND')
    assert.equal((await settle('director', refundNo, 'refuse', { reason: '材料不全' })).status, 200)
  })
})
