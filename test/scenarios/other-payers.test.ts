import assert from 'node:assert/strict'
import type { Bill } from '../../shared/contracts/billing.ts'
import type { Home, ResidentOrder } from '../../shared/contracts/residents.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { accountTotals, assertBooksClosed, assertReplays } from '../support/books.ts'
import { rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'

/*
 * 26.00 yuan/m², 1 ‰ a day after 2019-01-31.
 *   甲 80.00 m² = 2080.00; the state pays 2.70 per m² = 216.00, the resident 1864.00.
 *      Paid on 2019-02-10, 10 days late: 1864.00 × 1 ‰ × 10 = 18.64. The state's part bears none.
 *   乙 46.57 m² = 1210.82; the employer pays a third: 403.60666… and 807.21333…, rounded together: 403.61 + 807.21 = 1210.82.
 *   丙 50.00 m² = 1300.00, not handed over yet: the developer pays it all, the resident 0.00.
 */
const SEASON = '2018-2019'
const STATE_HOME = '80010001'
const EMPLOYER_HOME = '80010002'
const EMPTY_HOME = '80010003'

function rules(): RuleSet {
  const plain = plainRules(SEASON, '2019-01-31', '2018-09-01')
  const payer = (priceType: string, who: 'government' | 'org' | 'developer', pays: object) => ({
    kind: 'payer-share@1',
    customerClass: '*',
    priceType,
    feeType: 'heat',
    params: { parts: [{ payer: who, pays }] },
  })
  return {
    ...plain,
    rules: [
      ...plain.rules.map((rule) => (rule.kind === 'area-price@1' ? { ...rule, params: { ...rule.params, priceE4: 260_000 } } : rule)),
      payer('subsidised', 'government', { kind: 'per-area', priceE4: 27_000, areaBasis: 'billed' }),
      payer('employer', 'org', { kind: 'share', share: { num: 1, den: 3 } }),
      payer('not-handed-over', 'developer', { kind: 'share', share: { num: 1, den: 1 } }),
    ] as RuleSet['rules'],
  }
}

for (const engine of engines) {
  describe(`homes for which somebody else pays a part, on ${engine}`, () => {
    let town: Town
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      await town.addHome(STATE_HOME, '测试甲', SEASON, [{ billedMilliM2: 80_000, priceType: 'subsidised' }])
      await town.addHome(EMPLOYER_HOME, '测试乙', SEASON, [{ billedMilliM2: 46_570, priceType: 'employer' }])
      await town.addHome(EMPTY_HOME, '测试丙', SEASON, [{ billedMilliM2: 50_000, priceType: 'not-handed-over' }])
      await town.setTime('2018-10-20T09:00:00+08:00')
      await town.bill(rules())
    })
    after(() => town.close())

    it('are billed one line per payer, and the parts make the whole', async () => {
      const lines = await rowsOf<object>(
        town.database,
        'SELECT payer_kind AS payerKind, amount_fen AS amountFen, due_on AS dueOn FROM bill_lines ORDER BY household_id, sequence',
      )
      assert.deepEqual(lines, [
        { payerKind: 'resident', amountFen: 186_400, dueOn: '2019-01-31' },
        { payerKind: 'government', amountFen: 21_600, dueOn: null },
        { payerKind: 'resident', amountFen: 80_721, dueOn: '2019-01-31' },
        { payerKind: 'org', amountFen: 40_361, dueOn: null },
        { payerKind: 'resident', amountFen: 0, dueOn: '2019-01-31' },
        { payerKind: 'developer', amountFen: 130_000, dueOn: null },
      ])
      assert.deepEqual(await receivables(), { government: 21_600, org: 40_361, developer: 130_000, resident: 186_400 + 80_721 })
    })

    it('show the resident what they pay, and who pays the rest', async () => {
      const api = await town.residentOf('person-1', { [STATE_HOME]: '测试甲', [EMPTY_HOME]: '测试丙' })
      const homes = (await api.get('/homes')).body.items as Home[]
      assert.deepEqual(
        homes.map(({ householdNo, owedFen }) => [householdNo, owedFen]),
        [
          [STATE_HOME, 186_400],
          [EMPTY_HOME, 0],
        ],
      )
      const bill = (await api.get(`/households/${STATE_HOME}/bills/${SEASON}`)).body as Bill
      assert.deepEqual([bill.chargedFen, bill.othersFen, bill.openFen], [186_400, 21_600, 186_400])
      assert.deepEqual(
        bill.lines.map(({ title, payer, steps }) => [title, payer, steps.find((step) => step.includes('其中'))]),
        [
          ['热费 · 居民', null, '80.00 × 26.00 = 2080，其中用热人承担其余部分：1864 元'],
          ['热费 · 居民，由政府承担', '政府', '80.00 × 26.00 = 2080，其中政府承担（每平方米 2.70 元）：216 元'],
        ],
      )
      const refused = await api.post('/payment-orders', { householdNos: [EMPTY_HOME], totalFen: 0, channel: 'wechat-pay' })
      assert.notEqual(refused.status, 201)
      const console = await town.staff('cashier')
      const listed = (await console.get('/households?owed=owed')).body.items as { householdNo: string; owedFen: number }[]
      assert.deepEqual(
        listed.map(({ householdNo, owedFen }) => [householdNo, owedFen]),
        [
          [STATE_HOME, 186_400],
          [EMPLOYER_HOME, 80_721],
        ],
      )
    })

    it('collect only the resident’s part, with late fee on it alone', async () => {
      await town.setTime('2019-02-10T12:00:00+08:00')
      const api = await town.resident('person-1')
      const made = await api.post('/payment-orders', { householdNos: [STATE_HOME], totalFen: 188_264, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      await town.pay(made.body as ResidentOrder)
      const bill = (await api.get(`/households/${STATE_HOME}/bills/${SEASON}`)).body as Bill
      assert.deepEqual([bill.chargedFen, bill.paidFen, bill.openFen, bill.othersFen], [188_264, 188_264, 0, 21_600])
      assert.deepEqual(await receivables(), { government: 21_600, org: 40_361, developer: 130_000, resident: 80_721 })
      assert.deepEqual(await accountTotals(town.database), {
        'clearing:wechat-pay': 188_264,
        'income:heat': -(208_000 + 121_082 + 130_000),
        'income:late-fee': -1_864,
        receivable: 21_600 + 40_361 + 130_000 + 80_721,
      })
      assert.equal(await assertReplays(town.database, SEASON), 3)
      await assertBooksClosed(town.database, town.simulator)
    })

    async function receivables(): Promise<Readonly<Record<string, number>>> {
      const rows = await rowsOf<{ payerKind: string; openFen: number }>(
        town.database,
        `SELECT payer_kind AS payerKind, SUM(debit_fen - credit_fen) AS openFen FROM journal_lines WHERE account = 'receivable' GROUP BY payer_kind`,
      )
      return Object.fromEntries(rows.map(({ payerKind, openFen }) => [payerKind, openFen]))
    }
  })
}
