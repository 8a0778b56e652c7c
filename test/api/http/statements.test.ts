import assert from 'node:assert/strict'
import request from 'supertest'
import { allTables } from '../../../server/src/database/table.ts'
import { billingRuns } from '../../../server/src/modules/billing/billing-run.model.ts'
import { journalEntries, journalLines, unsealed } from '../../../server/src/modules/ledger/journal.model.ts'
import { orderHouseholds, paymentOrders } from '../../../server/src/modules/payments/order.model.ts'
import type { ResidentOrder } from '../../../shared/contracts/residents.ts'
import { asResident, byName, type ResidentApi } from '../../support/resident-api.ts'
import { countStatements } from '../../support/statements.ts'
import { billSeason, plainRules, type Running, runSystem } from '../../support/system.ts'
import { buildWorld, flat, SEASON, type World } from '../../support/world.ts'

/** Every list and look-up with the most statements it may take, who asks not counted. */
const LISTS: Readonly<Record<string, number>> = {
  '/households?pageSize=100': 3,
  '/payment-orders?pageSize=100': 3,
  '/journal-entries?pageSize=100': 3,
  '/billing-runs': 3,
  '/jobs?pageSize=100': 3,
  '/audit-log?pageSize=100': 3,
}
const LOOK_UPS: Readonly<Record<string, number>> = {
  '/households/80010001': 5,
  '/households/80010001/quote': 5,
  '/households/80010001/bills': 5,
  '/households/80010001/payments': 5,
}
const RESIDENT_LOOK_UPS: Readonly<Record<string, number>> = {
  '/homes': 5,
  '/payments': 3,
  '/households/80010001/quote': 5,
  '/households/80010001/bills': 5,
  '/households/80010001/bills/2026-2027': 5,
}

