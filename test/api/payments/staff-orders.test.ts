import assert from 'node:assert/strict'
import type { Page } from '../../../shared/contracts/fields.ts'
import type { EntryRow } from '../../../shared/contracts/ledger.ts'
import type { PaymentOrderFile, PaymentOrderRow } from '../../../shared/contracts/payments.ts'
import type { ResidentOrder, ResidentPayment } from '../../../shared/contracts/residents.ts'
import { asStaff, auditRows, refused, type StaffApi, withToken } from '../../support/api.ts'
import { assertBooksAgree } from '../../support/compare-books.ts'
import { asResident, byName, type ResidentApi } from '../../support/resident-api.ts'
import { billSeason, plainRules, type Running, runSystem } from '../../support/system.ts'
import { buildWorld, PASSWORD, SEASON, type World } from '../../support/world.ts'

/** A parent's flat at EAST-1, the payer's own at EAST-2: one company, two stations that do not see each other's homes. */
const PARENTS = '80010001'
const OWN = '80010003'
const FLAT_FEN = 95_469

describe('payment orders as staff see them', () => {
  let world: World
  let running: Running
  let payer: ResidentApi
  let order: ResidentOrder
  before(async function () {
    this.timeout(120_000)
    world = await buildWorld()
    running = await runSystem(world)
    const { staff, demo } = world
    for (const [name, roleCode] of [
      ['accountant-1', 'accountant'],
      ['cashier-2', 'cashier'],
    ] as const) {
      const orgUnitCode = name.endsWith('1') ? 'EAST-1' : 'EAST-2'
      await staff.createStaff(demo.operator, { name, displayName: name, password: PASSWORD, posts: [{ orgUnitCode, roleCode }] })
    }
    await billSeason(running, demo, plainRules(SEASON, '2027-02-13', '2026-09-01'))
    payer = await asResident({ app: running.url }, running.simulator, 'person-1')
    for (const [householdNo, name] of [
      [PARENTS, '测试甲'],
      [OWN, '测试丙'],
    ] as const) {
      assert.equal((await payer.post('/bindings', byName(householdNo, name))).status, 201)
    }
    const wish = { householdNos: [PARENTS, OWN], totalFen: 2 * FLAT_FEN, channel: 'wechat-pay' }
    const made = await payer.post('/payment-orders', wish)
    assert.equal(made.status, 201, JSON.stringify(made.body))
    order = made.body
    await running.simulator.control.requestPayment(order.wechatPay)
    await running.settle()
  })
  after(async () => {
    await running.stop()
    await world.close()
  })

  const as = async (name: string): Promise<StaffApi> => withToken({ app: running.url }, await world.tokenOf(name))
  const file = async (name: string): Promise<PaymentOrderFile> => {
    const response = await (await as(name)).get(`/payment-orders/${order.orderNo}`)
    assert.equal(response.status, 200, JSON.stringify(response.body))
    return response.body
  }
  const list = async (name: string, query = ''): Promise<Page<PaymentOrderRow>> => {
    const response = await (await as(name)).get(`/payment-orders${query}`)
    assert.equal(response.status, 200, JSON.stringify(response.body))
    return response.body
  }

  it('who sits above both stations sees both homes in full', async () => {
    const { households, payments, householdNos } = await file('manager')
    assert.deepEqual(householdNos, [PARENTS, OWN])
    assert.deepEqual(
      households.map(({ householdNo, address, quotedFen, items }) => ({ householdNo, address, quotedFen, items })),
      [
        {
          householdNo: PARENTS,
          address: '青云里 3号楼 2单元 001室',
          quotedFen: FLAT_FEN,
          items: [{ title: '2026-2027 热费', amountFen: FLAT_FEN }],
        },
        {
          householdNo: OWN,
          address: '青云里 3号楼 2单元 003室',
          quotedFen: FLAT_FEN,
          items: [{ title: '2026-2027 热费', amountFen: FLAT_FEN }],
        },
      ],
    )
    assert.deepEqual(
      payments.flatMap(({ allocations }) => allocations.map(({ householdNo, amountFen }) => [householdNo, amountFen])),
      [
        [PARENTS, FLAT_FEN],
        [OWN, FLAT_FEN],
      ],
    )
  })

  it('a station sees its own home and of the other only the amount: no number, no address, no items', async () => {
    const { households, payments, householdNos, totalFen } = await file('cashier')
    assert.equal(totalFen, 2 * FLAT_FEN)
    assert.deepEqual(householdNos, [PARENTS, '80****03'])
    const [own, other] = households
    assert.equal(own?.address, '青云里 3号楼 2单元 001室')
    assert.deepEqual(other, { householdNo: '80****03', address: '***', quotedFen: FLAT_FEN, items: [] })
    assert.deepEqual(
      payments.flatMap(({ allocations }) => allocations.map(({ householdNo }) => householdNo)),
      [PARENTS, '80****03'],
    )
    const text = JSON.stringify([await file('cashier'), await list('cashier')])
    assert.ok(!text.includes(OWN), 'the other station’s card number is nowhere in the answers')
    assert.deepEqual((await list('cashier')).items[0]?.householdNos, [PARENTS, '80****03'])
  })

  it('an entry shows a station its own lines; of other stations’ homes no number', async () => {
    const { items } = (await (await as('accountant-1')).get('/journal-entries')).body as Page<EntryRow>
    assert.ok(items.length >= 2, 'the billing run and the payment')
    for (const { lines } of items) {
      const numbers = new Set(lines.flatMap(({ householdNo }) => householdNo ?? []))
      assert.ok(numbers.has(PARENTS))
      assert.ok(!numbers.has(OWN), 'the number of another station’s home')
      const sum = (side: 'debitFen' | 'creditFen') => lines.reduce((total, line) => total + line[side], 0)
      assert.equal(sum('debitFen'), sum('creditFen'), 'the entry still balances')
    }
    const all = (await (await as('accountant')).get(`/journal-entries?householdNo=${OWN}`)).body as Page<EntryRow>
    assert.ok(all.items.every(({ lines }) => lines.some(({ householdNo }) => householdNo === OWN)))
    const none = (await (await as('accountant-1')).get(`/journal-entries?householdNo=${OWN}`)).body as Page<EntryRow>
    assert.deepEqual(none.items, [], 'nor does asking for that number find anything')
  })

  it('asking for a number of another station’s home finds no order', async () => {
    assert.equal((await list('cashier', `?householdNo=${PARENTS}`)).total, 1)
    assert.deepEqual((await list('cashier', `?householdNo=${OWN}`)).items, [])
    assert.equal((await list('cashier-2', `?householdNo=${OWN}`)).total, 1)
    refused(await (await as('cashier-west')).get(`/payment-orders/${order.orderNo}`), 404, 'NOT_FOUND')
  })

  it('the payer is a resident’s number, never a name, an openid or a phone', async () => {
    const text = JSON.stringify([await file('manager'), await list('manager')])
    assert.match((await file('manager')).payer, /^居民 \w{4}$/)
    for (const secret of ['测试甲', '测试丙', '138800', 'openid":"o']) assert.ok(!text.includes(secret), secret)
  })

  it('the conversation with WeChat is for those with the right to it, and holds no signature or key', async () => {
    const [withIt, without] = [await file('accountant'), await file('cashier')]
    assert.deepEqual([without.gatewayCalls, without.notices], [[], []])
    assert.deepEqual(
      withIt.gatewayCalls.map(({ operation, outcome }) => [operation, outcome]),
      [['jsapi-order', 'accepted']],
    )
    assert.deepEqual(
      withIt.notices.map(({ outcome }) => outcome),
      ['done'],
    )
    const text = JSON.stringify(withIt.gatewayCalls)
    for (const secret of ['paySign', 'signature', 'Authorization', 'apiV3Key', 'PRIVATE']) assert.ok(!text.includes(secret), secret)
    assert.ok(!/"o[\w-]{27}"/.test(text), 'an openid in clear')
  })

  it('are found by state, number and household, newest first', async () => {
    assert.equal((await list('manager', '?state=paid')).total, 1)
    assert.equal((await list('manager', '?state=closed')).total, 0)
    assert.equal((await list('manager', `?orderNo=${order.orderNo}`)).total, 1)
    assert.equal((await list('manager', `?orderNo=${order.orderNo.slice(0, 12)}`)).total, 0)
    const { page, pageSize } = await list('manager', '?page=2&pageSize=1')
    assert.deepEqual([page, pageSize], [2, 1])
  })

  it('asking the channel again changes nothing, is written down, and sent twice is written down once', async () => {
    const asked = () => auditRows(world, world.demo.tenantId, 'payments.order.requery')
    const api = await as('cashier')
    const again = await api.post(`/payment-orders/${order.orderNo}/requery`, {}, 'requery-once-0001')
    assert.deepEqual([again.status, again.body.state, again.body.payments.length], [200, 'paid', 1])
    assert.equal((await api.post(`/payment-orders/${order.orderNo}/requery`, {}, 'requery-once-0001')).status, 200)
    assert.equal((await asked()).length, 1)
    await running.settle()
    await assertBooksAgree(world.database, running.simulator)
  })

  it('a household’s payments show each payment’s part for it, the payer masked', async () => {
    const items = (await (await as('cashier')).get(`/households/${PARENTS}/payments`)).body.items as ResidentPayment[]
    assert.deepEqual(
      items.map(({ orderNo, amountFen, channel, mine }) => [orderNo, amountFen, channel, mine]),
      [[order.orderNo, FLAT_FEN, 'wechat-pay', false]],
    )
    assert.match(items[0]?.payer ?? '', /^居民 \w{4}$/)
  })

  it('an order that does not exist and another branch’s are refused in the same words', async () => {
    const api = await asStaff(world, 'cashier-west')
    const words = new Set<string>()
    for (const orderNo of [order.orderNo, 'W2026112200000000', 'x'.repeat(32)]) {
      words.add(refused(await api.get(`/payment-orders/${orderNo}`), 404, 'NOT_FOUND').detail)
    }
    assert.equal(words.size, 1)
  })
})
