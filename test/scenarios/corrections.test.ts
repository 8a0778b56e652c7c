import assert from 'node:assert/strict'
import { replaySeason } from '../../server/src/reports/replay/index.ts'
import { verify } from '../../server/src/reports/verify/index.ts'
import type { AreaChange, Correction } from '../../shared/contracts/billing/corrections.ts'
import type { Bill, HouseholdQuote } from '../../shared/contracts/billing.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { accountTotals, assertBooksClosed, assertReplays } from '../support/books.ts'
import { balanceOf, rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { plainRules } from '../support/system.ts'
import { areaOf, openTown, type Town } from '../support/town.ts'

/*
 * 20.50 yuan/m², due 2019-02-13, 1 ‰ a day; whoever pays all by WeChat by 2018-10-31 gets 4 % off the heat.
 *   甲 46.57 m²: 954.69, paid on 2019-04-23, 69 days late: 65.87, together 1020.56
 *     then 40.00 m²: 820.00, late fee to the day of the payment 820 × 69 ‰ = 56.58; 876.58 of 1020.56 used, balance 143.98
 *     then 60.00 m²: 1230.00, late fee 84.87; 1020.56 pays 84.87 and 935.69, 294.31 stay open;
 *       on 2019-05-10, 17 days on: 294.31 × 17 ‰ = 5.00327 → 5.00
 *   乙 30.00 + 20.00 m²: 615.00 + 410.00 = 1025.00, 69 days late: 70.725 → 70.73, together 1095.73
 *     then 30.00 + 10.00: 615.00 stays, 205.00 is new, late fee on both: 820 × 69 ‰ = 56.58; balance 1095.73 − 876.58 = 219.15
 *   丙 100.00 m²: 2050.00, paid on 2018-10-25 with 82.00 off: 1968.00
 *     then 90.00: 1845.00, 73.80 off: 1771.20; balance 196.80
 *     then 110.00: 2255.00, with 90.20 off 2164.80, which 1968.00 do not pay: no discount, 287.00 open
 *   丁 is new after the run: 50.00 m², 1025.00
 *   the next season 乙 has 10.00 m²: 205.00; its balance pays all of it within the days of the discount, 8.20: 196.80, and 22.35 are left
 */
const SEASON = '2018-2019'
const HOMES = { '80010001': '测试甲', '80010002': '测试乙', '80010003': '测试丙' }
const LATE = '2019-04-23T20:15:00+08:00'

/** Of the season that begins in the autumn of this year. */
function rules(year = 2018): RuleSet {
  const plain = plainRules(`${year}-${year + 1}`, `${year + 1}-02-13`, `${year}-09-01`)
  const amount = { kind: 'percent', share: { num: 4, den: 100 } }
  const discount = {
    ...{ kind: 'discount@1', customerClass: '*', priceType: '*', feeType: 'heat' },
    params: {
      windows: [{ fromOn: `${year}-10-15`, toOn: `${year}-10-31`, channels: ['wechat-pay'], amount }],
      excluded: ['arrears', 'part-payment'],
      rounding: { mode: 'half-up', unit: 'fen' },
    },
  }
  return { ...plain, rules: [...plain.rules, discount] as RuleSet['rules'] }
}

for (const engine of engines) {
  describe(`a bill that is corrected after it was paid, on ${engine}`, () => {
    let town: Town
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      await town.addHome('80010001', '测试甲', SEASON, [{ billedMilliM2: 46_570 }])
      await town.addHome('80010002', '测试乙', SEASON, [{ billedMilliM2: 30_000 }, { billedMilliM2: 20_000, name: '阁楼' }])
      await town.addHome('80010003', '测试丙', SEASON, [{ billedMilliM2: 100_000 }])
      await town.setTime('2018-10-10T09:00:00+08:00')
      await town.bill(rules())
      await town.residentOf('person-1', HOMES)
      await town.setTime('2018-10-25T09:00:00+08:00')
      await pay('80010003', 196_800)
      await town.setTime(LATE)
      await pay('80010001', 102_056)
      await pay('80010002', 109_573)
      await town.setTime('2019-05-10T09:00:00+08:00')
    })
    after(() => town.close())

    it('falls with its late fee as if it had been right from its first day, and what is too much is balance', async () => {
      const seen = await change('80010001', [{ areaNo: 1, billedMilliM2: 40_000 }])
      assert.deepEqual([seen.before.owedFen, seen.after.owedFen, seen.after.balanceFen], [0, 0, 14_398])
      assert.deepEqual([seen.after.chargedFen, seen.after.lateFeeFen, seen.after.paidFen], [82_000, 5_658, 87_658])
      assert.deepEqual(
        seen.lines.map(({ change, feeType, amountFen }) => [change, feeType, amountFen]),
        [
          ['reversed', 'heat', 95_469],
          ['reversed', 'late-fee', 6_587],
          ['added', 'heat', 82_000],
          ['added', 'late-fee', 5_658],
        ],
      )
      assert.equal(await balanceOf(town.database, '80010001'), 14_398)
      assert.deepEqual(await linesOf('80010001'), [
        ['heat', 95_469, 0],
        ['late-fee', 6_587, 0],
        ['late-fee', -6_587, null],
        ['heat', -95_469, null],
        ['heat', 82_000, 0],
        ['late-fee', 5_658, 0],
      ])
      const [bill] = (await (await town.staff('cashier')).get('/households/80010001/bills')).body.items as Bill[]
      assert.deepEqual(
        bill?.payments.map(({ channel, amountFen }) => [channel, amountFen]),
        [
          ['wechat-pay', 5_658],
          ['wechat-pay', 82_000],
        ],
        'the resident sees what they paid, not what the books did with it',
      )
    })

    it('rises likewise: the money pays what it would have paid on its day, and late fee runs on for the rest', async () => {
      const seen = await change('80010001', [{ areaNo: 1, billedMilliM2: 60_000 }])
      assert.deepEqual([seen.after.balanceFen, seen.after.lateFeeFen, seen.after.paidFen], [0, 8_487, 102_056])
      const quote = (await (await town.staff('cashier')).get('/households/80010001/quote')).body as HouseholdQuote
      assert.deepEqual([quote.principalFen, quote.lateFeeFen, quote.totalFen], [29_431, 500, 29_931])
    })

    it('keeps the lines that were right; their money is counted again with the rest', async () => {
      const seen = await change('80010002', [{ areaNo: 2, billedMilliM2: 10_000 }])
      assert.deepEqual([seen.after.balanceFen, seen.after.lateFeeFen, seen.after.owedFen], [21_915, 5_658, 0])
      assert.deepEqual(
        seen.lines.filter(({ change }) => change === 'kept').map(({ title, amountFen }) => [title, amountFen]),
        [['热费 · 居民', 61_500]],
      )
    })

    it('gives the discount again that the money had earned, and takes it back where the money no longer pays all', async () => {
      const less = await change('80010003', [{ areaNo: 1, billedMilliM2: 90_000 }])
      assert.deepEqual([less.after.chargedFen, less.after.balanceFen, less.after.owedFen], [184_500 - 7_380, 19_680, 0])
      const more = await change('80010003', [{ areaNo: 1, billedMilliM2: 110_000 }])
      assert.deepEqual([more.after.chargedFen, more.after.balanceFen, more.after.paidFen], [225_500, 0, 196_800])
    })

    it('is refused where nothing would change, and where the preview has become another', async () => {
      const corrections = town.system.billing.corrections
      const wish = { householdNo: '80010001', seasonCode: SEASON, reason: '核对面积', seen: null }
      const same = [{ areaNo: 1, billedMilliM2: 60_000 }]
      await assert.rejects(corrections.changeAreas({ ...wish, areas: same }, town.company.operator), { code: 'NOTHING_CHANGED' })
      await assert.rejects(corrections.rebillHousehold(wish, town.company.operator), { code: 'NOTHING_TO_CHANGE' })
      const other = { ...wish, areas: [{ areaNo: 1, billedMilliM2: 50_000 }], seen: { seenOwedFen: 1, seenBalanceFen: 0 } }
      await assert.rejects(corrections.changeAreas(other, town.company.operator), { code: 'PREVIEW_CHANGED' })
    })

    it('is made for one household alone, as the run would have made it', async () => {
      await town.addHome('80010004', '测试丁', SEASON, [{ billedMilliM2: 50_000 }])
      const wish = { householdNo: '80010004', seasonCode: SEASON }
      const { billHousehold } = town.system.billing.corrections
      const { after } = await billHousehold({ ...wish, seen: null }, town.company.operator)
      // 86 days late on the day it is made: 1025 × 86 ‰ = 88.15
      assert.deepEqual([after.chargedFen, after.owedFen], [102_500, 111_315])
      await billHousehold({ ...wish, seen: { seenOwedFen: 111_315, seenBalanceFen: 0 } }, town.company.operator)
      await assert.rejects(billHousehold({ ...wish, seen: null }, town.company.operator), { code: 'ALREADY_BILLED' })
    })

    it('pays the next season’s bill from the balance, with the discount its money earns', async () => {
      await town.setTime('2019-09-20T09:00:00+08:00')
      await town.addSeason('2019-2020', '2019-11-15', '2020-03-15')
      const areas = [areaOf({ billedMilliM2: 10_000 })]
      await town.system.households.openHouseholdSeason(town.company.operator, { householdNo: '80010002', seasonCode: '2019-2020', areas })
      await town.setTime('2019-10-20T09:00:00+08:00')
      await town.bill(rules(2019))
      assert.equal(await balanceOf(town.database, '80010002'), 21_915 - 19_680)
      assert.deepEqual(
        (await linesOf('80010002')).map(([, ...figures]) => figures),
        [
          [20_500, 0],
          [-820, null],
        ],
      )
      assert.equal(await assertReplays(town.database, '2019-2020'), 1)
    })

    it('comes out the same again line by line, names itself when forged, and closes the books', async () => {
      assert.equal(await assertReplays(town.database, SEASON), 4)
      const said: string[] = []
      const [line] = await rowsOf<{ id: number }>(
        town.database,
        `SELECT id FROM bill_lines WHERE origin = 'rebill' AND line_type = 'charge' AND amount_fen = 225500`,
      )
      const forge = (amountFen: number) =>
        town.database.write((unit) =>
          unit.execute('UPDATE bill_lines SET amount_fen = :amountFen WHERE id = :id', { amountFen, id: line?.id ?? 0 }),
        )
      await forge(225_400)
      await replaySeason(town.database, { seasonCode: SEASON }, ({ householdNo, message }) => said.push(`${householdNo} ${message}`))
      await forge(225_500)
      assert.deepEqual(said, ['80010003 金额账上 2,254.00 元，重算 2,255.00 元'])
      await town.system.ledger.sealEntries()
      const totals = await accountTotals(town.database)
      assert.equal(totals['clearing:wechat-pay'], 196_800 + 102_056 + 109_573)
      assert.deepEqual([totals.discount, totals.advance], [820, -(21_915 - 19_680)])
      assert.deepEqual(
        [totals['income:heat'], totals['income:late-fee']],
        [-(123_000 + 82_000 + 225_500 + 102_500 + 20_500), -(8_487 + 5_658)],
      )
      await assertBooksClosed(town.database, town.simulator)
    })

    it('is found out when a release says another amount than was taken off its line', async () => {
      const [move] = await rowsOf<{ id: number }>(town.database, `SELECT MAX(id) AS id FROM balance_moves WHERE move_kind = 'released'`)
      const [used] = await rowsOf<{ id: number }>(town.database, `SELECT MAX(id) AS id FROM balance_moves WHERE move_kind = 'used'`)
      const [taken] = await rowsOf<{ id: number }>(town.database, 'SELECT MAX(id) AS id FROM allocations WHERE amount_fen < 0')
      assert.deepEqual(await found('balance_moves', move?.id, 1), ['balance-used-once'])
      assert.deepEqual(await found('balance_moves', used?.id, -1_000_000), ['balance-used-once', 'balance-of-payment'])
      assert.deepEqual(await found('allocations', taken?.id, -1_000_000), ['balance-used-once', 'released-of-paid'])
    })

    /** Which of the checks on releases find a row changed by so much. */
    async function found(table: string, id: number | undefined, byFen: number): Promise<string[]> {
      const forge = (fen: number) =>
        town.database.write((unit) =>
          unit.execute(`UPDATE ${table} SET amount_fen = amount_fen + :fen WHERE id = :id`, { fen, id: id ?? 0 }),
        )
      await forge(byFen)
      const { findings } = await verify(town.database)
      await forge(-byFen)
      return ['balance-used-once', 'released-of-paid', 'balance-of-payment'].filter((check) => findings.some((one) => one.check === check))
    }

    async function pay(householdNo: string, totalFen: number): Promise<void> {
      const api = await town.resident('person-1')
      const made = await api.post('/payment-orders', { householdNos: [householdNo], totalFen, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      await town.pay(made.body as ResidentOrder)
    }

    /** Rehearsed, then posted as it was seen: both answers are one. */
    async function change(householdNo: string, areas: readonly AreaChange[]): Promise<Correction> {
      const wish = { householdNo, seasonCode: SEASON, areas, reason: '实测面积与登记不符' }
      const { changeAreas } = town.system.billing.corrections
      const rehearsed = await changeAreas({ ...wish, seen: null }, town.company.operator)
      const { owedFen: seenOwedFen, balanceFen: seenBalanceFen } = rehearsed.after
      const posted = await changeAreas({ ...wish, seen: { seenOwedFen, seenBalanceFen } }, town.company.operator)
      assert.deepEqual(posted, rehearsed)
      return posted
    }

    async function linesOf(householdNo: string): Promise<(string | number | null)[][]> {
      const [bill] = (await (await town.staff('cashier')).get(`/households/${householdNo}/bills`)).body.items as Bill[]
      return (bill?.lines ?? []).map(({ feeType, amountFen, openFen }) => [feeType, amountFen, openFen])
    }
  })
}
