import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ScanDesk, ScanOrder } from '../../../shared/contracts/payments/scan-collect.ts'
import { auditRows, faultsOf, refused, type StaffApi, withToken } from '../../support/api.ts'
import { assertBooksAgree } from '../../support/compare-books.ts'
import { rowsOf } from '../../support/database-rows.ts'
import { takeMoney } from '../../support/payer.ts'
import { asResident, byName } from '../../support/resident-api.ts'
import { billSeason, plainRules, type Running, runSystem } from '../../support/system.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'

/** 46.57 m² × 20.50 yuan = 954.685, rounded half up: 954.69. */
const FLAT_FEN = 95_469
const HOME = '80010001'
const WITHOUT_MERCHANT = '80020001'

describe('扫码收款 at the counter', () => {
  let world: World
  let running: Running
  before(async function () {
    this.timeout(120_000)
    world = await buildWorld()
    running = await runSystem(world)
    await billSeason(running, world.demo, plainRules(SEASON, '2027-02-13', '2026-09-01'))
  })
  after(async () => {
    await running.stop()
    await world.close()
  })
  afterEach(() => assertBooksAgree(world.database, running.simulator))

  const as = async (name: string, company = world.demo): Promise<StaffApi> =>
    withToken({ app: running.url }, await world.tokenOf(name, company))
  const desk = async (householdNo: string, name = 'cashier'): Promise<ScanDesk> => {
    const answer = await (await as(name)).get(`/households/${householdNo}/scan-collect`)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  const start = async (api: StaffApi, totalFen: unknown, householdNo = HOME, key: string | null = randomUUID()) =>
    api.post(`/households/${householdNo}/scan-orders`, { totalFen }, key)

  it('shows what is owed and whether a code can be made: not where the legal entity has no merchant', async () => {
    const { offered, quote, openOrderNo, residentIsPaying } = await desk(HOME)
    assert.deepEqual([offered, quote.totalFen, openOrderNo, residentIsPaying], [true, FLAT_FEN, null, false])
    assert.equal((await desk(WITHOUT_MERCHANT, 'cashier-west')).offered, false)
    const west = await as('cashier-west')
    refused(await start(west, FLAT_FEN, WITHOUT_MERCHANT), 409, 'CHANNEL_CLOSED')
  })

  it('is for those who may collect, for households of their own units', async () => {
    for (const name of ['accountant', 'manager', 'auditor', 'leader'])
      refused(await (await as(name)).get(`/households/${HOME}/scan-collect`), 403, 'FORBIDDEN')
    refused(await start(await as('accountant'), FLAT_FEN), 403, 'FORBIDDEN')
    refused(await (await as('cashier-west')).get(`/households/${HOME}/scan-collect`), 404, 'NOT_FOUND')
    refused(await start(await as('cashier-west'), FLAT_FEN), 404, 'NOT_FOUND')
    // The other company has a household of the same number: it is that one, and owes nothing.
    const abroad = await as('cashier', world.other)
    refused(await start(abroad, FLAT_FEN), 409, 'NOTHING_OWED')
  })

  it('refuses what cannot be collected, with every fault', async () => {
    const api = await as('cashier')
    assert.deepEqual(faultsOf(refused(await start(api, '12,5'), 422, 'INVALID')), ['totalFen'])
    assert.deepEqual(faultsOf(refused(await start(api, 0), 422, 'INVALID')), ['totalFen'])
    assert.deepEqual(refused(await start(api, FLAT_FEN - 1), 409, 'QUOTE_CHANGED').facts, { totalFen: FLAT_FEN })
    refused(await start(api, FLAT_FEN, HOME, null), 400, 'IDEMPOTENCY_KEY_NEEDED')
    refused(await api.get('/scan-orders/W2026112200000000'), 404, 'NOT_FOUND')
    assert.equal((await desk(HOME)).openOrderNo, null, 'nothing has been made')
  })

  it('makes one code, however often it is asked for; a second waits until the first is over', async () => {
    const api = await as('cashier')
    const key = randomUUID()
    const [first, again] = [await start(api, FLAT_FEN, HOME, key), await start(api, FLAT_FEN, HOME, key)]
    assert.deepEqual([first.status, again.status], [201, 201], JSON.stringify([first.body, again.body]))
    const order = first.body as ScanOrder
    assert.deepEqual([again.body.orderNo, again.body.codeUrl], [order.orderNo, order.codeUrl])
    assert.equal(Date.parse(order.expiresAt) - Date.parse(order.createdAt), 30 * 60_000)
    assert.equal((await desk(HOME)).openOrderNo, order.orderNo)
    assert.deepEqual(refused(await start(api, FLAT_FEN), 409, 'ORDER_OPEN').facts, { orderNo: order.orderNo, totalFen: FLAT_FEN })
    const closed = await api.post(`/scan-orders/${order.orderNo}/close`, {})
    assert.deepEqual([closed.body.state, closed.body.codeUrl], ['closed', null])
    assert.equal((await api.post(`/scan-orders/${order.orderNo}/close`, {})).body.state, 'closed')
    assert.equal((await desk(HOME)).openOrderNo, null)
    const [row] = await rowsOf<{ payerResidentId: number; staffId: number; way: string }>(
      world.database,
      'SELECT payer_resident_id AS payerResidentId, staff_id AS staffId, way FROM payment_orders WHERE order_no = :orderNo',
      { orderNo: order.orderNo },
    )
    assert.ok(row && row.staffId > 0)
    assert.deepEqual([row.payerResidentId, row.way], [0, 'code'])
    const made = await auditRows(world, world.demo.tenantId, 'payments.order.create')
    assert.deepEqual(
      made.filter(({ subjectNo }) => subjectNo === order.orderNo).map(({ actorKind, actorName }) => [actorKind, actorName]),
      [['staff', '测试cashier(cashier)']],
    )
  })

  it('a resident’s own order is no code: other counters and other pages do not show it', async () => {
    const resident = await asResident({ app: running.url }, running.simulator, 'person-1')
    assert.equal((await resident.post('/bindings', byName(HOME, '测试甲'))).status, 201)
    const own = await resident.post('/payment-orders', { householdNos: [HOME], totalFen: FLAT_FEN, channel: 'wechat-pay' })
    const api = await as('cashier')
    assert.equal((await desk(HOME)).residentIsPaying, true)
    refused(await api.get(`/scan-orders/${own.body.orderNo}`), 404, 'NOT_FOUND')
    refused(await api.post(`/scan-orders/${own.body.orderNo}/close`, {}), 404, 'NOT_FOUND')
    const code = (await start(api, FLAT_FEN)).body as ScanOrder
    assert.equal((await resident.get(`/payment-orders/${code.orderNo}`)).status, 404)
    refused(await (await as('cashier-west')).get(`/scan-orders/${code.orderNo}`), 404, 'NOT_FOUND')
    refused(await (await as('cashier', world.other)).post(`/scan-orders/${code.orderNo}/close`, {}), 404, 'NOT_FOUND')
    await takeMoney(running.simulator.control, code)
    await running.settle()
    assert.equal((await api.get(`/scan-orders/${code.orderNo}`)).body.state, 'paid')
    assert.equal((await desk(HOME)).quote.totalFen, 0)
    refused(await start(api, FLAT_FEN), 409, 'NOTHING_OWED')
    const listed = (await api.get(`/payment-orders?orderNo=${code.orderNo}`)).body.items
    assert.deepEqual(
      listed.map(({ payer, state }: { payer: string; state: string }) => [payer, state]),
      [['营业厅扫码', 'paid']],
    )
    const seen = (await resident.get('/payments')).body.items
    assert.deepEqual(
      seen.map(({ payer, mine }: { payer: string; mine: boolean }) => [payer, mine]),
      [['营业厅扫码', false]],
    )
  })
})
