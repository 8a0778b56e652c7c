import assert from 'node:assert/strict'
import type { HouseholdQuote } from '../../shared/contracts/billing.ts'
import type { Refundable, RefundFile, RefundPreview } from '../../shared/contracts/payments/refunds.ts'
import type { ResidentOrder, ResidentPayment } from '../../shared/contracts/residents.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { accountTotals, assertBooksClosed, assertReplays } from '../support/books.ts'
import { balanceOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'

/*
 * 20.50 yuan/m², 4 % off for whoever pays everything by WeChat by 2018-10-31, late fee 1 ‰ a day after 2019-02-13.
 *   甲 88.20 + 12.34 m²: 1808.10 + 252.97; discount 72.32 + 10.12; paid 1735.78 + 242.85 = 1978.63
 *      300.00 back: the second line was paid last: 242.85 of it, 57.15 of the first; both discounts go: owed 300.00 + 82.44 = 382.44
 *   乙 100.00 m²: 2050.00 − 82.00 = 1968.00, all of it back: owed 2050.00
 *   丙 100.00 m²: two people pay 1968.00: the second is balance; it goes back whole, and the discount stays
 *   丁 100.00 m²: 700.05 back fails at the platform: 700.05 pays the line again and earns the 82.00 again
 *   戊 100.00 m²: 100.00 back is refused by the director: as it was before; then asked for again and withdrawn
 */
const SEASON = '2018-2019'
const HOMES = { '80010001': '测试甲', '80010002': '测试乙', '80010003': '测试丙', '80010004': '测试丁', '80010005': '测试戊' }

function rules(): RuleSet {
  const plain = plainRules(SEASON, '2019-02-13', '2018-09-01')
  const discount = {
    kind: 'discount@1',
    customerClass: '*',
    priceType: '*',
    feeType: 'heat',
    params: {
      windows: [
        { fromOn: '2018-10-15', toOn: '2018-10-31', channels: ['wechat-pay'], amount: { kind: 'percent', share: { num: 4, den: 100 } } },
      ],
      excluded: ['arrears', 'stopped', 'part-payment', 'other-payer'],
      rounding: { mode: 'half-up', unit: 'fen' },
    },
  }
  return { ...plain, rules: [...plain.rules, discount] as RuleSet['rules'] }
}

for (const engine of engines) {
  describe(`refunds, on ${engine}`, () => {
    let town: Town
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      for (const [householdNo, name] of Object.entries(HOMES)) {
        const two = [{ billedMilliM2: 88_200 }, { billedMilliM2: 12_340, name: '地下室' }]
        await town.addHome(householdNo, name, SEASON, householdNo === '80010001' ? two : [{ billedMilliM2: 100_000 }])
      }
      await town.setTime('2018-10-10T09:00:00+08:00')
      await town.bill(rules())
      await town.setTime('2018-10-25T09:00:00+08:00')
      await town.residentOf('person-1', HOMES)
      await town.residentOf('person-2', { '80010003': HOMES['80010003'] })
    })
    after(() => town.close())

    /** Orders what is owed and pays it; answers the number of the payment. */
    async function paid(householdNo: string, ...persons: readonly string[]): Promise<string> {
      const orders: ResidentOrder[] = []
      for (const person of persons.length > 0 ? persons : ['person-1']) {
        const api = await town.resident(person)
        const { totalFen } = (await api.get(`/households/${householdNo}/quote`)).body as HouseholdQuote
        const made = await api.post('/payment-orders', { householdNos: [householdNo], totalFen, channel: 'wechat-pay' })
        assert.equal(made.status, 201, JSON.stringify(made.body))
        orders.push(made.body)
      }
      for (const order of orders) await town.pay(order)
      const cashier = await town.staff('cashier')
      const refundable = (await cashier.get(`/payment-orders/${orders.at(-1)?.orderNo}/refundable`)).body as Refundable
      assert.equal(refundable.items.length, 1, JSON.stringify(refundable))
      return refundable.items[0]?.paymentNo ?? ''
    }
    const request = async (paymentNo: string, householdNo: string, amountFen: number) => {
      const asked = await (await town.staff('cashier')).post(`/payments/${paymentNo}/refunds`, {
        householdNo,
        amountFen,
        reason: '住户要求退回',
      })
      assert.equal(asked.status, 201, JSON.stringify(asked.body))
      return asked.body as RefundFile
    }
    const approve = async ({ refundNo }: RefundFile) => {
      const approved = await (await town.staff('director')).post(`/refunds/${refundNo}/approve`, {})
      assert.equal(approved.status, 200, JSON.stringify(approved.body))
      return approved.body as RefundFile
    }
    const fileOf = async ({ refundNo }: RefundFile) => (await (await town.staff('director')).get(`/refunds/${refundNo}`)).body as RefundFile
    const owes = async (householdNo: string) =>
      ((await (await town.staff('cashier')).get(`/households/${householdNo}/quote`)).body as HouseholdQuote).totalFen

    it('gives a part back from the line paid last and takes the discount back, exactly as the preview said', async () => {
      const paymentNo = await paid('80010001')
      const cashier = await town.staff('cashier')
      const preview = (await cashier.get(`/payments/${paymentNo}/refund-preview?householdNo=80010001&amountFen=30000`))
        .body as RefundPreview
      assert.deepEqual(preview, {
        amountFen: 30_000,
        availableFen: 197_863,
        fromBalanceFen: 0,
        releases: [
          { title: `${SEASON} 热费`, amountFen: 24_285 },
          { title: `${SEASON} 热费`, amountFen: 5_715 },
        ],
        discounts: [
          { title: `${SEASON} 热费`, amountFen: 7_232 },
          { title: `${SEASON} 热费`, amountFen: 1_012 },
        ],
        reopenedFen: 38_244,
        lateFeeFen: 0,
      })
      const asked = await request(paymentNo, '80010001', 30_000)
      assert.deepEqual(
        [asked.state, asked.released, asked.discounts, asked.fromBalanceFen],
        ['requested', preview.releases, preview.discounts, 0],
      )
      assert.equal(await owes('80010001'), 38_244)
      assert.equal((await accountTotals(town.database)).refundPayable, -30_000)

      const sent = await approve(asked)
      assert.deepEqual(
        sent.events.map(({ event, to }) => [event, to]),
        [
          ['request', 'requested'],
          ['approve', 'approved'],
          ['submit', 'submitted'],
          ['accept', 'processing'],
        ],
      )
      await town.settle()
      const done = await fileOf(asked)
      assert.deepEqual([done.state, done.doneAt, done.events.at(-1)?.actor], ['done', '2018-10-25T01:00:00.000Z', '通道通知'])
      assert.equal((await accountTotals(town.database)).refundPayable, undefined)
      const shown = (await (await town.resident('person-1')).get('/payments')).body.items as ResidentPayment[]
      assert.deepEqual(
        shown
          .filter(({ householdNo }) => householdNo === '80010001')
          .map(({ amountFen, refundedFen, refundingFen }) => [amountFen, refundedFen, refundingFen]),
        [[197_863, 30_000, 0]],
      )
    })

    it('gives everything back', async () => {
      const asked = await request(await paid('80010002'), '80010002', 196_800)
      await approve(asked)
      await town.settle()
      assert.equal((await fileOf(asked)).state, 'done')
      assert.equal(await owes('80010002'), 205_000)
    })

    it('gives back what lies as balance and leaves lines and discount alone', async () => {
      const second = await paid('80010003', 'person-1', 'person-2')
      assert.equal(await balanceOf(town.database, '80010003'), 196_800)
      const asked = await request(second, '80010003', 196_800)
      assert.deepEqual([asked.fromBalanceFen, asked.released, asked.discounts], [196_800, [], []])
      assert.deepEqual([await balanceOf(town.database, '80010003'), await owes('80010003')], [0, 0])
      await approve(asked)
      await town.settle()
      assert.equal((await fileOf(asked)).state, 'done')
    })

    it('puts the money back where it was when the platform closes the refund, discount included', async () => {
      const asked = await request(await paid('80010004'), '80010004', 70_005)
      assert.equal(await owes('80010004'), 78_205)
      await approve(asked)
      await town.settle()
      assert.equal((await fileOf(asked)).state, 'failed')
      assert.deepEqual([await balanceOf(town.database, '80010004'), await owes('80010004')], [0, 0])
    })

    it('puts it back when a second person refuses and when the first withdraws', async () => {
      const paymentNo = await paid('80010005')
      const director = await town.staff('director')
      const refused = await request(paymentNo, '80010005', 10_000)
      assert.equal(await owes('80010005'), 18_200)
      const answer = await director.post(`/refunds/${refused.refundNo}/refuse`, { reason: '没有附上申请书' })
      assert.equal((answer.body as RefundFile).state, 'refused', JSON.stringify(answer.body))
      assert.equal(await owes('80010005'), 0)
      const withdrawn = await request(paymentNo, '80010005', 10_000)
      const back = await (await town.staff('cashier')).post(`/refunds/${withdrawn.refundNo}/withdraw`, { reason: '住户改变主意' })
      assert.equal((back.body as RefundFile).state, 'withdrawn', JSON.stringify(back.body))
      assert.equal(await owes('80010005'), 0)
    })

    it('charges no late fee for days on which the line was paid', async () => {
      await town.setTime('2019-03-01T09:00:00+08:00')
      const cashier = await town.staff('cashier')
      const { items } = (await cashier.get('/households/80010005/payments')).body as { items: ResidentPayment[] }
      const refundable = (await cashier.get(`/payment-orders/${items[0]?.orderNo}/refundable`)).body as Refundable
      const asked = await request(refundable.items[0]?.paymentNo ?? '', '80010005', 100_000)
      // 1000.00 + 82.00 of discount, and nothing for the 16 days since 2019-02-13
      assert.equal(await owes('80010005'), 108_200)
      await town.setTime('2019-03-02T09:00:00+08:00')
      // one day of 1 ‰: 1.082 → 1.08
      assert.equal(await owes('80010005'), 108_308)
      await approve(asked)
      await town.settle()
      assert.equal((await fileOf(asked)).state, 'done')
    })

    it('ends with every account at what was worked out by hand, books closed and bills that replay', async () => {
      await town.settle()
      // in: 1978.63 + 1968.00 × 5; out: 300.00 + 1968.00 + 1968.00 + 1000.00
      const clearing = 197_863 + 5 * 196_800 - 30_000 - 2 * 196_800 - 100_000
      // owed: 382.44 + 2050.00 + 1082.00; discounts that stay: 82.00 of 丙 and of 丁
      assert.deepEqual(await accountTotals(town.database), {
        'clearing:wechat-pay': clearing,
        'income:heat': -(206_107 + 4 * 205_000),
        discount: 2 * 8_200,
        receivable: 38_244 + 205_000 + 108_200,
      })
      await assertBooksClosed(town.database, town.simulator)
      assert.equal(await assertReplays(town.database, SEASON), 5)
    })
  })
}
