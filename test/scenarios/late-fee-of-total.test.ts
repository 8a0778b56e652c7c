import assert from 'node:assert/strict'
import type { HouseholdQuote } from '../../shared/contracts/billing.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { accountTotals, assertBooksClosed, assertReplays } from '../support/books.ts'
import { rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'

/*
 * 20.50 yuan/m² × 100.00 m² = 2050.00 each, due 2018-12-31, ten days of grace: late day 1 is 2019-01-11.
 * 2 ‰ a day of the season's total, at most 30 % of it = 615.00.
 *   甲 pays on 2019-01-10, the last day of grace: 2050.00
 *   乙 pays on 2019-01-30, late day 20: 2050.00 × 2 ‰ × 20 = 82.00 → 2132.00
 *   丙 pays on 2019-06-30, late day 171 (21 + 28 + 31 + 30 + 31 + 30): 701.10, capped at 615.00 → 2665.00
 */
const SEASON = '2018-2019'
const HOMES = { '80010001': '测试甲', '80010002': '测试乙', '80010003': '测试丙' }

function rules(): RuleSet {
  const plain = plainRules(SEASON, '2018-12-31', '2018-09-01')
  const terms = {
    dailyRatePpm: 2000,
    dueOn: '2018-12-31',
    graceDays: 10,
    base: 'season-total' as const,
    cap: { kind: 'share' as const, num: 30, den: 100 },
  }
  return {
    ...plain,
    rules: plain.rules.map((rule) => (rule.kind === 'late-fee@1' ? { ...rule, kind: 'late-fee@2' as const, params: terms } : rule)),
  }
}

for (const engine of engines) {
  describe(`late fee of the season's total with grace and cap, on ${engine}`, () => {
    let town: Town
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      for (const [householdNo, name] of Object.entries(HOMES)) {
        await town.addHome(householdNo, name, SEASON, [{ billedMilliM2: 100_000 }])
      }
      await town.setTime('2018-10-20T09:00:00+08:00')
      await town.bill(rules())
      await town.residentOf('person-1', HOMES)
    })
    after(() => town.close())

    const pay = async (at: string, householdNo: string, totalFen: number) => {
      await town.setTime(at)
      const api = await town.resident('person-1')
      const quote = (await api.get(`/households/${householdNo}/quote`)).body as HouseholdQuote
      assert.equal(quote.totalFen, totalFen)
      const made = await api.post('/payment-orders', { householdNos: [householdNo], totalFen, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      await town.pay(made.body as ResidentOrder)
      return quote.items.filter(({ kind }) => kind === 'late-fee').flatMap(({ steps }) => steps)
    }

    it('asks nothing on the last day of grace', async () => {
      assert.deepEqual(await pay('2019-01-10T23:30:00+08:00', '80010001', 205_000), [])
    })

    it('asks 2 ‰ of the total for each day after it, and says how', async () => {
      assert.deepEqual(await pay('2019-01-30T12:00:00+08:00', '80010002', 213_200), [
        '全季应收 2050.00 元（未缴 2050.00 元），缴费截止 2018-12-31，2019-01-11 至 2019-01-30 计 20 天，违约金按全季应收每日 2‰',
        '2050.00 × 2‰ × 20 = 82，四舍五入到分 = 82.00 元',
      ])
    })

    it('stops at the cap, and says so', async () => {
      const steps = await pay('2019-06-30T12:00:00+08:00', '80010003', 266_500)
      assert.equal(steps.at(-1), '违约金累计不超过本金 2050.00 元的 30%，舍去尾数到分 = 615.00 元，此前已计 0.00 元，本次计 615.00 元')
    })

    it('is posted by its own kind, and comes out the same again', async () => {
      const kinds = await rowsOf<{ ruleKind: string; amountFen: number }>(
        town.database,
        `SELECT rule_kind AS ruleKind, amount_fen AS amountFen FROM bill_lines WHERE fee_type = 'late-fee' ORDER BY amount_fen`,
      )
      assert.deepEqual(kinds, [
        { ruleKind: 'late-fee@2', amountFen: 8_200 },
        { ruleKind: 'late-fee@2', amountFen: 61_500 },
      ])
      assert.deepEqual(await accountTotals(town.database), {
        'clearing:wechat-pay': 205_000 + 213_200 + 266_500,
        'income:heat': -615_000,
        'income:late-fee': -69_700,
      })
      assert.equal(await assertReplays(town.database, SEASON), 3)
      await assertBooksClosed(town.database, town.simulator)
    })
  })
}
