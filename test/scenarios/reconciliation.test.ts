import assert from 'node:assert/strict'
import type { Difference, Statement } from '../../shared/contracts/reconciliation.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import { refused, type StaffApi, withToken } from '../support/api.ts'
import { assertBooksAgree } from '../support/compare-books.ts'
import { countOf, rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { buildFaultTown, type FaultTown } from '../support/fault-town.ts'
import type { Payer } from '../support/payer.ts'
import { PASSWORD } from '../support/world.ts'

/*
 * 2026-11-22, seven equal flats: 954.69 and 22 days of late fee at 1 ‰ (2100.318 → 21.00) make 975.69 each.
 *   altered   the bill says 970.00                        amount differs
 *   hidden    the bill leaves it out                      ours only
 *   lost      its notice never came                       learned from the bill
 *   cut       no notice either, and the query breaks      theirs only, until the next try
 *   refunded  100.00 back by us                           agrees
 *   portal    50.00 back on the platform's own page       theirs only (refund)
 *   plain                                                 agrees
 * The bill: six payments 5 × 975.69 + 970.00 = 5848.45, two refunds −150.00. Ours at first: six payments 5854.14, one refund −100.00.
 */
const DAY = '2026-11-22'
const EACH = 97_569
const STORIES = ['cut', 'lost', 'altered', 'hidden', 'refunded', 'portal', 'plain'] as const
type Story = (typeof STORIES)[number]

for (const engine of engines) {
  describe(`a day of WeChat Pay beside our books, on ${engine}`, function () {
    this.timeout(90_000)
    let town: FaultTown
    let payer: Payer
    let accountant: StaffApi
    let director: StaffApi
    const orders = {} as Record<Story, ResidentOrder>
    const transactions = {} as Record<Story, string>
    before(async () => {
      town = await buildFaultTown({ flats: STORIES.length, engine })
      payer = await town.payer('person-1')
      const { control } = town.running.simulator
      for (const story of STORIES) {
        const order = await payer.order([await town.flatOf(payer)])
        assert.equal(order.totalFen, EACH)
        if (story === 'lost' || story === 'cut') await control.behave(order.orderNo, 'notice-never')
        assert.equal(await payer.pay(order), 'requestPayment:ok')
        orders[story] = order
      }
      await town.running.settle()
      const { trades } = await town.running.simulator.book()
      for (const story of STORIES)
        transactions[story] = trades.find((trade) => trade.outTradeNo === orders[story].orderNo)?.transactionId ?? assert.fail()
      await refund(orders.refunded, 10_000)
      await control.refundByPortal({ mchId: '1900000001', outTradeNo: orders.portal.orderNo }, 5_000)
      await town.running.settle()
      await control.editBill(transactions.altered, { amountFen: 97_000 })
      await control.editBill(transactions.hidden, 'hidden')
      await town.running.setTime('2026-11-23T09:59:00+08:00')
    })
    after(() => town?.close())

    /** Signed in anew: the story goes over midnight. */
    const staff = async (name: string, { code } = town.world.demo) => {
      const from = { requestId: null, ip: null, agent: 'tests' }
      const { session } = await town.world.staff.signIn({ companyCode: code, name, password: PASSWORD }, from)
      return withToken({ app: town.running.url }, session.accessToken)
    }

    /** 100.00 of it goes back, asked for by one and approved by another. */
    async function refund(order: ResidentOrder, amountFen: number): Promise<void> {
      const [payment] = await rowsOf<{ paymentNo: string; householdNo: string }>(
        town.world.database,
        `SELECT p.payment_no AS paymentNo, h.household_no AS householdNo FROM payments p JOIN order_households oh ON oh.order_id = p.order_id
         JOIN households h ON h.id = oh.household_id WHERE p.order_no_given = :orderNo`,
        { orderNo: order.orderNo },
      )
      const { paymentNo = '', householdNo = '' } = payment ?? {}
      const asked = await (await staff('cashier')).post(`/payments/${paymentNo}/refunds`, {
        householdNo,
        amountFen,
        reason: '多缴',
      })
      assert.equal(asked.status, 201, JSON.stringify(asked.body))
      const manager = await staff('director')
      assert.equal((await manager.post(`/refunds/${asked.body.refundNo}/approve`, {})).status, 200)
      await town.running.settle()
    }
    const [daily, fetch] = ['reconciliation.daily', 'reconciliation.fetch'].map((kind) => async (payload?: object) => {
      const job = town.running.system.reconciliation.jobs.find((one) => one.kind === kind)
      await job?.handle({ payload } as never)
    }) as [() => Promise<void>, (payload: object) => Promise<void>]
    const statementOf = async (api: StaffApi, query = '') => (await api.get(`/statements?pageSize=100${query}`)).body.items as Statement[]
    const differencesOf = async ({ statementNo }: Statement) => {
      const lists = await Promise.all(
        ['theirs-only', 'ours-only', 'differing'].map((list) => accountant.get(`/statements/${statementNo}/differences?list=${list}`)),
      )
      return lists.flatMap(({ body }) => body.items as Difference[])
    }
    const shown = (differences: readonly Difference[]) =>
      differences.map(({ kind, trade, orderNo, theirFen, ourFen, state }) => [
        kind,
        trade,
        STORIES.find((story) => orders[story].orderNo === orderNo),
        theirFen,
        ourFen,
        state,
      ])
    const learnedFrom = async (story: Story) =>
      (
        await rowsOf<{ from: string }>(town.world.database, 'SELECT learned_from AS `from` FROM payments WHERE transaction_id = :id', {
          id: transactions[story],
        })
      ).map(({ from }) => from)

    it('asks for the bills of yesterday from ten in the morning, once', async () => {
      await daily()
      assert.equal(await countOf(town.world.database, 'statements'), 0)
      await town.running.setTime('2026-11-23T10:00:00+08:00')
      await daily()
      await daily()
      const jobs = await rowsOf<{ payload: string }>(
        town.world.database,
        "SELECT payload FROM jobs WHERE kind = 'reconciliation.fetch' ORDER BY id",
      )
      assert.equal(jobs.length, 2, 'the two merchant numbers of the two companies')
      await town.running.simulator.control.spoilAnswers('query', 'system-error')
      for (const { payload } of jobs) await fetch(JSON.parse(payload) as object)
      accountant = await staff('accountant')
      director = await staff('director')
      const foreigner = await staff('admin', town.world.other)
      refused(await foreigner.get('/statements'), 403, 'FORBIDDEN')
    })

    it('finds exactly what was planted, and books the lost one by the door of every payment', async () => {
      const [statement, ...others] = await statementOf(accountant)
      assert.ok(statement && others.length === 0)
      assert.deepEqual(
        [statement.day, statement.state, statement.differences, statement.open, statement.theirs, statement.ours],
        [
          DAY,
          'different',
          4,
          4,
          { payments: 6, paymentFen: 5 * EACH + 97_000, refunds: 2, refundFen: -15_000 },
          { payments: 6, paymentFen: 6 * EACH, refunds: 1, refundFen: -10_000 },
        ],
      )
      assert.deepEqual(shown(await differencesOf(statement)), [
        ['theirs-only', 'payment', 'cut', EACH, null, 'open'],
        ['theirs-only', 'refund', 'portal', -5_000, null, 'open'],
        ['ours-only', 'payment', 'hidden', null, EACH, 'open'],
        ['amount', 'payment', 'altered', 97_000, EACH, 'open'],
      ])
      assert.deepEqual([await learnedFrom('lost'), await learnedFrom('cut')], [['bill-file'], []])
      const [lost] = await rowsOf<{ state: string }>(town.world.database, 'SELECT state FROM payment_orders WHERE order_no = :no', {
        no: orders.lost.orderNo,
      })
      assert.equal(lost?.state, 'paid')
      assert.deepEqual(await statementOf(await staff('director'), `&state=no-bill`), [], 'the other company’s empty day is theirs')
    })

    it('the same bill again changes nothing but what has healed meanwhile', async () => {
      const rows = await countOf(town.world.database, 'statement_rows')
      assert.equal(rows, 8)
      await town.running.setTime('2026-11-23T10:05:00+08:00')
      const asked = await accountant.post('/statements', { day: DAY })
      assert.equal(asked.status, 200, JSON.stringify(asked.body))
      const [before] = await statementOf(accountant)
      assert.deepEqual(asked.body.statementNos, [before?.statementNo])
      const [job] = await rowsOf<{ payload: string }>(
        town.world.database,
        "SELECT payload FROM jobs WHERE kind = 'reconciliation.fetch' ORDER BY run_at DESC LIMIT 1",
      )
      await fetch(JSON.parse(job?.payload ?? '') as object)
      await fetch(JSON.parse(job?.payload ?? '') as object)
      assert.equal(await countOf(town.world.database, 'statement_rows'), rows)
      const [after] = await statementOf(accountant)
      assert.ok(after)
      assert.deepEqual([after.fileSha256, after.open, after.differences], [before?.fileSha256, 3, 3])
      assert.deepEqual(
        shown(await differencesOf(after)).filter(([, , story]) => story === 'cut'),
        [['theirs-only', 'payment', 'cut', EACH, null, 'healed']],
      )
      assert.deepEqual(await learnedFrom('cut'), ['bill-file'])
      assert.equal(await countOf(town.world.database, 'differences'), 4)
    })

    it('each is explained by one and confirmed by another; then the day is settled', async () => {
      const [statement] = await statementOf(accountant)
      assert.ok(statement)
      const open = (await differencesOf(statement)).filter(({ state }) => state === 'open')
      for (const { differenceNo, revision } of open) {
        const path = `/differences/${differenceNo}`
        refused(await director.post(`${path}/confirmation`, { revision }), 409, 'DIFFERENCE_TRANSITION_REFUSED')
        const explained = await accountant.post(`${path}/explanation`, { revision, reason: '已与支付平台核对' }, `explain-${differenceNo}`)
        assert.equal(explained.status, 200, JSON.stringify(explained.body))
        assert.equal(
          (await accountant.post(`${path}/explanation`, { revision, reason: '已与支付平台核对' }, `explain-${differenceNo}`)).status,
          200,
        )
        refused(await accountant.post(`${path}/confirmation`, { revision: revision + 1 }), 403, 'OWN_EXPLANATION')
        refused(await director.post(`${path}/confirmation`, { revision }), 409, 'DIFFERENCE_CHANGED')
        assert.equal((await director.post(`${path}/confirmation`, { revision: revision + 1 })).status, 200)
      }
      const [after] = await statementOf(accountant, '&state=settled')
      assert.deepEqual([after?.open, after?.differences], [0, 3])
      const [settled] = (await differencesOf(statement)).filter(({ state }) => state === 'settled')
      assert.deepEqual(
        [settled?.reason, settled?.explainedBy, settled?.confirmedBy],
        ['已与支付平台核对', '测试accountant(accountant)', '测试director(director)'],
      )
    })

    it('a difference that becomes another is open again, whatever was said of it', async () => {
      await town.running.simulator.control.editBill(transactions.altered, { amountFen: 96_000 })
      const [merchant] = await rowsOf<{ id: number }>(town.world.database, "SELECT id FROM merchants WHERE mch_id = '1900000001'")
      await fetch({ merchantId: merchant?.id, day: DAY })
      const [statement] = await statementOf(accountant)
      assert.ok(statement)
      assert.deepEqual([statement.state, statement.open], ['different', 1])
      assert.equal(await countOf(town.world.database, 'statement_rows'), 16, 'the corrected file stands beside the first')
      const changed = (await differencesOf(statement)).find(({ kind }) => kind === 'amount')
      assert.deepEqual([changed?.theirFen, changed?.state, changed?.reason, changed?.confirmedBy], [96_000, 'open', null, null])
    })

    it('moves no money itself: the ledger verifies and the platform’s own book agrees with ours', async () => {
      await town.running.system.ledger.sealEntries()
      await assertBooksAgree(town.world.database, town.running.simulator)
    })
  })
}
