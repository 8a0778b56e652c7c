import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import type { PayUrlResult } from '../../server/src/gateways/wechat-pay/port.ts'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'
import {
  certificateMerchant,
  type DemoMerchant,
  kinds,
  nextOrderNo,
  openShop,
  publicKeyMerchant,
  raw,
  type Shop,
} from './wechat-pay-world.ts'

const PHONE = '203.0.113.7'
const SITE = 'https://heat.example.com'
const tradeTypes = [
  { type: 'h5', way: 'page', tradeType: 'MWEB' },
  { type: 'native', way: 'code', tradeType: 'NATIVE' },
] as const
type TradeType = (typeof tradeTypes)[number]['type']

describe('WeChat Pay outside WeChat: the H5 page and the code to be scanned, against the simulator process', () => {
  let simulator: WechatSimulator
  let shop: Shop
  before(async function () {
    this.timeout(30_000)
    simulator = await startWechatSimulator()
    shop = openShop(simulator)
  })
  after(() => simulator.stop())

  const ask = (
    type: TradeType,
    merchant: DemoMerchant,
    changes: Parameters<Shop['order']>[1] = {},
    payerIp = PHONE,
  ): Promise<PayUrlResult> => {
    const { openid: _, ...order } = shop.order(merchant, changes)
    return type === 'native'
      ? shop.gateway.createNativeOrder(merchant, order)
      : shop.gateway.createH5Order(merchant, { ...order, payerIp, siteName: '示例热力', siteUrl: SITE })
  }
  const urlOf = (result: PayUrlResult): string => (result.kind === 'accepted' ? result.payUrl : assert.fail(JSON.stringify(result)))
  const name = (merchant: DemoMerchant, orderNo: string) => ({
    mchId: merchant.mchId,
    outTradeNo: orderNo,
    ...(merchant.subMchId === null ? {} : { subMchId: merchant.subMchId }),
  })

  for (const { type, way, tradeType } of tradeTypes) {
    for (const [kind, merchant] of kinds) {
      it(`${type}, ${kind}: ordered, paid, found and told with its trade type`, async () => {
        const orderNo = nextOrderNo()
        const payUrl = urlOf(await ask(type, merchant, { orderNo }))
        assert.match(
          payUrl,
          type === 'native' ? /^weixin:\/\/wxpay\/bizpayurl\?pr=[\w-]+$/ : /^https:\/\/heat\.example\.com\/sim\/wechat-pay\/h5\?/,
        )
        assert.equal((await shop.gateway.queryOrder(merchant, orderNo)).kind, 'not-paid')
        const { trade } = await simulator.control.pay(name(merchant, orderNo))
        const found = await shop.gateway.queryOrder(merchant, orderNo)
        assert.deepEqual(found.kind === 'paid' && [found.proof.way, found.proof.totalFen, found.proof.payerOpenid, found.proof.subMchId], [
          way,
          102_056,
          trade.openid,
          merchant.subMchId,
        ])
        assert.equal(found.call.response?.trade_type, tradeType)
        const told = await shop.gateway.readNotice(merchant, raw(await simulator.control.craft(name(merchant, orderNo))))
        assert.deepEqual(told.kind === 'payment' && told.proof, found.kind === 'paid' && found.proof)
      })

      it(`${type}, ${kind}: closed, and then nobody can pay it`, async () => {
        const orderNo = nextOrderNo()
        urlOf(await ask(type, merchant, { orderNo }))
        assert.equal((await shop.gateway.closeOrder(merchant, orderNo)).kind, 'closed')
        assert.match((await simulator.control.pay(name(merchant, orderNo))).text, /已关闭/)
        assert.equal((await shop.gateway.queryOrder(merchant, orderNo)).kind, 'closed')
      })
    }

    it(`${type}: the same order again is the same trade, another amount under its number is refused`, async () => {
      const changes = { orderNo: nextOrderNo(), expiresAt: Date.now() + 600_000 }
      const [first, again] = [urlOf(await ask(type, publicKeyMerchant, changes)), urlOf(await ask(type, publicKeyMerchant, changes))]
      const named = (url: string) => url.replace(/&package=\d+$/, '')
      assert.equal(named(first), named(again))
      const other = await ask(type, publicKeyMerchant, { ...changes, totalFen: 1 })
      assert.equal(other.kind === 'refused' && other.code, 'OUT_TRADE_NO_USED')
    })

    it(`${type}: an app of another merchant is refused, an answer that proves nothing or names no address is unknown`, async () => {
      const foreign = await ask(type, publicKeyMerchant, { appId: 'wx00000000000000b1' })
      assert.equal(foreign.kind === 'refused' && foreign.code, 'APPID_MCHID_NOT_MATCH')
      for (const fault of ['unsigned', 'bad-signature', 'body-changed', 'stale', 'not-json', 'system-error', 'other-url'] as const) {
        await simulator.control.spoilAnswers(type, fault)
        assert.equal((await ask(type, publicKeyMerchant)).kind, 'unknown', fault)
      }
    })
  }

  for (const [kind, merchant] of kinds) {
    it(`${kind}: an answer about another merchant’s or sub-merchant’s trade is unknown`, async () => {
      const orderNo = nextOrderNo()
      urlOf(await ask('native', merchant, { orderNo }))
      await simulator.control.pay(name(merchant, orderNo))
      await simulator.control.spoilAnswers('query', 'other-merchant')
      const found = await shop.gateway.queryOrder(merchant, orderNo)
      assert.equal(found.kind === 'unknown' && found.reason, 'the answer is about another order')
      assert.equal((await shop.gateway.queryOrder(merchant, orderNo)).kind, 'paid')
    })
  }

  it('a record of an H5 order keeps the kind of place, not the address of the phone', async () => {
    const { call } = await ask('h5', certificateMerchant)
    assert.deepEqual(call.request.scene_info, { payer_client_ip: '***', h5_info: { type: 'Wap', app_url: SITE } })
    assert.ok(isIP(PHONE) > 0 && !JSON.stringify(call).includes(PHONE))
    const nowhere = await ask('h5', certificateMerchant, {}, 'unknown')
    assert.equal(nowhere.kind === 'refused' && nowhere.code, 'PARAM_ERROR')
  })

  it('the H5 page opens the cashier only from the site that ordered, within five minutes, and leads back there', async () => {
    const open = async (url: string, referer: string | null) => {
      const { pathname, search } = new URL(url)
      const back = `&redirect_url=${encodeURIComponent('/h5/result?order=X')}`
      const headers = referer === null ? {} : { referer }
      const answer = await fetch(`${simulator.url}${pathname}${search}${back}`, { headers, redirect: 'manual' })
      return answer.status === 303
        ? (answer.headers.get('location') ?? '')
        : `${answer.status} ${/class="bad">([^<]+)/.exec(await answer.text())?.[1]}`
    }
    const url = urlOf(await ask('h5', publicKeyMerchant))
    assert.match(await open(url, `${SITE}/`), /^\/sim\/wechat-pay\/cashier\?prepay_id=\w+&return=%2Fh5%2Fresult%3Forder%3DX$/)
    assert.match(await open(url, null), /^400 商家参数格式有误/)
    assert.match(await open(url, 'https://elsewhere.example/'), /^400 商家存在未配置的参数/)
    const old = url.replace(/package=(\d+)/, (_, at: string) => `package=${Number(at) - 300_001}`)
    assert.match(await open(old, `${SITE}/`), /^400 支付请求已失效/)
  })

  it('a code is found by what it says, on the scanning page, and another is not', async () => {
    const code = urlOf(await ask('native', publicKeyMerchant))
    const scan = (said: string) =>
      fetch(`${simulator.url}/sim/wechat-pay/scan?code_url=${encodeURIComponent(said)}`, { redirect: 'manual' })
    const found = await scan(code)
    assert.equal(found.status, 303)
    assert.match(await (await fetch(new URL(found.headers.get('location') ?? '', simulator.url))).text(), /以这位虚构的用户付款/)
    assert.equal((await scan(`${code}x`)).status, 404)
    assert.ok((await (await fetch(`${simulator.url}/sim/wechat-pay/scan`)).text()).includes(encodeURIComponent(code)))
  })

  it('believes no paid trade without its type, or whose payer gave no amount at all; a type we never offer is told as such', async () => {
    const orderNo = nextOrderNo()
    urlOf(await ask('native', publicKeyMerchant, { orderNo }))
    await simulator.control.pay({ mchId: publicKeyMerchant.mchId, outTradeNo: orderNo })
    const told = async (transaction: Record<string, unknown>) => {
      const notice = await simulator.control.craft({ mchId: publicKeyMerchant.mchId, outTradeNo: orderNo, transaction })
      const result = await shop.gateway.readNotice(publicKeyMerchant, raw(notice))
      return result.kind === 'payment'
        ? `${result.proof.way} ${result.proof.payerFen}`
        : result.kind === 'rejected'
          ? result.reason
          : result.kind
    }
    assert.equal(await told({ trade_type: null }), 'malformed')
    assert.equal(await told({ amount: { payer_total: -1 } }), 'malformed')
    assert.equal(await told({ amount: { payer_total: '102056' } }), 'malformed')
    assert.equal(await told({ amount: { payer_total: 100_000 } }), 'code 100000', 'a coupon paid the rest')
    assert.equal(await told({ amount: { payer_total: 102_057 } }), 'code 102057', 'that it is too much is judged with the order')
    assert.equal(await told({ amount: { payer_total: null } }), 'code undefined', 'not every answer says it')
    for (const [type, way] of [
      ['JSAPI', 'sheet'],
      ['MWEB', 'page'],
      ['APP', 'other'],
      ['constructor', 'other'],
    ])
      assert.equal(await told({ trade_type: type ?? '' }), `${way} 102056`)
  })
})
