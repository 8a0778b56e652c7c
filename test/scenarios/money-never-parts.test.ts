import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lockHouseholds } from '../../server/src/database/locks.ts'
import { findSeasonFor } from '../../server/src/modules/tenancy/index.ts'
import type { HouseholdQuote } from '../../shared/contracts/billing.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { assertBooksClosed, assertReplays } from '../support/books.ts'
import { rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'

/*
 * Random acts on homes of their own: paying, correcting the area up and down, giving heat back, days passing, everything with a discount, late fee and
 * refunds for cold homes in force. After every act: nothing open is below 0, and what was paid is what lies on lines and in the balance. In the end
 * verify adds everything up again, every line comes out the same, and the platform's book agrees.
 */
const SEASON = '2018-2019'
const HOMES = { mysql: 4, sqlite: 6 }
const ACTS = 6

const act = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'pay' } as const) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('area' as const), milliM2: fc.integer({ min: 5_000, max: 150_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('credit' as const), centiC: fc.integer({ min: 1_000, max: 1_600 }) }) },
)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

function rules(): RuleSet {
  const plain = plainRules(SEASON, '2019-02-13', '2018-09-01')
  const heat = { customerClass: '*', priceType: '*', feeType: 'heat' }
  const amount = { kind: 'percent', share: { num: 3, den: 100 } }
  const more = [
    {
      ...{ ...heat, kind: 'discount@1' },
      params: {
        windows: [{ fromOn: '2018-10-15', toOn: '2019-01-31', channels: '*', amount }],
        excluded: ['arrears', 'part-payment'],
        rounding: { mode: 'half-up', unit: 'fen' },
      },
    },
    {
      ...{ ...heat, kind: 'poor-heat@1' },
      params: {
        bands: [{ from: -5_000, to: 1_600, share: { num: 1, den: 3 } }],
        ...{ bound: 'lower', excludedWindows: [], graceDays: 0, countsFrom: 'report' },
      },
    },
  ]
  return { ...plain, rules: [...plain.rules, ...more] as RuleSet['rules'] }
}

for (const engine of engines) {
  describe(`after any acts on a bill, on ${engine}`, function () {
    this.timeout(120_000)
    const seed = Date.now() % 2_147_483_647
    const homes = fc
      .sample(fc.array(act, { minLength: ACTS, maxLength: ACTS }), { numRuns: HOMES[engine], seed })
      .map((acts, index) => ({ householdNo: `8001${String(index + 1).padStart(4, '0')}`, acts }))
    let town: Town
    before(async () => {
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      for (const { householdNo } of homes) {
        await town.addHome(householdNo, '测试甲', SEASON, [{ billedMilliM2: 46_570 }, { billedMilliM2: 10_010, name: '阁楼' }])
      }
      await town.setTime('2018-10-10T09:00:00+08:00')
      await town.bill(rules())
      await town.residentOf('person-1', Object.fromEntries(homes.map(({ householdNo }) => [householdNo, '测试甲'])))
    })
    after(() => town.close())

    it(`nothing is below 0 and no fen is lost (seed ${seed})`, async () => {
      for (const [turn, day] of ['2018-10-20', '2018-12-20', '2019-02-10', '2019-03-01', '2019-03-20', '2019-04-23'].entries()) {
        await town.setTime(`${day}T09:00:00+08:00`)
        for (const { householdNo, acts } of homes) {
          const one = acts[turn]
          if (one) await perform(householdNo, one, turn)
          await assertNothingLost(householdNo, JSON.stringify(acts.slice(0, turn + 1)))
        }
      }
    })

    it('everything comes out the same again, and the books close', async () => {
      assert.equal(await assertReplays(town.database, SEASON), homes.length)
      await town.settle()
      await assertBooksClosed(town.database, town.simulator)
    })

    async function perform(householdNo: string, one: Act, turn: number): Promise<void> {
      const { billing } = town.system
      const { operator, tenantId, orgUnitId } = town.company
      if (one.kind === 'pay') return pay(householdNo)
      if (one.kind === 'area') {
        const areas = [{ areaNo: 1, billedMilliM2: one.milliM2 }]
        const wish = { householdNo, seasonCode: SEASON, areas, reason: '实测面积与登记不符', seen: 'unseen' as const }
        await billing.corrections.changeAreas(wish, operator)
        return
      }
      const [home] = await rowsOf<{ id: number }>(town.database, 'SELECT id FROM households WHERE household_no = :householdNo', {
        householdNo,
      })
      await town.database.write(async (unit) => {
        const [household] = await lockHouseholds(unit, tenantId, [home?.id ?? 0])
        const season = await findSeasonFor(unit, tenantId, orgUnitId, SEASON)
        if (!household || !season) throw new Error('nothing found')
        const tests = [{ on: '2018-12-01', minute: 540, centiC: one.centiC }]
        const cause = { kind: 'poor-heat', reportedOn: '2018-12-01', fixedOn: '2018-12-08', tests } as const
        await billing.creditHeat(unit, { tenantId, household, season, cause, refundNo: `T${turn}`, reason: '室温不达标' })
      })
    }

    async function pay(householdNo: string): Promise<void> {
      const api = await town.resident('person-1')
      // What this channel earns on the day: the home's own quote has no discount where it is only looked at.
      const home = ((await api.get('/homes')).body.items as { householdNo: string; owedFen: number }[]).find(
        (one) => one.householdNo === householdNo,
      )
      const { totalFen } = (await api.get(`/households/${householdNo}/quote`)).body as HouseholdQuote
      if (!home || totalFen === 0) return
      const made = await api.post('/payment-orders', { householdNos: [householdNo], totalFen: home.owedFen, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      await town.pay(made.body as ResidentOrder)
    }

    async function assertNothingLost(householdNo: string, acts: string): Promise<void> {
      const [sums] = await rowsOf<Record<'paidFen' | 'onLinesFen' | 'balanceFen' | 'belowFen' | 'wrongFen', number>>(
        town.database,
        `SELECT
           COALESCE((SELECT SUM(p.amount_fen) FROM payments p JOIN order_households o ON o.order_id = p.order_id WHERE o.household_id = h.id), 0) AS paidFen,
           COALESCE((SELECT SUM(a.amount_fen) FROM allocations a WHERE a.household_id = h.id), 0) AS onLinesFen,
           COALESCE((SELECT b.balance_fen FROM household_balances b WHERE b.id = h.id), 0) AS balanceFen,
           COALESCE((SELECT MIN(l.open_fen) FROM line_balances l WHERE l.household_id = h.id), 0) AS belowFen,
           COALESCE((SELECT SUM(l.open_fen) FROM line_balances l WHERE l.household_id = h.id), 0)
             - COALESCE((SELECT SUM(l.amount_fen) FROM bill_lines l WHERE l.household_id = h.id), 0)
             + COALESCE((SELECT SUM(a.amount_fen) FROM allocations a WHERE a.household_id = h.id), 0) AS wrongFen
         FROM households h WHERE h.household_no = :householdNo`,
        { householdNo },
      )
      assert.ok(sums, householdNo)
      assert.ok(sums.belowFen >= 0, `${householdNo} has less than nothing open after ${acts}`)
      assert.deepEqual([sums.paidFen, sums.wrongFen], [sums.onLinesFen + sums.balanceFen, 0], `${householdNo} after ${acts}`)
    }
  })
}
