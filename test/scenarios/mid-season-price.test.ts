import assert from 'node:assert/strict'
import type { Bill, BillingRun } from '../../shared/contracts/billing.ts'
import type { Home, ResidentOrder } from '../../shared/contracts/residents.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { accountTotals, assertBooksClosed, assertReplays } from '../support/books.ts'
import { rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { plainRules, publishRules } from '../support/system.ts'
import { openTown, STATION, type Town } from '../support/town.ts'

/*
 * 20.50 yuan/m² all season; from 2019-01-15 a new notice says 22.00. The season 2018-11-15 to 2019-03-15 has 121 days:
 * 61 under the old price (16 + 31 + 14), 60 under the new one (17 + 28 + 15).
 *   80010001, 100.00 m², billed before the notice: 2050.00, and it stays so
 *   80010002, 100.00 m², billed after it: 2050.00 × 61/121 = 1033.4710… → 1033.47
 *                                         2200.00 × 60/121 = 1090.9090… → 1090.91   together 2124.38
 */
const SEASON = '2018-2019'
const EARLY = '80010001'
const LATE = '80010002'

const OLD = plainRules(SEASON, '2019-02-28', '2018-09-01')
const NEW: RuleSet = {
  ...OLD,
  version: 2,
  validFrom: '2019-01-15',
  notice: { no: '示价〔2019〕1号', title: '关于调整供热价格的通知（样例）', issuedOn: '2019-01-05' },
  rules: OLD.rules.map((rule) => (rule.kind === 'area-price@1' ? { ...rule, params: { ...rule.params, priceE4: 220_000 } } : rule)),
}

for (const engine of engines) {
  describe(`a price that changes in the middle of the season, on ${engine}`, () => {
    let town: Town
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      await town.addHome(EARLY, '测试甲', SEASON, [{ billedMilliM2: 100_000 }])
      await town.setTime('2018-10-20T09:00:00+08:00')
      await town.bill(OLD)
    })
    after(() => town.close())

    const run = async (post: boolean): Promise<BillingRun> => {
      const api = await town.staff('director')
      const { runNo } = (await api.post('/billing-runs', { seasonCode: SEASON, orgUnit: STATION, post })).body as BillingRun
      await town.settle()
      return (await api.get(`/billing-runs/${runNo}`)).body
    }
    const billOf = async (householdNo: string): Promise<Bill | undefined> => {
      const api = await town.staff('cashier')
      return (await api.get(`/households/${householdNo}/bills`)).body.items[0]
    }

    it('leaves what is posted as it is, and prices who is billed later by the days of each price', async () => {
      await town.setTime('2019-01-08T09:00:00+08:00')
      await publishRules(town, town.company, NEW)
      await town.addHome(LATE, '测试乙', SEASON, [{ billedMilliM2: 100_000 }])
      assert.equal((await run(false)).totalFen, 212_438)
      const posted = await run(true)
      assert.deepEqual([posted.postedCount, posted.totalFen], [1, 212_438])
      assert.equal((await billOf(EARLY))?.chargedFen, 205_000)
      assert.deepEqual(
        (await billOf(LATE))?.lines.map(({ amountFen, dueOn }) => [amountFen, dueOn]),
        [
          [103_347, '2019-02-28'],
          [109_091, '2019-02-28'],
        ],
      )
    })

    it('explains each line with its own notice and its own days', async () => {
      const api = await town.residentOf('person-2', { [LATE]: '测试乙' })
      const bill = (await api.get(`/households/${LATE}/bills/${SEASON}`)).body as Bill
      assert.deepEqual(
        bill.lines.map(({ steps }) => steps.slice(2)),
        [
          [
            '热价 20.50 元/㎡·采暖季（居民，area；依据：示价〔2018〕12号，价目第 1 版）',
            '用热期间 2018-11-15 至 2019-01-14，计 61 天，占全季 121 天（价目第 1 版）',
            '100.00 × 20.50 × 61/121 = (125050/121)≈1033.471，四舍五入到分 = 1033.47 元',
          ],
          [
            '热价 22.00 元/㎡·采暖季（居民，area；依据：示价〔2019〕1号，价目第 2 版）',
            '用热期间 2019-01-15 至 2019-03-15，计 60 天，占全季 121 天（价目第 2 版）',
            '100.00 × 22.00 × 60/121 = (12000/11)≈1090.909，四舍五入到分 = 1090.91 元',
          ],
        ],
      )
    })

    it('remembers both versions with the lines, and freezes both', async () => {
      const lines = await rowsOf<{ ruleSetId: number; ruleSetIds: string | null }>(
        town.database,
        'SELECT rule_set_id AS ruleSetId, rule_set_ids AS ruleSetIds FROM bill_lines ORDER BY posted_on, sequence',
      )
      const sets = await rowsOf<{ id: number; frozenAt: number | null }>(
        town.database,
        'SELECT id, frozen_at AS frozenAt FROM rule_sets ORDER BY rule_version',
      )
      const [old, fresh] = sets.map(({ id }) => id)
      assert.ok(sets.every(({ frozenAt }) => frozenAt !== null))
      assert.deepEqual(
        lines.map(({ ruleSetId, ruleSetIds }) => [ruleSetId, ruleSetIds]),
        [
          [old, null],
          [old, `${old},${fresh}`],
          [fresh, `${old},${fresh}`],
        ],
      )
    })

    it('is quoted, paid and computed again to the fen', async () => {
      const api = await town.resident('person-2')
      const [home] = (await api.get('/homes')).body.items as Home[]
      assert.equal(home?.owedFen, 212_438)
      const made = await api.post('/payment-orders', { householdNos: [LATE], totalFen: 212_438, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      await town.pay(made.body as ResidentOrder)
      assert.deepEqual(await accountTotals(town.database), {
        'clearing:wechat-pay': 212_438,
        'income:heat': -205_000 - 212_438,
        receivable: 205_000,
      })
      assert.equal(await assertReplays(town.database, SEASON), 2)
      await assertBooksClosed(town.database, town.simulator)
    })
  })
}
