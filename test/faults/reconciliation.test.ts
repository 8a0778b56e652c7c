import assert from 'node:assert/strict'
import { type AlipayTown, buildAlipayTown } from '../support/alipay-town.ts'
import { assertBooksAgree } from '../support/compare-books.ts'
import { countOf, rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { buildFaultTown, type FaultTown } from '../support/fault-town.ts'
import { type Running, runSystem } from '../support/system.ts'

const DAY = '2026-11-22'

describe('bills of a day when things go wrong', function () {
  this.timeout(90_000)
  let town: FaultTown
  let merchantId = 0
  before(async function () {
    if (!engines.includes('mysql')) return this.skip()
    town = await buildFaultTown({ flats: 3 })
    const payer = await town.payer('person-1')
    const { control } = town.running.simulator
    for (const behaviour of ['normal', 'notice-never', 'notice-never'] as const) {
      const order = await payer.order([await town.flatOf(payer)])
      await control.behave(order.orderNo, behaviour)
      assert.equal(await payer.pay(order), 'requestPayment:ok')
    }
    await town.running.settle()
    const { id } = (await rowsOf<{ id: number }>(town.world.database, "SELECT id FROM merchants WHERE mch_id = '1900000001'"))[0] ?? {}
    merchantId = id ?? assert.fail()
    await town.running.setTime('2026-11-23T10:00:00+08:00')
    await job(town.running, 'reconciliation.daily')
  })
  after(() => town?.close())

  async function job({ system }: Running, kind: string, payload: object | null = null): Promise<void> {
    await system.reconciliation.jobs.find((one) => one.kind === kind)?.handle({ payload } as never)
  }
  const fetch = (running: Running) => job(running, 'reconciliation.fetch', { merchantId, day: DAY })
  const statement = async () => {
    const [row] = await rowsOf<{ state: string; fault: string | null; rows: number; payments: number }>(
      town.world.database,
      `SELECT s.state, s.fault, (SELECT COUNT(*) FROM statement_rows) AS \`rows\`, (SELECT COUNT(*) FROM payments) AS payments FROM statements s
       WHERE s.merchant_id = :merchantId`,
      { merchantId },
    )
    return row && { ...row }
  }

  it('a file that is not whole, or lies, keeps nothing and says why; the job tries again', async () => {
    for (const fault of ['hash', 'half', 'bomb', 'totals', 'row', 'elsewhere', 'other-merchant', 'drop'] as const) {
      await town.running.simulator.control.spoilBill(fault)
      await assert.rejects(fetch(town.running), /no bill of 2026-11-22/, fault)
      const { state, fault: words, rows, payments } = (await statement()) ?? assert.fail()
      assert.deepEqual([state, rows, payments], ['waiting', 0, 1], fault)
      assert.ok(words && words.length > 5, fault)
    }
  })

  for (const { point, rows, payments } of [
    { point: 'reconciliation.bill.kept', rows: 3, payments: 1 },
    { point: 'reconciliation.bill.healed', rows: 3, payments: 3 },
  ]) {
    it(`a process dead at ${point} leaves what its successor goes on with`, async () => {
      const crashAt = (at: string) => {
        if (at === point) throw new Error(`died at ${at}`)
      }
      const { simulator } = town.running
      const dying = await runSystem(town.world, { simulator, crashAt, logLevel: 'silent' })
      await assert.rejects(fetch(dying), /died/)
      await dying.stop()
      assert.deepEqual(await statement(), { state: 'waiting', fault: null, rows, payments })
    })
  }

  it('fetched by two at once it is one bill, each payment is booked once, and nothing differs', async () => {
    const beside = await runSystem(
      { ...town.world, database: town.world.reopen() },
      { simulator: town.running.simulator, logLevel: 'silent' },
    )
    await Promise.all([fetch(town.running), fetch(beside), fetch(town.running)])
    await beside.stop()
    assert.deepEqual(await statement(), { state: 'matched', fault: null, rows: 3, payments: 3 })
    assert.equal(await countOf(town.world.database, 'differences'), 0)
    await town.running.settle()
    await assertBooksAgree(town.world.database, town.running.simulator)
  })
})

describe('the bill of Alipay beside our books', function () {
  this.timeout(90_000)
  let town: AlipayTown
  before(async function () {
    if (!engines.includes('mysql')) return this.skip()
    town = await buildAlipayTown({ flats: 3 })
  })
  after(() => town?.close())

  it('books a payment nobody told us of, and shows one the bill has otherwise', async () => {
    const payer = await town.payer('person-1')
    const tradeNos: string[] = []
    for (const behaviour of ['normal', 'notice-never', 'normal'] as const) {
      const order = await payer.order([await town.flatOf(payer)])
      await town.alipay.control.behave(order.orderNo, behaviour)
      const tradeNO = order.alipay?.tradeNO ?? assert.fail(order.state)
      assert.equal((await town.alipay.control.tradePay(tradeNO)).resultCode, '9000')
      tradeNos.push(tradeNO)
    }
    await town.running.settle()
    const [, , altered = ''] = tradeNos
    await town.alipay.control.editBill(altered, { amountFen: 1 })
    await town.running.setTime('2026-11-23T10:00:00+08:00')
    const { jobs } = town.running.system.reconciliation
    await jobs.find(({ kind }) => kind === 'reconciliation.daily')?.handle({} as never)
    const asked = await rowsOf<{ payload: string }>(town.world.database, "SELECT payload FROM jobs WHERE kind = 'reconciliation.fetch'")
    assert.equal(asked.length, 3)
    const fetchJob = jobs.find(({ kind }) => kind === 'reconciliation.fetch')
    for (const { payload } of asked) await fetchJob?.handle({ payload: JSON.parse(payload) } as never)

    const seen = await rowsOf<{ channel: string; state: string; payments: number; ours: number }>(
      town.world.database,
      `SELECT channel, state, payment_count AS payments, our_payment_count AS ours FROM statements WHERE tenant_id = ${town.world.demo.tenantId}
       ORDER BY channel`,
    )
    assert.deepEqual(
      seen.map((row) => ({ ...row })),
      [
        { channel: 'alipay', state: 'different', payments: 3, ours: 3 },
        { channel: 'wechat-pay', state: 'no-bill', payments: 0, ours: 0 },
      ],
    )
    const found = await rowsOf<{ id: string; kind: string; their: number; our: number }>(
      town.world.database,
      'SELECT transaction_id AS id, difference_kind AS kind, their_fen AS their, our_fen AS our FROM differences',
    )
    assert.deepEqual(
      found.map((row) => ({ ...row })),
      [{ id: altered, kind: 'amount', their: 1, our: 97_569 }],
    )
    const learned = await rowsOf<{ source: string }>(
      town.world.database,
      'SELECT learned_from AS source FROM payments ORDER BY learned_from',
    )
    assert.deepEqual(
      learned.map(({ source }) => source),
      ['bill-file', 'notice', 'notice'],
    )
    await town.booksAgree()
  })
})