describe('statements per request', () => {
  const counter = countStatements()
  let world: World
  let running: Running
  let resident: ResidentApi
  before(async function () {
    this.timeout(120_000)
    world = await buildWorld({ onStatement: counter.see })
    running = await runSystem(world)
    await billSeason(running, world.demo, plainRules(SEASON, '2026-09-13', '2026-09-01'))
    await world.database.warmIds(allTables().map(({ name }) => name))
    resident = await asResident({ app: running.url }, running.simulator, 'person-1')
    await resident.post('/bindings', byName('80010001', '测试甲'))
    await rowsUpTo(10)
  })
  after(async () => {
    await running.stop()
    await world.close()
  })

  const staffs = async (path: string) => {
    const token = await world.tokenOf('director')
    return () => request(running.url).get(`/api/staff${path}`).set('Authorization', `Bearer ${token}`)
  }
  const countOf = async (ask: () => PromiseLike<{ status: number; body: { items?: unknown[] } }>) => {
    await ask()
    const { result, statements } = await counter.of(async () => ask())
    assert.equal(result.status, 200, JSON.stringify(result.body))
    return { statements, rows: result.body.items?.length ?? 1 }
  }

  it('of a look-up are at most five', async () => {
    for (const [path, most] of Object.entries(LOOK_UPS)) atMost(path, most, (await countOf(await staffs(path))).statements)
    for (const [path, most] of Object.entries(RESIDENT_LOOK_UPS)) atMost(path, most, (await countOf(() => resident.get(path))).statements)
  })

  it('of a list are at most three, and as many for a hundred rows as for ten', async function () {
    this.timeout(120_000)
    const forTen: Record<string, readonly string[]> = {}
    for (const [path, most] of Object.entries(LISTS)) {
      const { statements, rows } = await countOf(await staffs(path))
      atMost(path, most, statements)
      assert.ok(rows >= 10 && rows < 100, `${path} showed ${rows} rows`)
      forTen[path] = statements
    }
    await rowsUpTo(100)
    for (const path of Object.keys(LISTS)) {
      const { statements, rows } = await countOf(await staffs(path))
      assert.equal(rows, 100, path)
      assert.equal(statements.length, forTen[path]?.length, `${path} took more for a hundred rows:\n${statements.join('\n')}`)
    }
  })

  it('of the first screen are as many for ten homes as for one', async function () {
    this.timeout(60_000)
    const homes = () => resident.get('/homes')
    const one = await countOf(homes)
    assert.equal(one.rows, 1)
    const { demo } = world
    for (let index = 1; index < 10; index += 1) {
      const householdNo = `8101000${index}`
      await world.households.createHousehold(demo.operator, flat(householdNo, 'EAST-1', `测试${index}`))
      assert.equal((await resident.post('/bindings', byName(householdNo, `测试${index}`))).status, 201)
    }
    const ten = await countOf(homes)
    assert.equal(ten.rows, 10)
    assert.equal(ten.statements.length, one.statements.length)
  })

  it('from the notice to the ledger are at most twenty in their two transactions', async function () {
    this.timeout(60_000)
    // 954.69 due 2026-09-13, 70 days late at 1 ‰ a day: a late-fee line is posted with the payment, the longest ordinary way.
    const made = await resident.post('/payment-orders', { householdNos: ['80010001'], totalFen: 102_152, channel: 'wechat-pay' })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const order = made.body as ResidentOrder
    await running.simulator.control.hold()
    assert.equal((await running.simulator.control.requestPayment(order.wechatPay)).errMsg, 'requestPayment:ok')
    const { statements } = await counter.of(async () => {
      await running.simulator.control.release()
      await running.simulator.control.settle()
      await running.system.worker.drain()
    })
    // The look-ups outside and the queue's own claim and mark are left out: they belong to neither transaction.
    const queue = /^(SELECT id, job_no|UPDATE jobs)/
    const lookUps = /^SELECT (m\.id|o\.id, .*WHERE o\.order_no = '\w+'$|order_id AS orderId)/s
    const inside = statements.filter((sql) => !queue.test(sql) && !lookUps.test(sql))
    atMost('notice to ledger', 20, inside)
    assert.ok(
      inside.some((sql) => sql.startsWith('INSERT INTO gateway_notices')) &&
        inside.some((sql) => sql.startsWith('INSERT INTO journal_lines')),
    )
    assert.equal((await resident.get(`/payment-orders/${order.orderNo}`)).body.state, 'paid')
  })

  /** Rows in every list; what a row says does not matter here. */
  async function rowsUpTo(wanted: number): Promise<void> {
    const { demo, database, clock } = world
    const { tenantId: tenant_id, legalEntityId: legal_entity_id, orgUnitId: org_unit_id } = demo
    const tables = { paymentOrders, orderHouseholds, journalEntries, journalLines, unsealed, billingRuns }
    const ids = Object.fromEntries(Object.values(tables).map(({ name }) => [name, wanted]))
    const numbers = Array.from({ length: wanted }, (_, index) => String(wanted * 1000 + index))
    for (const no of numbers) await world.households.createHousehold(demo.operator, flat(`8${no}`, 'EAST-1', `测试${no}`))
    await database.write(
      async (unit) => {
        const [home] = await unit.select<{ id: number; seasonId: number }>(
          `SELECT h.id, s.id AS seasonId FROM households h JOIN seasons s ON s.tenant_id = h.tenant_id WHERE h.tenant_id = :tenantId LIMIT 1`,
          { tenantId: tenant_id },
        )
        const [merchant] = await unit.select<{ id: number }>('SELECT id FROM merchants WHERE tenant_id = :tenantId', {
          tenantId: tenant_id,
        })
        const [payer] = await unit.select<{ id: number }>('SELECT id FROM residents')
        const [household_id, season_id, merchant_id, payer_resident_id] = [home, { id: home?.seasonId }, merchant, payer].map(
          (row) => row?.id ?? 0,
        )
        const day = clock.today()
        for (const no of numbers) {
          await world.queue.add(unit, { tenantId: tenant_id, kind: 'none', businessKey: no, payload: {}, runAt: clock.now() + 9e9 })
        }
        const orders = numbers.map((no) => ({ id: unit.newId(paymentOrders), no }))
        const frozen = { app_id: 'x', payer_openid: 'x', total_fen: 1, quoted_on: day, expires_at: 1, frozen_hash: 'x', state: 'closed' }
        await unit.insert(
          paymentOrders,
          orders.map(({ id, no }) => ({
            ...frozen,
            id,
            order_no: `W${no}`,
            tenant_id,
            legal_entity_id,
            merchant_id: merchant_id ?? 0,
            channel: 'x',
            payer_resident_id: payer_resident_id ?? 0,
          })),
        )
        await unit.insert(
          orderHouseholds,
          orders.map(({ id }) => ({
            id: unit.newId(orderHouseholds),
            tenant_id,
            order_id: id,
            household_id: household_id ?? 0,
            quoted_fen: 1,
            quote: '[]',
          })),
        )
        const entries = numbers.map((no) => ({ id: unit.newId(journalEntries), no }))
        const entry = { tenant_id, legal_entity_id, kind: 'made-up', posted_on: day, value_on: day, period: day.slice(0, 7) }
        await unit.insert(
          journalEntries,
          entries.map(({ id, no }) => ({ ...entry, id, entry_no: `V${no}`, source_no: no })),
        )
        const line = { tenant_id, account: 'suspense', org_unit_id, value_on: day, debit_fen: 0, credit_fen: 0, line_no: 1 }
        await unit.insert(
          journalLines,
          entries.map(({ id }) => ({ ...line, id: unit.newId(journalLines), entry_id: id })),
        )
        const run = { tenant_id, season_id: season_id ?? 0, org_unit_id, mode: 'preview', state: 'done', started_by: 'x' }
        const zero = { household_count: 0, done_count: 0, posted_count: 0, skipped_count: 0, total_fen: 0 }
        await unit.insert(
          billingRuns,
          numbers.map((no) => ({ ...run, ...zero, id: unit.newId(billingRuns), run_no: `R${no}` })),
        )
      },
      { ids: { ...ids, jobs: wanted } },
    )
  }
})

function atMost(what: string, most: number, statements: readonly string[]): void {
  const listed = statements.map((sql, index) => `${index + 1} ${sql.slice(0, 160)}`).join('\n')
  assert.ok(statements.length <= most, `${what} took ${statements.length} statements, ${most} are allowed:\n${listed}`)
}
