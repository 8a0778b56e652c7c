import assert from 'node:assert/strict'
import { waysOfAll } from '../../../miniapp/src/packages/payment/pay/ways-of-all.ts'
import { type H5Place, placeOf } from '../../../miniapp/src/platform/h5-place.ts'
import { wayBack } from '../../../miniapp/src/platform/h5-return.ts'
import { elsewhere, usableWays } from '../../../miniapp/src/platform/h5-ways.ts'
import { sheetOf } from '../../../miniapp/src/platform/mini-ways.ts'
import type { PayWay } from '../../../miniapp/src/platform/port.ts'

const sheet: PayWay = { channel: 'wechat-pay', way: 'sheet' }
const alipaySheet: PayWay = { channel: 'alipay', way: 'sheet' }
const wechatPage: PayWay = { channel: 'wechat-pay', way: 'page' }
const alipayPage: PayWay = { channel: 'alipay', way: 'page' }
const everything = [sheet, alipaySheet, wechatPage, alipayPage]

describe('where the H5 pages are open', () => {
  const phone = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36'
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15'
  const cases: readonly [what: string, userAgent: string, maxTouchPoints: number, place: H5Place][] = [
    ['WeChat', `${phone} MicroMessenger/8.0.47`, 5, 'wechat'],
    ['WeChat on a desktop computer', `${mac} MicroMessenger/6.8.0 MacWechat`, 0, 'wechat'],
    ['Alipay', `${phone} AlipayClient/10.5.96`, 5, 'alipay'],
    ['a phone', phone, 5, 'phone'],
    ['an iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15', 5, 'phone'],
    ['a tablet that calls itself a desktop computer', mac, 5, 'phone'],
    ['a desktop computer', mac, 0, 'desktop'],
    ['a desktop computer with a touch screen', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0', 10, 'desktop'],
  ]
  for (const [what, userAgent, maxTouchPoints, place] of cases)
    it(`${place}: ${what}`, () => assert.equal(placeOf({ userAgent, maxTouchPoints }), place))
})

describe('how one can pay there', () => {
  it('by what leads anywhere from that browser, in the order offered', () => {
    assert.deepEqual(usableWays('wechat', everything), [sheet])
    assert.deepEqual(usableWays('alipay', everything), [alipayPage])
    assert.deepEqual(usableWays('phone', everything), [wechatPage, alipayPage])
    assert.deepEqual(usableWays('desktop', everything), [alipayPage])
    for (const place of ['wechat', 'alipay', 'phone', 'desktop'] as const) assert.deepEqual(usableWays(place, []), [])
  })

  it('else the way on is named: another place when there is one, the hall when nothing is offered', () => {
    const titles = (offered: readonly PayWay[]) =>
      (['wechat', 'alipay', 'phone', 'desktop'] as const).map((place) => elsewhere(place, offered).title)
    assert.deepEqual(titles([]), Array(4).fill('还不能在网上缴费'))
    assert.deepEqual(titles([sheet]), ['请在微信里打开', '请在微信里打开', '请在微信里打开', '请用手机打开'])
    assert.equal(elsewhere('wechat', [alipayPage]).title, '请换个浏览器打开')
  })

  it('a mini-program opens the sheet of its own client only, and says when the client is too old', async () => {
    const [weapp, alipay] = [sheetOf('wechat-pay', () => null), sheetOf('alipay', () => null)]
    assert.deepEqual((await weapp(everything)).usable, [sheet])
    assert.deepEqual((await alipay(everything)).usable, [alipaySheet])
    assert.deepEqual((await weapp([alipayPage])).usable, [])
    const old = await sheetOf('alipay', () => ({ title: '暂时不能付款', detail: '请升级' }))(everything)
    assert.deepEqual([old.usable, old.otherwise.title], [[], '暂时不能付款'])
  })

  it('several homes are paid only in a way all of them offer', () => {
    assert.deepEqual(waysOfAll([everything, [alipayPage, sheet]]), [sheet, alipayPage])
    assert.deepEqual(waysOfAll([everything, []]), [])
    assert.deepEqual(waysOfAll([]), [])
  })
})

describe('the way back through a sign-in', () => {
  it('is where one is, without what Alipay has added on its way', () => {
    const signs = `&app_id=2021000000000012&charset=utf-8&method=alipay.trade.wap.pay.return&sign=${'x'.repeat(344)}&sign_type=RSA2&version=1.0`
    const location = { pathname: '/h5/result', search: `?order=W1&sheet=returned${signs}&total_amount=1.00` }
    assert.equal(wayBack(location), '/h5/result?order=W1&sheet=returned')
    assert.equal(wayBack({ pathname: '/h5', search: '' }), '/h5/')
    assert.equal(wayBack({ pathname: '/h5/pay', search: '?homes=1%2C2' }), '/h5/pay?homes=1%2C2')
  })
})
