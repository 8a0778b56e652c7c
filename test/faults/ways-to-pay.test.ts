import assert from 'node:assert/strict'
import type { ScanOrder } from '../../shared/contracts/payments/scan-collect.ts'
import type { ResidentOrder } from '../../shared/contracts/residents.ts'
import { ALIPAY_APP, ALIPAY_WEB, type AlipayTown, buildAlipayTown } from '../support/alipay-town.ts'
import { type StaffApi, withToken } from '../support/api.ts'
import { balanceOf, paymentsOf, rowsOf } from '../support/database-rows.ts'
import { HOLDER } from '../support/fault-town.ts'
import { type Visitor, visitBy } from '../support/h5-visitor.ts'
import { Refused, takeMoney } from '../support/payer.ts'
import { billSeason, plainRules } from '../support/system.ts'
import { SEASON } from '../support/world.ts'

const OFFICIAL = 'wx00000000000000a2'
const MCH = { mchId: '1900000001' } as const
const MINUTE = 60_000

/** Nobody here has a pay sheet: WeChat's and Alipay's pages in a browser, and a code at the counter. */
describe('money by a page or a code', function () {
  this.timeout(120_000)
  let town: AlipayTown
  let visitor: Visitor
  let counter: StaffApi
  before(async () => {
    town = await buildAlipayTown({ flats: 24, noticeTimeoutMs: 3000 })
    const { running, world } = town
    visitor = await visitBy({ url: running.url, door: 'wechat', simulatorUrl: running.simulator.url, appId: OFFICIAL, person: '测试甲' })
    counter = withToken({ app: running.url }, await world.tokenOf('cashier'))
  })
  afterEach(() => town.booksAgree())
  after(() => town.close())

  const wechat = () => town.running.simulator.control
  const settle = () => town.running.settle()
  const flatOf = async () => {
    const flat = await town.flatOf()
    await visitor.bind(flat, HOLDER)
    return flat
  }
  const ordered = async (channel: 'wechat-pay' | 'alipay') => {
    const flat = await flatOf()
    return { flat, order: await visitor.order(flat, channel) }
  }
  const scanned = async () => {
    const flat = await town.flatOf()
    const { totalFen } = (await counter.get(`/households/${flat}/quote`)).body
    const answer = await counter.post(`/households/${flat}/scan-orders`, { totalFen })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return { flat, order: answer.body as ScanOrder }
  }
  const pageOf = ({ payPage }: ResidentOrder) => payPage?.url ?? assert.fail('nowhere to go')
  /** A person in the browser: follows our link as a page of ours, presses 支付, answers where the cashier leads back to. */
  const payOnWechatPage = async (url: string, act: 'pay' | 'cancel' = 'pay') => {
    const opened = await fetch(url, { headers: { referer: `${town.running.url}/` }, redirect: 'manual' })
    assert.equal(opened.status, 303, await opened.text())
    const target = new URL(opened.headers.get('location') ?? '', town.running.url).searchParams
    const body = new URLSearchParams({
      prepay_id: target.get('prepay_id') ?? '',
      return: target.get('return') ?? '',
      act,
      person: 'person-2',
    })
    const answer = await fetch(`${town.running.url}/sim/wechat-pay/cashier`, { method: 'POST', body })
    return decoded(/id="done" href="([^"]+)"/.exec(await answer.text())?.[1] ?? '')
  }
  const paid = async (orderNo: string, flat: string, totalFen: number) => {
    const [payment, ...more] = await paymentsOf(town.world.database, orderNo)
    assert.deepEqual([payment?.amountFen, payment?.destination, more.length], [totalFen, 'order', 0])
    assert.equal((await counter.get(`/households/${flat}/quote`)).body.totalFen, 0)
    return payment
  }

  it('WeChat’s page: order with the phone’s address, page, notice, ledger, and back to our own result', async () => {
    const { flat, order } = await ordered('wechat-pay')
    assert.deepEqual([order.state, order.channel, order.way, order.wechatPay, order.alipay], ['prepared', 'wechat-pay', 'page', null, null])
    const back = new URL(await payOnWechatPage(pageOf(order)))
    assert.equal(`${back.origin}${back.pathname}`, `${town.running.url}/h5/result`)
    assert.deepEqual([back.searchParams.get('order'), back.searchParams.get('sheet')], [order.orderNo, 'returned'])
    await settle()
    assert.equal((await paid(order.orderNo, flat, order.totalFen))?.learnedFrom, 'notice')
    const view = await visitor.view(order.orderNo)
    assert.deepEqual([view.state, view.payPage], ['paid', null])
    const { trades } = await wechat().book()
    const trade = trades.find(({ outTradeNo }) => outTradeNo === order.orderNo)
    assert.deepEqual([trade?.tradeType, trade?.appId], ['MWEB', OFFICIAL])
  })

  it('Alipay’s page: signed address, cashier, notice, ledger; what the address says on the way back proves nothing', async () => {
    const { flat, order } = await ordered('alipay')
    const address = new URL(pageOf(order))
    assert.deepEqual([address.searchParams.get('method'), address.searchParams.get('app_id')], ['alipay.trade.wap.pay', ALIPAY_WEB.appId])
    // Back without paying, with all the signs of success in the address.
    const forged = `/h5/result?order=${order.orderNo}&sheet=returned&out_trade_no=${order.orderNo}&trade_no=1&total_amount=1.00&sign=x`
    assert.ok((await fetch(town.running.url + forged)).status < 500)
    assert.equal((await visitor.check(order.orderNo)).state, 'prepared')
    const { html } = await town.alipay.control.payInBrowser(pageOf(order), 'person-2')
    const back = new URL(decoded(/id="done" href="([^"]+)"/.exec(html)?.[1] ?? ''))
    assert.deepEqual([back.searchParams.get('order'), back.searchParams.get('method')], [order.orderNo, 'alipay.trade.wap.pay.return'])
    await settle()
    assert.equal((await paid(order.orderNo, flat, order.totalFen))?.learnedFrom, 'notice')
    const [call] = await rowsOf<{ request: string }>(
      town.world.database,
      `SELECT c.request FROM gateway_calls c JOIN payment_orders o ON o.id = c.order_id WHERE o.order_no = :orderNo AND c.operation = 'wap-page'`,
      { orderNo: order.orderNo },
    )
    assert.equal(JSON.parse(call?.request ?? '{}').product_code, 'QUICK_WAP_WAY')
  })

  it('a code at the counter: scanned by anybody, told by notice, in the books without a resident', async () => {
    const { flat, order } = await scanned()
    assert.match(order.codeUrl ?? '', /^weixin:\/\/wxpay\//)
    await wechat().pay({ ...MCH, outTradeNo: order.orderNo }, { personId: 'person-3' })
    await settle()
    assert.equal((await paid(order.orderNo, flat, order.totalFen))?.learnedFrom, 'notice')
    const view = (await counter.get(`/scan-orders/${order.orderNo}`)).body as ScanOrder
    assert.deepEqual([view.state, view.codeUrl, view.toBalanceFen], ['paid', null, 0])
    const file = (await counter.get(`/payment-orders/${order.orderNo}`)).body
    assert.equal(file.payer, '营业厅扫码')
    assert.deepEqual(
      (await counter.get(`/households/${flat}/payments`)).body.items.map((one: { payer: string }) => one.payer),
      ['营业厅扫码'],
    )
  })

  for (const [what, order] of [
    ['WeChat’s page', () => ordered('wechat-pay')],
    ['a code', scanned],
  ] as const) {
    it(`${what}: an order without an answer is unknown, is asked for again, and can be paid`, async () => {
      await wechat().spoilAnswers(what === 'a code' ? 'native' : 'h5', 'drop')
      const { flat, order: made } = await order()
      assert.equal(made.state, 'unknown')
      town.world.clock.advance(11_000)
      await wechat().advance(11_000)
      await settle()
      const open = what === 'a code' ? (await counter.get(`/scan-orders/${made.orderNo}`)).body : await visitor.view(made.orderNo)
      assert.equal(open.state, 'prepared')
      assert.ok(open.codeUrl ?? open.payPage)
      await takeMoney(wechat(), made)
      await settle()
      await paid(made.orderNo, flat, made.totalFen)
    })

    it(`${what}: money whose notice never comes is found by asking`, async () => {
      const { flat, order: made } = await order()
      await wechat().behave(made.orderNo, 'notice-never')
      await takeMoney(wechat(), made)
      town.world.clock.advance(3_000)
      const asked =
        what === 'a code' ? (await counter.post(`/scan-orders/${made.orderNo}/check`, {})).body : await visitor.check(made.orderNo)
      assert.equal(asked.state, 'paid')
      assert.equal((await paid(made.orderNo, flat, made.totalFen))?.learnedFrom, 'query')
    })

    it(`${what}: money paid another way than ordered, or by a payer who gave more than the whole, waits in suspense; another app’s posts nothing`, async () => {
      const { order: made } = await order()
      const alerts = await town.alerts('payment-in-suspense')
      const odd = [{ trade_type: 'JSAPI' }, { amount: { payer_total: made.totalFen + 1 } }, { appid: 'wx00000000000000b1' }]
      for (const [index, transaction] of odd.entries()) {
        const transaction_id = town.invent(`42000000000000000000000${what.length}${index}`)
        const notice = await wechat().craft({ ...MCH, outTradeNo: made.orderNo, transaction: { ...transaction, transaction_id } })
        const { headers, body } = notice
        assert.equal((await fetch(`${town.running.url}/callbacks/wechat-pay/${MCH.mchId}`, { method: 'POST', headers, body })).status, 204)
      }
      await settle()
      assert.deepEqual(
        (await paymentsOf(town.world.database, made.orderNo)).map(({ destination }) => destination),
        ['suspense', 'suspense'],
      )
      assert.equal(await town.alerts('payment-in-suspense'), alerts + 2)
    })
  }

  it('WeChat’s page is renewed when its five minutes are nearly over, and the old one leads nowhere', async () => {
    const { flat, order } = await ordered('wechat-pay')
    const fresh = await visitor.check(order.orderNo)
    assert.equal(fresh.payPage?.url, order.payPage?.url, 'still good: not asked for again')
    for (const clock of [town.world.clock, { advance: (ms: number) => wechat().advance(ms) }]) await clock.advance(4 * MINUTE)
    const renewed = await visitor.check(order.orderNo)
    assert.notEqual(renewed.payPage?.url, order.payPage?.url)
    for (const clock of [town.world.clock, { advance: (ms: number) => wechat().advance(ms) }]) await clock.advance(2 * MINUTE)
    assert.equal((await fetch(pageOf(order), { headers: { referer: `${town.running.url}/` }, redirect: 'manual' })).status, 400)
    await payOnWechatPage(pageOf(renewed))
    await settle()
    await paid(order.orderNo, flat, order.totalFen)
  })

  it('given up by the payer or the cashier it is closed at the platform, too; money that was faster settles it', async () => {
    const { order } = await ordered('wechat-pay')
    assert.equal((await visitor.ask<ResidentOrder>('POST', `/payment-orders/${order.orderNo}/close`)).state, 'closed')
    const { order: code } = await scanned()
    assert.equal((await counter.post(`/scan-orders/${code.orderNo}/close`, {})).body.state, 'closed')
    for (const { orderNo } of [order, code]) assert.match((await wechat().pay({ ...MCH, outTradeNo: orderNo })).text, /已关闭/)
    // Nobody opened Alipay's page: there is no trade to be closed, and none can be paid behind our back once the time is over.
    const { order: page } = await ordered('alipay')
    assert.equal((await visitor.ask<ResidentOrder>('POST', `/payment-orders/${page.orderNo}/close`)).state, 'closed')
    const { flat, order: fast } = await scanned()
    await wechat().behave(fast.orderNo, 'notice-never')
    await takeMoney(wechat(), fast)
    assert.equal((await counter.post(`/scan-orders/${fast.orderNo}/close`, {})).body.state, 'paid')
    await paid(fast.orderNo, flat, fast.totalFen)
  })

  it('Alipay’s page paid after it was given up pays the debt: verified money is taken in every state', async () => {
    const { flat, order } = await ordered('alipay')
    await visitor.ask('POST', `/payment-orders/${order.orderNo}/close`)
    await town.alipay.control.payInBrowser(pageOf(order))
    await settle()
    await paid(order.orderNo, flat, order.totalFen)
    assert.equal((await visitor.view(order.orderNo)).state, 'paid')
  })

  it('the code and the phone both paid: the second becomes balance, and the counter says so', async () => {
    const flat = await flatOf()
    const byPhone = await visitor.order(flat, 'wechat-pay')
    const desk = (await counter.get(`/households/${flat}/scan-collect`)).body
    assert.deepEqual([desk.offered, desk.residentIsPaying, desk.openOrderNo], [true, true, null])
    const code = (await counter.post(`/households/${flat}/scan-orders`, { totalFen: byPhone.totalFen })).body as ScanOrder
    await takeMoney(wechat(), byPhone)
    await settle()
    await takeMoney(wechat(), code)
    await settle()
    const view = (await counter.get(`/scan-orders/${code.orderNo}`)).body as ScanOrder
    assert.deepEqual([view.state, view.toBalanceFen], ['paid', code.totalFen])
    assert.equal(await balanceOf(town.world.database, flat), code.totalFen)
  })

  it('whoever opens the pages in Alipay signs in there by itself and pays on its page', async () => {
    const { running, alipay } = town
    const inAlipay = await visitBy({
      url: running.url,
      door: 'alipay',
      simulatorUrl: alipay.url,
      appId: ALIPAY_WEB.appId,
      person: '测试乙',
    })
    const flat = await town.flatOf()
    await inAlipay.bind(flat, HOLDER)
    assert.deepEqual(await inAlipay.payWays(flat), [
      { channel: 'wechat-pay', way: 'page' },
      { channel: 'alipay', way: 'page' },
    ])
    const order = await inAlipay.order(flat, 'alipay')
    await alipay.control.payInBrowser(pageOf(order), 'person-2')
    await settle()
    await paid(order.orderNo, flat, order.totalFen)
    assert.equal((await alipay.book(ALIPAY_APP.sellerId)).trades.at(-1)?.product, 'QUICK_WAP_WAY')
  })

  it('an order nobody pays ends with its time, here and at the platform', async () => {
    const [{ order: page }, { order: code }, { order: wap }] = [await ordered('wechat-pay'), await scanned(), await ordered('alipay')]
    const later = new Date(town.world.clock.now() + 31 * MINUTE).toISOString()
    await town.running.setTime(later)
    await settle()
    // The cashier's token has run out meanwhile.
    const states = await rowsOf<{ state: string }>(town.world.database, 'SELECT state FROM payment_orders WHERE order_no IN (:numbers)', {
      numbers: [page.orderNo, wap.orderNo, code.orderNo],
    })
    assert.deepEqual(states, Array(3).fill({ state: 'closed' }))
    const { html } = await town.alipay.control.payInBrowser(pageOf(wap))
    assert.doesNotMatch(html, /支付成功/)
  })

  describe('in the platform’s shared apps, where it collects as a partner', () => {
    const SHARED = 'wx00000000000000f2'
    const PARTNER = { mchId: '1900000009', subMchId: '1900000010' } as const
    const STRANGER = '1900000011'
    let guest: Visitor
    before(async () => {
      const { running, world } = town
      await billSeason(running, world.other, plainRules(SEASON, '2026-10-31', '2026-10-01'))
      guest = await visitBy({ url: running.url, door: 'wechat', simulatorUrl: running.simulator.url, appId: SHARED, person: '测试己' })
      await guest.bind('90010001', '测试己', { companyCode: 'OTHER' })
    })
    const post = async (path: string, transaction: object, orderNo: string) => {
      const { headers, body } = await wechat().craft({ ...PARTNER, outTradeNo: orderNo, transaction: { ...transaction } })
      return (await fetch(`${town.running.url}/callbacks/wechat-pay/${path}`, { method: 'POST', headers, body })).status
    }

    it('WeChat’s page is ordered, told, asked for and closed with both numbers; another sub-merchant posts nothing', async () => {
      assert.deepEqual(await guest.payWays('90010001'), [
        { channel: 'wechat-pay', way: 'sheet' },
        { channel: 'wechat-pay', way: 'page' },
      ])
      const first = await guest.order('90010001', 'wechat-pay')
      assert.equal((await guest.ask<ResidentOrder>('POST', `/payment-orders/${first.orderNo}/close`)).state, 'closed')
      const order = await guest.order('90010001', 'wechat-pay')
      const before = await town.traces()
      const own = `${PARTNER.mchId}-${PARTNER.subMchId}`
      // Signed by the platform for the partner, but the money of another company: at its own address, at theirs, at the bare number.
      assert.equal(await post(own, { sub_mchid: STRANGER }, order.orderNo), 401)
      assert.equal(await post(`${PARTNER.mchId}-${STRANGER}`, {}, order.orderNo), 401)
      assert.equal(await post(`${PARTNER.mchId}-${STRANGER}`, { sub_mchid: STRANGER }, order.orderNo), 401, 'registered by nobody here')
      assert.equal(await post(PARTNER.mchId, {}, order.orderNo), 401)
      assert.deepEqual(await town.traces(), before)
      await wechat().pay({ ...PARTNER, outTradeNo: order.orderNo })
      await settle()
      const [payment, ...more] = await paymentsOf(town.world.database, order.orderNo)
      assert.deepEqual(
        [payment?.amountFen, payment?.destination, payment?.learnedFrom, more.length],
        [order.totalFen, 'order', 'notice', 0],
      )
      const [trade] = (await wechat().book(PARTNER.mchId)).trades.filter(({ outTradeNo }) => outTradeNo === order.orderNo)
      assert.deepEqual([trade?.tradeType, trade?.subMchId, trade?.appId], ['MWEB', PARTNER.subMchId, SHARED])
    })

    it('a company without a number there has no sheet; its own apps serve its homes by their pages', async () => {
      const { running } = town
      const flat = await town.flatOf()
      const stranger = await visitBy({
        url: running.url,
        door: 'wechat',
        simulatorUrl: running.simulator.url,
        appId: SHARED,
        person: '测试丁',
      })
      await stranger.bind(flat, HOLDER, { companyCode: 'DEMO' })
      assert.deepEqual(await stranger.payWays(flat), [
        { channel: 'wechat-pay', way: 'page' },
        { channel: 'alipay', way: 'page' },
      ])
      await assert.rejects(
        stranger.order(flat, 'wechat-pay', 'sheet'),
        (error) => error instanceof Refused && error.code === 'CHANNEL_CLOSED',
      )
    })
  })
})

function decoded(html: string): string {
  return html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
}
