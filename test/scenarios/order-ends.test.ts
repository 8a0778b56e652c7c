import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PaymentOrderFile } from '../../shared/contracts/payments.ts'
import type { Home, ResidentOrder } from '../../shared/contracts/residents.ts'
import { refused } from '../support/api.ts'
import { assertBooksClosed } from '../support/books.ts'
import { engines } from '../support/engines.ts'
import type { ResidentApi } from '../support/resident-api.ts'
import { plainRules } from '../support/system.ts'
import { openTown, type Town } from '../support/town.ts'

/*
 * 46.57 m² × 20.50 = 954.69, due 2019-02-13, 1 ‰ a day.
 *   2019-04-23, 69 days: 65.87, together 1020.56
 *   2019-04-24, 70 days: 954.69 × 1 ‰ × 70 = 66.8283 → 66.83, together 1021.52
 */
const HOME = '80010001'
const ON_THE_23RD_FEN = 102_056
const ON_THE_24TH_FEN = 102_152

for (const engine of engines) {
  describe(`how payment orders end on ${engine}`, () => {
    let town: Town
    let api: ResidentApi
    before(async function () {
      this.timeout(60_000)
      town = await openTown(engine, '2018-09-20T09:00:00+08:00')
      await town.addSeason('2018-2019', '2018-11-15', '2019-03-15')
      await town.addHome(HOME, '测试甲', '2018-2019', [{ billedMilliM2: 46_570 }])
      await town.setTime('2018-10-20T09:00:00+08:00')
      await town.bill(plainRules('2018-2019', '2019-02-13', '2018-09-01'))
      await town.setTime('2019-04-23T20:00:00+08:00')
      api = await town.residentOf('person-1', { [HOME]: '测试甲' })
    })
    after(() => town.close())

    const ask = (totalFen: number, key?: string, householdNos: readonly string[] = [HOME]) =>
      api.post('/payment-orders', { householdNos, totalFen, channel: 'wechat-pay' }, key)
    const make = async (totalFen: number, key?: string): Promise<ResidentOrder> => {
      const made = await ask(totalFen, key)
      assert.equal(made.status, 201, JSON.stringify(made.body))
      return made.body
    }
    const see = async ({ orderNo }: ResidentOrder): Promise<ResidentOrder> => (await api.get(`/payment-orders/${orderNo}`)).body
    const giveUp = (order: ResidentOrder, key?: string) => api.post(`/payment-orders/${order.orderNo}/close`, {}, key)
    const ordersAtWechat = async () => (await town.simulator.book()).trades.length

    it('the same key with the same body is the same order, and WeChat is asked once', async () => {
      const key = randomUUID()
      const first = await make(ON_THE_23RD_FEN, key)
      const again = await ask(ON_THE_23RD_FEN, key)
      assert.deepEqual([again.status, again.body.orderNo, again.get('Idempotency-Hit')], [201, first.orderNo, 'true'])
      assert.equal(await ordersAtWechat(), 1)
      refused(await ask(ON_THE_23RD_FEN + 1, key), 409, 'IDEMPOTENCY_MISMATCH')
      refused(await ask(ON_THE_23RD_FEN, key, [HOME, HOME]), 409, 'IDEMPOTENCY_MISMATCH')
    })

    it('a second order for the same home is refused while the own one is open, and says which', async () => {
      const [home] = (await api.get('/homes')).body.items as Home[]
      assert.equal(home?.openOrder?.mine, true)
      const problem = refused(await ask(ON_THE_23RD_FEN), 409, 'ORDER_OPEN')
      assert.deepEqual(problem.facts, { orderNo: home?.openOrder?.orderNo, totalFen: ON_THE_23RD_FEN })
    })

    it('the payer gives up: closed at WeChat and here, twice changes nothing, and a new order is possible', async () => {
      const [home] = (await api.get('/homes')).body.items as Home[]
      const order = await see({ orderNo: home?.openOrder?.orderNo ?? '' } as ResidentOrder)
      assert.equal((await giveUp(order)).body.state, 'closed')
      assert.equal((await giveUp(order)).body.state, 'closed')
      const trade = (await town.simulator.book()).trades.find(({ outTradeNo }) => outTradeNo === order.orderNo)
      assert.equal(trade?.state, 'CLOSED')
    })

    it('while the call to WeChat is on its way the same key answers IN_PROGRESS with the number; then the first answer', async function () {
      this.timeout(30_000)
      await town.simulator.control.spoilAnswers('jsapi', 'hang')
      const key = randomUUID()
      const asked = (await town.simulator.control.requests()).jsapi ?? 0
      const underway = ask(ON_THE_23RD_FEN, key).then((response) => response)
      while ((await town.simulator.control.requests()).jsapi === asked) await sleep(20)
      const meanwhile = await ask(ON_THE_23RD_FEN, key)
      const problem = refused(meanwhile, 409, 'IN_PROGRESS')
      refused(await ask(ON_THE_23RD_FEN - 1, key), 409, 'IDEMPOTENCY_MISMATCH')
      const made = (await underway).body as ResidentOrder
      assert.deepEqual([made.state, made.wechatPay], ['unknown', null], 'no answer is not a refusal')
      assert.equal(problem.facts?.orderNo, made.orderNo)
      assert.equal((await ask(ON_THE_23RD_FEN, key)).body.orderNo, made.orderNo)

      // Ten seconds later the query job looks, and gets the payment WeChat did set up.
      await town.setTime('2019-04-23T20:00:11+08:00')
      await town.settle()
      const resolved = await see(made)
      assert.equal(resolved.state, 'prepared')
      assert.ok(resolved.wechatPay)
      await giveUp(resolved)
    })

    it('another total than what is owed is refused with the new one: after midnight a day more is late', async () => {
      await town.setTime('2019-04-23T23:59:59+08:00')
      api = await town.resident('person-1')
      const before = await make(ON_THE_23RD_FEN)
      await giveUp(before)
      await town.setTime('2019-04-24T00:00:01+08:00')
      const problem = refused(await ask(ON_THE_23RD_FEN), 409, 'QUOTE_CHANGED')
      assert.deepEqual(problem.facts, { totalFen: ON_THE_24TH_FEN })
    })

    it('nobody pays within half an hour: asked one last time, closed there and here', async () => {
      await town.setTime('2019-04-24T10:00:00+08:00')
      api = await town.resident('person-1')
      const order = await make(ON_THE_24TH_FEN)
      assert.equal(order.expiresAt, '2019-04-24T02:30:00.000Z')
      await town.setTime('2019-04-24T10:29:59+08:00')
      await town.settle()
      assert.equal((await see(order)).state, 'prepared')
      await town.setTime('2019-04-24T10:31:00+08:00')
      await town.settle()
      assert.equal((await see(order)).state, 'closed')
      const trade = (await town.simulator.book()).trades.find(({ outTradeNo }) => outTradeNo === order.orderNo)
      assert.equal(trade?.state, 'CLOSED')
      const [home] = (await api.get('/homes')).body.items as Home[]
      assert.equal(home?.openOrder, null)
    })

    it('money that comes for a closed order all the same is taken, and staff read that it was late', async () => {
      const closed = (await town.simulator.book()).trades.find(({ state, totalFen }) => state === 'CLOSED' && totalFen === ON_THE_24TH_FEN)
      await town.simulator.control.pay({ prepayId: closed?.prepayId ?? '' }, { forced: true })
      await town.settle()
      const order = await see({ orderNo: closed?.outTradeNo ?? '' } as ResidentOrder)
      assert.equal(order.state, 'paid')
      const [home] = (await api.get('/homes')).body.items as Home[]
      assert.deepEqual([home?.owedFen, home?.balanceFen], [0, 0])
      const file = (await (await town.staff('auditor')).get(`/payment-orders/${order.orderNo}`)).body as PaymentOrderFile
      assert.equal(file.events.at(-1)?.event, 'confirm')
      assert.match(String(file.events.at(-1)?.detail), /[一-龥]/)
      refused(await ask(1), 409, 'NOTHING_OWED')
      await assertBooksClosed(town.database, town.simulator)
    })

    it('another resident neither sees nor moves the order', async () => {
      const [trade] = (await town.simulator.book()).trades
      const stranger = await town.resident('person-3')
      const path = `/payment-orders/${trade?.outTradeNo}`
      for (const response of [
        await stranger.get(path),
        await stranger.post(`${path}/check`, {}),
        await stranger.post(`${path}/close`, {}),
      ]) {
        assert.equal(
          refused(response, 404, 'NOT_FOUND').detail,
          refused(await stranger.get('/payment-orders/W2019042400000000'), 404, 'NOT_FOUND').detail,
        )
      }
    })
  })
}
