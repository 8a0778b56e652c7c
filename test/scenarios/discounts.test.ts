import assert from 'node:assert/strict'
import { replaySeason } from '../../server/src/reports/replay/index.ts'
import type { Bill, HouseholdQuote } from '../../shared/contracts/billing.ts'
import type { Home, ResidentOrder } from '../../shared/contracts/residents.ts'
import type { RuleSet } from '../../shared/tariff/rule-set.ts'
import { accountTotals, assertBooksClosed, assertReplays } from '../support/books.ts'
import { balanceOf, rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { takeMoney } from '../support/payer.ts'
import type { ResidentApi } from '../support/resident-api.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'

/*
 * 20.50 yuan/m². Whoever pays everything by WeChat by 2018-10-31 gets 4 % off the heat, by any channel by 2018-11-30 2 %;
 * not with arrears, a stopped area, after a part payment or where others pay.
 *   甲 88.20 + 12.34 m²: 1808.10 + 252.97 = 2061.07 × 4 % = 82.4428 → 82.44, shared 72.32 + 10.12; pays 1978.63
 *   乙 100.00 m² and a stopped loft of 30.00 m²: 2050.00 + 615.00 × 30 % = 184.50; no discount: 2234.50
 *   丙 100.00 m²: 2050.00 × 4 % = 82.00; promised 1968.00 until 23:59:59 of the last day, paid in that second
 *   丁 100.00 m²: the same promise, paid two seconds later: 2 % would need 2009.00, so 1968.00 is a part payment and 82.00 is owed
 *   戊 100.00 m²: two people are promised 1968.00 and both pay: the second payment is balance, the discount is given once
 */
const SEASON = '2018-2019'
const HOMES = { '80010001': '测试甲', '80010002': '测试乙', '80010003': '测试丙', '80010004': '测试丁', '80010005': '测试戊' }

function rules(): RuleSet {
  const plain = plainRules(SEASON, '2019-02-13', '2018-09-01')
  const window = (fromOn: string, toOn: string, channels: '*' | string[], num: number) => ({
    ...{ fromOn, toOn, channels },
    amount: { kind: 'percent', share: { num, den: 100 } },
  })
  const discount = {
    kind: 'discount@1',
    customerClass: '*',
    priceType: '*',
    feeType: 'heat',
    params: {
      windows: [window('2018-10-15', '2018-10-31', ['wechat-pay'], 4), window('2018-11-01', '2018-11-30', '*', 2)],
      excluded: ['arrears', 'stopped', 'part-payment', 'other-payer'],
      rounding: { mode: 'half-up', unit: 'fen' },
    },
  }
  return { ...plain, rules: [...plain.rules, discount] as RuleSet['rules'] }
}

for (const engine of engines) {
  describe(`a discount for paying early, on ${engine}`, () => {
    let town: Town
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      for (const [householdNo, name] of Object.entries(HOMES)) {
        const areas = {
          '80010001': [{ billedMilliM2: 88_200 }, { billedMilliM2: 12_340, name: '地下室' }],
          '80010002': [{ billedMilliM2: 100_000 }, { billedMilliM2: 30_000, name: '阁楼', status: 'stopped' as const }],
        }[householdNo]
        await town.addHome(householdNo, name, SEASON, areas ?? [{ billedMilliM2: 100_000 }])
      }
      await town.setTime('2018-10-10T09:00:00+08:00')
      await town.bill(rules())
      await town.residentOf('person-1', HOMES)
    })
    after(() => town.close())

    const quoteOf = async (api: ResidentApi, householdNo: string) =>
      (await api.get(`/households/${householdNo}/quote`)).body as HouseholdQuote
    const order = async (api: ResidentApi, householdNo: string, totalFen: number): Promise<ResidentOrder> => {
      const made = await api.post('/payment-orders', { householdNos: [householdNo], totalFen, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      return made.body
    }

    it('is not offered before its first day, and by its channel only', async () => {
      const api = await town.resident('person-1')
      assert.deepEqual([(await quoteOf(api, '80010001')).totalFen, (await quoteOf(api, '80010001')).discountFen], [206_107, 0])
      await town.setTime('2018-10-25T09:00:00+08:00')
      const counter = (await (await town.staff('cashier')).get('/households/80010001/quote')).body as HouseholdQuote
      assert.deepEqual([counter.totalFen, counter.discountFen], [206_107, 0])
    })

    it('is offered with its reason, given with the payment, and shared over the lines', async () => {
      const api = await town.resident('person-1')
      const [home] = (await api.get('/homes')).body.items as Home[]
      assert.deepEqual([home?.owedFen, home?.discountFen, home?.principalFen], [197_863, 8_244, 206_107])
      const offered = (await quoteOf(api, '80010001')).items.at(-1)
      assert.deepEqual([offered?.kind, offered?.title, offered?.amountFen], ['discount', '预交优惠', -8_244])
      assert.match(offered?.steps.join() ?? '', /示价〔2018〕12号.*2061\.07 元 × 4%.*= 82\.44 元/)
      const refused = await api.post('/payment-orders', { householdNos: ['80010001'], totalFen: 206_107, channel: 'wechat-pay' })
      assert.deepEqual([refused.status, refused.body.code, refused.body.facts.totalFen], [409, 'QUOTE_CHANGED', 197_863])

      await town.pay(await order(api, '80010001', 197_863))
      const bill = (await api.get(`/households/80010001/bills/${SEASON}`)).body as Bill
      assert.deepEqual(
        bill.lines.map(({ type, title, amountFen, openFen, answersLineNo }) => [type, title, amountFen, openFen, answersLineNo]),
        [
          ['charge', '热费 · 居民', 180_810, 0, null],
          ['charge', '热费 · 居民（面积行 2）', 25_297, 0, null],
          ['discount', '预交优惠 · 热费 · 居民', -7_232, null, 1],
          ['discount', '预交优惠 · 热费 · 居民（面积行 2）', -1_012, null, 2],
        ],
      )
      assert.deepEqual([bill.chargedFen, bill.paidFen, bill.openFen], [197_863, 197_863, 0])
    })

    it('is not given to a home with a stopped area', async () => {
      const api = await town.resident('person-1')
      const quote = await quoteOf(api, '80010002')
      assert.deepEqual([quote.totalFen, quote.discountFen], [223_450, 0])
      await town.pay(await order(api, '80010002', 223_450))
    })

    it('is given once, when two people are promised it and both pay', async () => {
      const [first, second] = [await town.resident('person-1'), await town.residentOf('person-2', { '80010005': '测试戊' })]
      const orders = [await order(first, '80010005', 196_800), await order(second, '80010005', 196_800)]
      for (const one of orders) await town.pay(one)
      assert.equal(await balanceOf(town.database, '80010005'), 196_800)
      assert.equal((await discountsOf('80010005')).length, 1)
    })

    it('is kept when the money came in its last second, whenever we hear of it, and lost two seconds later', async () => {
      await town.setTime('2018-10-31T23:50:00+08:00')
      const api = await town.resident('person-1')
      const { control } = town.simulator
      await control.hold()
      for (const [householdNo, paidAt] of [
        ['80010003', '2018-10-31T23:59:59+08:00'],
        ['80010004', '2018-11-01T00:00:01+08:00'],
      ] as const) {
        const made = await order(api, householdNo, 196_800)
        assert.equal(made.expiresAt, '2018-10-31T15:59:59.000Z', 'the promise ends with the discount')
        await takeMoney(control, made, { at: Date.parse(paidAt), forced: true })
      }
      await town.setTime('2018-11-01T08:00:00+08:00')
      await control.release()
      await town.settle()
      const again = await town.resident('person-1')
      assert.deepEqual([(await quoteOf(again, '80010003')).totalFen, (await discountsOf('80010003')).length], [0, 1])
      const owed = await quoteOf(again, '80010004')
      assert.deepEqual([owed.totalFen, owed.discountFen, (await discountsOf('80010004')).length], [8_200, 0, 0])
    })

    it('comes out the same again, names itself when forged, and closes the books', async () => {
      assert.equal(await assertReplays(town.database, SEASON), 5)
      assert.deepEqual(await accountTotals(town.database), {
        advance: -196_800,
        'clearing:wechat-pay': 197_863 + 223_450 + 2 * 196_800 + 2 * 196_800,
        discount: 8_244 + 8_200 + 8_200,
        'income:heat': -(206_107 + 4 * 205_000),
        'income:stop-base-fee': -18_450,
        receivable: 8_200,
      })
      const [line] = await discountsOf('80010003')
      const said: string[] = []
      const change = (amountFen: number) =>
        town.database.write((unit) =>
          unit.execute('UPDATE bill_lines SET amount_fen = :amountFen WHERE id = :id', { amountFen, id: line?.id ?? 0 }),
        )
      await change(-8_100)
      await replaySeason(town.database, { seasonCode: SEASON }, ({ householdNo, lineNo, message }) =>
        said.push(`${householdNo} ${lineNo} ${message}`),
      )
      await change(-8_200)
      assert.deepEqual(said, ['80010003 2 金额账上 -81.00 元，重算 -82.00 元'])
      await assertBooksClosed(town.database, town.simulator)
    })

    function discountsOf(householdNo: string): Promise<{ id: number; amountFen: number }[]> {
      return rowsOf(
        town.database,
        `SELECT l.id, l.amount_fen AS amountFen FROM bill_lines l JOIN households h ON h.id = l.household_id
         WHERE h.household_no = :householdNo AND l.line_type = 'discount'`,
        { householdNo },
      )
    }
  })
}
