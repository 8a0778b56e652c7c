import assert from 'node:assert/strict'
import type { HouseholdQuote, LateFeeHold } from '../../shared/contracts/billing.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import { accountTotals, assertBooksClosed, assertReplays } from '../support/books.ts'
import { rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'

/*
 * 46.57 m² × 20.50 = 954.69, due 2019-02-13, 1 ‰ a day. In dispute from 2019-03-05 to 2019-04-03, 30 days that do not count.
 *   posted when the hold begins: 2019-02-14 to 2019-03-04, 19 days: 954.69 × 1 ‰ × 19 = 18.13911 → 18.14
 *   on 2019-03-20: 954.69 + 18.14 = 972.83
 *   paid on 2019-04-23: 2019-04-04 to 2019-04-23, 20 days: 19.0938 → 19.09; together 991.92
 */
const SEASON = '2018-2019'
const HOME = '80010001'

for (const engine of engines) {
  describe(`a late fee that is held while a bill is disputed, on ${engine}`, () => {
    let town: Town
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason(SEASON, '2018-11-15', '2019-03-15')
      await town.addHome(HOME, '测试甲', SEASON, [{ billedMilliM2: 46_570 }])
      await town.setTime('2018-10-20T09:00:00+08:00')
      await town.bill(plainRules(SEASON, '2019-02-13', '2018-09-01'))
    })
    after(() => town.close())

    const HOLDS = `/households/${HOME}/late-fee-holds`
    const hold = (from: string) => ({ seasonCode: SEASON, from, reason: '面积争议，核实中' })
    const owed = async () => ((await (await town.staff('cashier')).get(`/households/${HOME}/quote`)).body as HouseholdQuote).totalFen

    it('is posted up to the day before, and no day counts from then on', async () => {
      await town.setTime('2019-03-05T10:00:00+08:00')
      const director = await town.staff('director')
      const early = await director.post(`${HOLDS}/end`, { seasonCode: SEASON, to: '2019-03-05' })
      assert.deepEqual([early.status, early.body.code], [409, 'NO_HOLD'])
      const future = await director.post(HOLDS, hold('2019-03-06'))
      assert.deepEqual([future.status, future.body.code], [422, 'HOLD_IN_FUTURE'])
      const placed = await director.post(HOLDS, hold('2019-03-05'))
      assert.equal(placed.status, 200, JSON.stringify(placed.body))
      const [one] = placed.body.items as LateFeeHold[]
      assert.deepEqual([one?.from, one?.to, one?.reason, one?.placedBy], ['2019-03-05', null, '面积争议，核实中', '测试director(director)'])
      const again = await director.post(HOLDS, hold('2019-03-05'))
      assert.deepEqual([again.status, again.body.code], [409, 'HOLD_OPEN'])
      assert.deepEqual(await lateFees(), [{ amountFen: 1_814, throughOn: '2019-03-04', valueOn: '2019-03-04' }])
      await town.setTime('2019-03-20T10:00:00+08:00')
      assert.equal(await owed(), 97_283)
    })

    it('counts again from the day after its last day, and is explained', async () => {
      await town.setTime('2019-04-04T09:00:00+08:00')
      const director = await town.staff('director')
      const before = await director.post(`${HOLDS}/end`, { seasonCode: SEASON, to: '2019-03-04' })
      assert.deepEqual([before.status, before.body.code], [422, 'HOLD_ENDS_EARLY'])
      const ended = await director.post(`${HOLDS}/end`, { seasonCode: SEASON, to: '2019-04-03' })
      assert.deepEqual([ended.status, ended.body.items[0].to], [200, '2019-04-03'])
      await town.setTime('2019-04-23T09:00:00+08:00')
      const api = await town.residentOf('person-1', { [HOME]: '测试甲' })
      const quote = (await api.get(`/households/${HOME}/quote`)).body as HouseholdQuote
      assert.equal(quote.totalFen, 99_192)
      assert.match(quote.items.flatMap(({ steps }) => steps).join(), /2019-03-05 至 2019-04-23 计 20 天（其间暂停计收 30 天）/)
      const made = await api.post('/payment-orders', { householdNos: [HOME], totalFen: 99_192, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      await town.pay(made.body as ResidentOrder)
      assert.equal(await owed(), 0)
    })

    it('comes out the same again, and the books close', async () => {
      assert.equal(await assertReplays(town.database, SEASON), 1)
      assert.deepEqual(await accountTotals(town.database), {
        'clearing:wechat-pay': 99_192,
        'income:heat': -95_469,
        'income:late-fee': -(1_814 + 1_909),
      })
      await assertBooksClosed(town.database, town.simulator)
    })

    function lateFees(): Promise<object[]> {
      return rowsOf(
        town.database,
        `SELECT amount_fen AS amountFen, through_on AS throughOn, value_on AS valueOn FROM bill_lines WHERE fee_type = 'late-fee'`,
      )
    }
  })
}
