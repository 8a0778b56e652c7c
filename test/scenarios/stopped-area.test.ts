import assert from 'node:assert/strict'
import type { Bill } from '../../shared/contracts/billing.ts'
import type { Home, ResidentOrder } from '../../shared/contracts/residents.ts'
import { accountTotals, assertBooksClosed } from '../support/books.ts'
import { engines } from '../support/engines.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'

/*
 * One household, three areas at 20.50 yuan/m², the loft stopped and paying 30 %:
 *   flat     88.20 m²  1808.10
 *   cellar   12.34 m²   252.97
 *   loft     30.29 m²   620.945 × 30 % = 186.2835 → 186.28   (rounding 620.945 first would give 186.29)
 *   heat 2061.07, stop base fee 186.28, together 2247.35
 * Paid on 2019-03-15, 30 days late: 2247.35 × 1 ‰ × 30 = 67.4205 → 67.42. Together 2314.77.
 */
const HOME = '80010001'
const HEAT_FEN = 206_107
const STOP_FEN = 18_628
const LATE_FEN = 6_742

for (const engine of engines) {
  describe(`a household with several areas, one of them stopped, on ${engine}`, () => {
    let town: Town
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason('2018-2019', '2018-11-15', '2019-03-15')
      await town.addHome(HOME, '测试甲', '2018-2019', [
        { billedMilliM2: 88_200 },
        { billedMilliM2: 12_340, name: '地下室' },
        { billedMilliM2: 30_290, name: '阁楼', status: 'stopped' },
      ])
      await town.setTime('2018-10-20T09:00:00+08:00')
      await town.bill(plainRules('2018-2019', '2019-02-13', '2018-09-01'))
    })
    after(() => town.close())

    it('is billed one line an area; the stopped one pays its base fee, rounded once', async () => {
      const api = await town.residentOf('person-1', { [HOME]: '测试甲' })
      const bill = (await api.get(`/households/${HOME}/bills/2018-2019`)).body as Bill
      assert.deepEqual(
        bill.lines.map(({ feeType, amountFen, steps }) => [feeType, amountFen, steps.at(-1)]),
        [
          ['heat', 180_810, '88.20 × 20.50 = 1808.1，四舍五入到分 = 1808.10 元'],
          ['heat', 25_297, '12.34 × 20.50 = 252.97，四舍五入到分 = 252.97 元'],
          ['stop-base-fee', STOP_FEN, '30.29 × 20.50 × 30% = 186.2835，四舍五入到分 = 186.28 元'],
        ],
      )
      assert.deepEqual(await accountTotals(town.database), {
        'income:heat': -HEAT_FEN,
        'income:stop-base-fee': -STOP_FEN,
        receivable: HEAT_FEN + STOP_FEN,
      })
      const [home] = (await api.get('/homes')).body.items as Home[]
      assert.deepEqual([home?.principalFen, home?.lateFeeFen], [HEAT_FEN + STOP_FEN, 0])
    })

    it('pays all of it late: one late-fee line for the season, every account to the fen', async () => {
      await town.setTime('2019-03-15T12:00:00+08:00')
      const api = await town.resident('person-1')
      const totalFen = HEAT_FEN + STOP_FEN + LATE_FEN
      const made = await api.post('/payment-orders', { householdNos: [HOME], totalFen, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      await town.pay(made.body as ResidentOrder)
      const bill = (await api.get(`/households/${HOME}/bills/2018-2019`)).body as Bill
      assert.deepEqual(
        bill.lines.map(({ feeType, amountFen, openFen }) => [feeType, amountFen, openFen]),
        [
          ['heat', 180_810, 0],
          ['heat', 25_297, 0],
          ['stop-base-fee', STOP_FEN, 0],
          ['late-fee', LATE_FEN, 0],
        ],
      )
      assert.deepEqual(await accountTotals(town.database), {
        'clearing:wechat-pay': totalFen,
        'income:heat': -HEAT_FEN,
        'income:late-fee': -LATE_FEN,
        'income:stop-base-fee': -STOP_FEN,
      })
      await assertBooksClosed(town.database, town.simulator)
    })
  })
}
