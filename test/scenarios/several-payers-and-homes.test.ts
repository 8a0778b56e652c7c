import assert from 'node:assert/strict'
import type { HouseholdQuote } from '../../shared/contracts/billing.ts'
import type { PaymentOrderFile } from '../../shared/contracts/payments.ts'
import type { Home, ResidentOrder } from '../../shared/contracts/residents.ts'
import { accountTotals, assertBooksClosed } from '../support/books.ts'
import { engines } from '../support/engines.ts'
import type { ResidentApi } from '../support/resident-api.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'

/*
 * 2018-2019 at 20.50 yuan/m², nobody late:
 *   A  46.57 m²  954.685 → 954.69
 *   B  88.20 m²            1808.10
 *   A and B                2762.79
 */
const A = '80010001'
const B = '80010002'
const A_FEN = 95_469
const B_FEN = 180_810

for (const engine of engines) {
  describe(`several homes and several payers on ${engine}`, () => {
    let town: Town
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason('2018-2019', '2018-11-15', '2019-03-15')
      await town.addHome(A, '测试甲', '2018-2019', [{ billedMilliM2: 46_570 }])
      await town.addHome(B, '测试乙', '2018-2019', [{ billedMilliM2: 88_200 }])
      await town.setTime('2018-10-20T09:00:00+08:00')
      await town.bill(plainRules('2018-2019', '2019-02-13', '2018-09-01'))
    })
    after(() => town.close())

    const order = async (api: ResidentApi, householdNos: readonly string[], totalFen: number): Promise<ResidentOrder> => {
      const made = await api.post('/payment-orders', { householdNos, totalFen, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      return made.body
    }
    const homesOf = async (api: ResidentApi): Promise<Home[]> => (await api.get('/homes')).body.items

    it('somebody pays for their own home and their parents’ in one order; each home’s lines get their own part', async () => {
      const payer = await town.residentOf('person-1', { [A]: '测试甲', [B]: '测试乙' })
      const both = await order(payer, [A, B], A_FEN + B_FEN)
      assert.deepEqual(
        both.households.map(({ householdNo, quotedFen }) => [householdNo, quotedFen]),
        [
          [A, A_FEN],
          [B, B_FEN],
        ],
      )
      await town.pay(both)
      assert.deepEqual(
        (await homesOf(payer)).map(({ owedFen, balanceFen }) => [owedFen, balanceFen]),
        [
          [0, 0],
          [0, 0],
        ],
      )
      assert.deepEqual(await accountTotals(town.database), { 'clearing:wechat-pay': A_FEN + B_FEN, 'income:heat': -(A_FEN + B_FEN) })
      await assertBooksClosed(town.database, town.simulator)
    })

    it('a season later two people hold an order for the same home at once: the second is told, and not stopped', async () => {
      await town.setTime('2019-09-20T09:00:00+08:00')
      await town.addSeason('2019-2020', '2019-11-15', '2020-03-15')
      await town.system.households.openHouseholdSeason(town.company.operator, seasonOf(A, '2019-2020'))
      await town.setTime('2019-10-20T09:00:00+08:00')
      // 46.57 × 20.50 again: 954.69.
      await town.bill({ ...plainRules('2019-2020', '2020-02-13', '2019-09-01') })

      const child = await town.residentOf('person-2', { [A]: '测试甲' })
      const first = await order(await town.resident('person-1'), [A], A_FEN)
      const [seen] = await homesOf(child)
      assert.deepEqual([seen?.openOrder?.mine, seen?.openOrder?.totalFen], [false, A_FEN])
      const second = await order(child, [A], A_FEN)

      await town.pay(first)
      await town.pay(second)
      const [home] = await homesOf(child)
      assert.deepEqual([home?.owedFen, home?.balanceFen], [0, A_FEN], 'the second payment is kept for the home')
      const kept = (await child.get(`/payment-orders/${second.orderNo}`)).body as ResidentOrder
      assert.deepEqual([kept.state, kept.toBalanceFen], ['paid', A_FEN])

      const file = (await (await town.staff('director')).get(`/payment-orders/${second.orderNo}`)).body as PaymentOrderFile
      assert.match(String(file.events.at(-1)?.detail), /余额（954\.69 元）/, 'staff read why')
      const { text } = await town.system.metrics.render()
      assert.match(text, /nuanzhang_alerts_total\{kind="payment-not-as-quoted"\} 1/, 'and an alarm asks them to look')
      await assertBooksClosed(town.database, town.simulator)
    })

    it('the next season’s billing run uses that balance: 1024.54 billed, 954.69 used, 69.85 left to pay', async () => {
      await town.setTime('2020-09-20T09:00:00+08:00')
      await town.addSeason('2020-2021', '2020-11-15', '2021-03-15')
      await town.system.households.openHouseholdSeason(town.company.operator, seasonOf(A, '2020-2021'))
      await town.setTime('2020-10-20T09:00:00+08:00')
      // The price has risen to 22.00: 46.57 × 22.00 = 1024.54; 1024.54 − 954.69 = 69.85.
      const { run } = await town.bill(at22(plainRules('2020-2021', '2021-02-13', '2020-09-01')))
      assert.equal(run.totalFen, 102_454)
      const quote = (await (await town.resident('person-2')).get(`/households/${A}/quote`)).body as HouseholdQuote
      assert.deepEqual([quote.totalFen, quote.balanceFen], [6_985, 0])
      // Money in: 2762.79 + 954.69 twice. Earned: 2762.79 + 954.69 + 1024.54. Owed: 69.85. Nothing is left in advance.
      assert.deepEqual(await accountTotals(town.database), {
        'clearing:wechat-pay': 276_279 + 2 * A_FEN,
        'income:heat': -(276_279 + A_FEN + 102_454),
        receivable: 6_985,
      })
      await town.settle()
      await assertBooksClosed(town.database, town.simulator)
    })

    it('a home nobody has bound cannot be put into an order, in the words of one that does not exist', async () => {
      const child = await town.resident('person-2')
      const ask = (householdNo: string) =>
        child.post('/payment-orders', { householdNos: [A, householdNo], totalFen: 6_985, channel: 'wechat-pay' })
      const [unbound, missing] = [await ask(B), await ask('99999999')]
      assert.deepEqual([unbound.status, unbound.body.code, unbound.body.detail], [404, 'NOT_FOUND', missing.body.detail])
    })
  })
}

function seasonOf(householdNo: string, seasonCode: string) {
  const area = {
    name: '住宅',
    grossMilliM2: 46_570,
    billedMilliM2: 46_570,
    customerClass: 'residential',
    priceType: 'area',
    provenance: '房产证',
  }
  return { householdNo, seasonCode, areas: [area] }
}

function at22(rules: ReturnType<typeof plainRules>): typeof rules {
  return {
    ...rules,
    rules: rules.rules.map((rule) => (rule.kind === 'area-price@1' ? { ...rule, params: { ...rule.params, priceE4: 220_000 } } : rule)),
  }
}
