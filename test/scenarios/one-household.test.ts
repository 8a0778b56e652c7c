import assert from 'node:assert/strict'
import type { Bill, HouseholdQuote } from '../../shared/contracts/billing.ts'
import type { Page } from '../../shared/contracts/fields.ts'
import type { EntryRow } from '../../shared/contracts/ledger.ts'
import type { PaymentOrderFile } from '../../shared/contracts/payments.ts'
import type { Home, ResidentOrder } from '../../shared/contracts/residents.ts'
import { accountTotals, assertBooksClosed } from '../support/books.ts'
import { engines } from '../support/engines.ts'
import { byName, type ResidentApi } from '../support/resident-api.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'

/*
 * The whole story of one home, worked out by hand:
 *   heat      46.57 m² × 20.50 yuan/m²                 = 954.685    → 954.69
 *   late      2019-02-13 to 2019-04-23: 15 + 31 + 23   = 69 days
 *   late fee  954.69 × 1 ‰ × 69                        = 65.87361   → 65.87
 *   together                                             1020.56
 */
const HEAT_FEN = 95_469
const LATE_FEN = 6_587
const TOTAL_FEN = 102_056
const HOME = '80010001'

for (const engine of engines) {
  describe(`one household’s bill, from the ledger to a phone and back, on ${engine}`, () => {
    let town: Town
    let resident: ResidentApi
    let order: ResidentOrder

    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason('2018-2019', '2018-11-15', '2019-03-15')
      await town.addHome(HOME, '测试甲', '2018-2019', [{ billedMilliM2: 46_570 }])
    })
    after(() => town.close())

    it('in October 2018 the season is billed: 954.69 is owed and stands in the ledger', async () => {
      await town.setTime('2018-10-20T09:00:00+08:00')
      const { run, skipped } = await town.bill(plainRules('2018-2019', '2019-02-13', '2018-09-01'))
      assert.deepEqual([run.state, run.postedCount, run.totalFen, skipped], ['done', 1, HEAT_FEN, []])
      assert.deepEqual(await accountTotals(town.database), { receivable: HEAT_FEN, 'income:heat': -HEAT_FEN })
      const quote = (await (await town.staff('cashier')).get(`/households/${HOME}/quote`)).body as HouseholdQuote
      assert.deepEqual([quote.totalFen, quote.dueOn, quote.overdue], [HEAT_FEN, '2019-02-13', false])
    })

    it('on the due day nothing is late, the day after one day is', async () => {
      const owedAt = async (at: string) => {
        await town.setTime(at)
        const { totalFen } = (await (await town.staff('cashier')).get(`/households/${HOME}/quote`)).body as HouseholdQuote
        return totalFen
      }
      assert.equal(await owedAt('2019-02-13T23:59:59+08:00'), HEAT_FEN)
      // 954.69 × 1 ‰ = 0.95469
      assert.equal(await owedAt('2019-02-14T00:00:00+08:00'), HEAT_FEN + 95)
    })

    it('in April 2019 the resident signs in, binds the home and sees how much and why', async () => {
      await town.setTime('2019-04-23T20:15:00+08:00')
      resident = await town.resident('person-1')
      const bound = await resident.post('/bindings', byName(HOME, '测试甲'))
      assert.equal(bound.status, 201, JSON.stringify(bound.body))
      const [home] = (await resident.get('/homes')).body.items as Home[]
      const { householdNo, holderName, address, principalFen, lateFeeFen, owedFen, dueOn, overdue, why } = home as Home
      assert.deepEqual(
        { householdNo, holderName, address, principalFen, lateFeeFen, owedFen, dueOn, overdue },
        {
          householdNo: HOME,
          holderName: '测*',
          address: '青云里 3号楼 2单元 ***室',
          principalFen: HEAT_FEN,
          lateFeeFen: LATE_FEN,
          owedFen: TOTAL_FEN,
          dueOn: '2019-02-13',
          overdue: true,
        },
      )
      assert.match(String(why), /46\.57 ㎡ × 20\.50 元/)
    })

    it('every fen is explained in steps, the same to resident and staff', async () => {
      const quote = (await resident.get(`/households/${HOME}/quote`)).body as HouseholdQuote
      assert.deepEqual(
        quote.items.map(({ feeType, amountFen, steps }) => ({ feeType, amountFen, steps })),
        [
          {
            feeType: 'late-fee',
            amountFen: LATE_FEN,
            steps: [
              '未缴 954.69 元，缴费截止 2019-02-13，2019-02-14 至 2019-04-23 计 69 天，违约金每日 1‰',
              '954.69 × 1‰ × 69 = 65.87361，四舍五入到分 = 65.87 元',
            ],
          },
          {
            feeType: 'heat',
            amountFen: HEAT_FEN,
            steps: [
              '2018-2019 采暖季：2018-11-15 至 2019-03-15，计 121 天',
              '面积行 1 住宅：计费面积 46.57 ㎡（来源：房产证）',
              '热价 20.50 元/㎡·采暖季（居民，area；依据：示价〔2018〕12号，价目第 1 版）',
              '46.57 × 20.50 = 954.685，四舍五入到分 = 954.69 元',
            ],
          },
        ],
      )
      const staffs = (await (await town.staff('cashier')).get(`/households/${HOME}/quote`)).body
      assert.deepEqual(staffs, quote)
    })

    it('pays by WeChat: the order promises 1020.56 for half an hour and is paid only when the ledger has it', async () => {
      const made = await resident.post('/payment-orders', { householdNos: [HOME], totalFen: TOTAL_FEN, channel: 'wechat-pay' })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      order = made.body as ResidentOrder
      assert.deepEqual([order.state, order.totalFen, order.expiresAt], ['prepared', TOTAL_FEN, '2019-04-23T12:45:00.000Z'])

      await town.simulator.control.hold()
      assert.equal((await town.simulator.control.requestPayment(order.wechatPay)).errMsg, 'requestPayment:ok')
      const meanwhile = (await resident.get(`/payment-orders/${order.orderNo}`)).body as ResidentOrder
      assert.equal(meanwhile.state, 'prepared', 'the money is at WeChat, not yet in our ledger')
      await town.simulator.control.release()
      await town.settle()
      const after = (await resident.get(`/payment-orders/${order.orderNo}`)).body as ResidentOrder
      assert.deepEqual([after.state, after.wechatPay, after.toBalanceFen], ['paid', null, 0])
    })

    it('the resident sees nothing owed, the bill paid line by line, and the payment', async () => {
      const [home] = (await resident.get('/homes')).body.items as Home[]
      assert.deepEqual([home?.owedFen, home?.balanceFen, home?.openOrder], [0, 0, null])
      const bill = (await resident.get(`/households/${HOME}/bills/2018-2019`)).body as Bill
      assert.deepEqual([bill.chargedFen, bill.paidFen, bill.openFen, bill.lateFeeFen], [TOTAL_FEN, TOTAL_FEN, 0, 0])
      assert.deepEqual(
        bill.lines.map(({ feeType, amountFen, openFen }) => [feeType, amountFen, openFen]),
        [
          ['heat', HEAT_FEN, 0],
          ['late-fee', LATE_FEN, 0],
        ],
      )
      assert.deepEqual(
        bill.payments.map(({ amountFen, lineNo, channel }) => [amountFen, lineNo, channel]).sort(),
        [
          [LATE_FEN, 2, 'wechat-pay'],
          [HEAT_FEN, 1, 'wechat-pay'],
        ].sort(),
      )
      const paid = (await resident.get('/payments')).body.items
      assert.deepEqual(
        paid.map(({ amountFen, mine, orderNo }: { amountFen: number; mine: boolean; orderNo: string }) => [amountFen, mine, orderNo]),
        [[TOTAL_FEN, true, order.orderNo]],
      )
    })

    it('staff see the same: the order with its conversation, and the entry line by line', async () => {
      const api = await town.staff('auditor')
      const file = (await api.get(`/payment-orders/${order.orderNo}`)).body as PaymentOrderFile
      assert.deepEqual([file.state, file.totalFen, file.householdNos], ['paid', TOTAL_FEN, [HOME]])
      assert.deepEqual(
        file.events.map(({ event, to }) => [event, to]),
        [
          ['submit', 'submitted'],
          ['prepare', 'prepared'],
          ['confirm', 'paid'],
        ],
      )
      assert.deepEqual(
        file.payments.map(({ amountFen, toBalanceFen, allocations }) => [amountFen, toBalanceFen, allocations.length]),
        [[TOTAL_FEN, 0, 2]],
      )
      const entries = (await api.get(`/journal-entries?householdNo=${HOME}`)).body as Page<EntryRow>
      const payment = entries.items.find(({ kind }) => kind === 'payment') as EntryRow
      assert.deepEqual([payment.postedOn, payment.valueOn, payment.sealed], ['2019-04-23', '2019-04-23', true])
      assert.deepEqual(
        payment.lines.map(({ account, debitFen, creditFen }) => [account, debitFen, creditFen]),
        [
          ['receivable', LATE_FEN, 0],
          ['income:late-fee', 0, LATE_FEN],
          ['clearing:wechat-pay', TOTAL_FEN, 0],
          ['receivable', 0, LATE_FEN],
          ['receivable', 0, HEAT_FEN],
        ],
      )
      const bills = (await api.get(`/households/${HOME}/bills`)).body.items as Bill[]
      assert.deepEqual(bills, [(await resident.get(`/households/${HOME}/bills/2018-2019`)).body])
    })

    it('the ledger is balanced and sealed, verify finds nothing, and WeChat’s book equals ours', async () => {
      assert.deepEqual(await accountTotals(town.database), {
        'clearing:wechat-pay': TOTAL_FEN,
        'income:heat': -HEAT_FEN,
        'income:late-fee': -LATE_FEN,
      })
      await assertBooksClosed(town.database, town.simulator)
    })
  })
}
