import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { CrashPoint } from '../../server/src/platform/crash-points.ts'
import { countOf, paymentsOf, rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { openRelay, type Relay } from '../support/relay.ts'
import { plainRules, publishRules } from '../support/system.ts'
import { until } from '../support/until.ts'
import { HOUSEHOLD_TITLES, householdRow, workbookOf } from '../support/workbooks.ts'
import { flat, SEASON } from '../support/world.ts'

describe('a server killed with SIGKILL', function () {
  this.timeout(120_000)
  let relay: Relay
  before(async function () {
    if (!engines.includes('mysql')) return this.skip()
    relay = await openRelay({ flats: 8 })
  })
  after(() => relay?.close())

  const bothSidesOfTheCall = [
    { point: 'payments.order.prepared', tradesAtDeath: 0 },
    { point: 'payments.order.called', tradesAtDeath: 1 },
  ] as const
  for (const { point, tradesAtDeath } of bothSidesOfTheCall) {
    it(`at ${point} leaves an order that its successor prepares and that is paid once`, async () => {
      const householdNo = await relay.flat()
      const key = randomUUID()
      await relay.diesAt(point, (payer) => payer.order([householdNo], key))
      const [order] = await ordersOf(householdNo)
      assert.equal(order?.state, 'submitted')
      assert.equal((await relay.tradesOf(order.orderNo)).length, tradesAtDeath)

      const payer = await relay.takeOver()
      const prepared = await until('the order is prepared', async () => {
        const seen = await payer.view(order.orderNo)
        return seen.state === 'prepared' && seen
      })
      assert.equal((await payer.order([householdNo], key)).orderNo, order.orderNo, 'the same key gets the same order')
      assert.equal(await payer.pay(prepared), 'requestPayment:ok')
      await until('the order is paid', async () => (await payer.view(order.orderNo)).state === 'paid')
      assert.equal((await relay.tradesOf(order.orderNo)).length, 1)
      assert.equal((await ordersOf(householdNo)).length, 1)
      await relay.endsWell()
    })
  }

  const aroundTheSettling = [
    { point: 'payments.notice.stored', job: 'queued', attempts: 1, paymentsAtDeath: 0, heard: false },
    { point: 'payments.settle.before-commit', job: 'running', attempts: 2, paymentsAtDeath: 0, heard: true },
    { point: 'payments.settle.committed', job: 'running', attempts: 2, paymentsAtDeath: 1, heard: true },
  ] as const
  for (const { point, job, attempts, paymentsAtDeath, heard } of aroundTheSettling) {
    it(`at ${point} leaves a job that its successor picks up, and the money is posted once`, async () => {
      const householdNo = await relay.flat()
      let orderNo = ''
      await relay.diesAt(point, async (payer) => {
        const order = await payer.order([householdNo])
        orderNo = order.orderNo
        await payer.pay(order)
      })
      const { database } = relay.town.world
      assert.equal((await paymentsOf(database, orderNo)).length, paymentsAtDeath)
      assert.deepEqual(await settleJobs(), [{ state: job, attempts: attempts - 1 }])

      const payer = await relay.takeOver()
      await until('the order is paid', async () => (await payer.view(orderNo)).state === 'paid')
      await until('the job is done', async () => (await settleJobs())[0]?.state === 'done')
      assert.deepEqual(await settleJobs(), [{ state: 'done', attempts }])
      const [payment, ...more] = await paymentsOf(database, orderNo)
      assert.deepEqual([payment?.destination, more.length], ['order', 0])
      if (!heard) await until('the platform was answered', () => relay.acknowledged(orderNo))
      await relay.endsWell()

      function settleJobs() {
        return rowsOf<{ state: string; attempts: number }>(
          database,
          `SELECT state, attempts FROM jobs WHERE kind = 'payments.settle-notice' AND payload LIKE :named`,
          { named: `%${orderNo}%` },
        )
      }
    })
  }

  it('at billing.run.chunk-frozen leaves a run that its successor ends, every bill once', async () => {
    const { world, running } = relay.town
    await publishRules(running, world.other, plainRules(SEASON, '2026-10-31', '2026-10-01'))
    const runNo = await running.system.billing.startBillingRun(world.other.operator, { seasonCode: SEASON, orgUnit: 'OTHER', mode: 'post' })
    await relay.diesAt('billing.run.chunk-frozen', async () => {})
    assert.deepEqual(await itemsOf(runNo), [{ state: 'frozen', total: 2 }])
    await relay.takeOver()
    const { run } = await runEnds(runNo, 'other')
    assert.deepEqual([run.postedCount, run.skippedCount, run.totalFen], [2, 0, 2 * 95_469])
    await relay.endsWell()
  })

  it('at billing.run.chunk-posted leaves a run that its successor ends without billing anybody twice', async () => {
    const { world, running } = relay.town
    await world.households.createHousehold(world.demo.operator, flat('81020001', 'EAST-2', '测试迟到'))
    const bills = await countOf(world.database, 'bills')
    const runNo = await running.system.billing.startBillingRun(world.demo.operator, { seasonCode: SEASON, orgUnit: 'EAST-2', mode: 'post' })
    await relay.diesAt('billing.run.chunk-posted', async () => {})
    assert.equal(await countOf(world.database, 'bills'), bills + 1)
    await relay.takeOver()
    const { run, skipped } = await runEnds(runNo, 'demo')
    assert.deepEqual([run.postedCount, run.totalFen], [1, 95_469])
    assert.deepEqual(skipped, [{ householdNo: '80010003', reason: '该采暖季已出账' }])
    assert.equal(await countOf(world.database, 'bills'), bills + 1)
    await relay.endsWell()
  })

  const importChunk = 100
  const duringAnImport = [
    { point: 'exchange.import.seasons-open', prefix: '83', arrears: '2021-2022', atDeath: 0 },
    { point: 'exchange.import.chunk-posted', prefix: '84', arrears: '2022-2023', atDeath: importChunk },
  ] as const
  for (const { point, prefix, arrears, atDeath } of duringAnImport) {
    it(`at ${point} leaves an import that its successor ends, every household and its arrears once`, async () => {
      const { world, running } = relay.town
      const { operator } = world.demo
      const { exchange, worker } = running.system
      const titles = [...HOUSEHOLD_TITLES, `${arrears}陈欠`]
      const numbers = Array.from({ length: importChunk + 5 }, (_, index) => `${prefix}${String(index).padStart(6, '0')}`)
      const bytes = await workbookOf(
        titles,
        numbers.map((客户卡号) => householdRow({ 客户卡号, 室号: 客户卡号, [`${arrears}陈欠`]: '10.01' }, titles)),
      )
      const wanted = { fileName: '期初.xlsx', seasonCode: SEASON, orgUnit: 'DEMO', newCommunities: 'create' } as const
      const importNo = await exchange.uploadImport(operator, wanted, bytes)
      await worker.drain()
      await exchange.commitImport(operator, importNo)
      await relay.diesAt(point, async () => {})
      assert.equal(await importedWith(prefix), atDeath)
      await relay.takeOver()
      await until('the import is done', async () => (await exchange.readImport(operator, importNo)).state === 'done')
      assert.equal(await importedWith(prefix), numbers.length)
      const [owed] = await rowsOf<{ total: number; fen: number }>(
        world.database,
        `SELECT COUNT(*) AS total, SUM(l.amount_fen) AS fen FROM bill_lines l JOIN households h ON h.id = l.household_id
         WHERE l.origin = 'opening' AND h.household_no LIKE :prefix`,
        { prefix: `${prefix}%` },
      )
      assert.deepEqual([owed?.total, Number(owed?.fen)], [numbers.length, numbers.length * 1_001])
      await relay.endsWell()
    })
  }

  it('at ledger.seal.before-commit leaves entries that its successor seals', async () => {
    const { database } = relay.town.world
    const householdNo = await relay.flat()
    await relay.town.running.system.ledger.sealEntries()
    const sealed = await countOf(database, 'ledger_seals')
    await relay.diesAt('ledger.seal.before-commit', async (payer) => payer.pay(await payer.order([householdNo])))
    assert.deepEqual([await countOf(database, 'unsealed'), await countOf(database, 'ledger_seals')], [1, sealed])
    await relay.takeOver()
    await until('everything is sealed', async () => (await countOf(database, 'unsealed')) === 0)
    assert.equal(await countOf(database, 'ledger_seals'), sealed + 1)
    await relay.endsWell()
  })

  it('dies at every point the code names', () => {
    const all: Record<CrashPoint, true | 'elsewhere'> = {
      'payments.order.prepared': true,
      'payments.order.called': true,
      'payments.notice.stored': true,
      'payments.settle.before-commit': true,
      'payments.settle.committed': true,
      'billing.run.chunk-frozen': true,
      'billing.run.chunk-posted': true,
      'exchange.import.seasons-open': true,
      'exchange.import.chunk-posted': true,
      'ledger.seal.before-commit': true,
      // In test/faults/refunds.
      'payments.refund.submitted': 'elsewhere',
      'payments.refund.called': 'elsewhere',
      // In test/faults/files, where the store is played, too.
      'files.file.prepared': 'elsewhere',
      'reconciliation.bill.kept': 'elsewhere',
      'reconciliation.bill.healed': 'elsewhere',
      'files.file.called': 'elsewhere',
      'files.purge.claimed': 'elsewhere',
    }
    const here = Object.entries(all).filter(([, where]) => where === true)
    assert.deepEqual([...relay.died].sort(), here.map(([point]) => point).sort())
  })

  function ordersOf(householdNo: string) {
    return rowsOf<{ orderNo: string; state: string }>(
      relay.town.world.database,
      `SELECT o.order_no AS orderNo, o.state FROM payment_orders o JOIN order_households oh ON oh.order_id = o.id
       JOIN households h ON h.id = oh.household_id WHERE h.household_no = :householdNo`,
      { householdNo },
    )
  }

  async function importedWith(prefix: string): Promise<number | undefined> {
    const [row] = await rowsOf<{ total: number }>(
      relay.town.world.database,
      'SELECT COUNT(*) AS total FROM households WHERE household_no LIKE :prefix',
      { prefix: `${prefix}%` },
    )
    return row?.total
  }

  function itemsOf(runNo: string) {
    return rowsOf<{ state: string; total: number }>(
      relay.town.world.database,
      'SELECT i.state, COUNT(*) AS total FROM billing_run_items i JOIN billing_runs r ON r.id = i.run_id WHERE r.run_no = :runNo GROUP BY i.state',
      { runNo },
    )
  }

  function runEnds(runNo: string, company: 'demo' | 'other') {
    const { world, running } = relay.town
    return until('the run is done', async () => {
      const read = await running.system.billing.readRun(world[company].operator, runNo)
      return read.run.state === 'done' && read
    })
  }
})
