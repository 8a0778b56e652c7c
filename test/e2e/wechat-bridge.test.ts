import assert from 'node:assert/strict'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Frame, type Page } from 'playwright-core'
import { appOf, openShop, publicKeyMerchant, type Shop } from '../contract/wechat-pay-world.ts'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const HOST_PAGE = '<!doctype html><meta charset="utf-8"><title>host</title><script src="/sim/wechat/bridge.js"></script><main>H5</main>'

/** A public port as our server has it: its own page, /sim/ passed on to the simulator, under a strict content security policy. */
async function startFront(simulatorUrl: string) {
  const server = createServer((incoming, outgoing) => {
    outgoing.setHeader('content-security-policy', "default-src 'self'; form-action 'self'; frame-ancestors 'self'")
    if (!incoming.url?.startsWith('/sim/')) {
      outgoing.setHeader('content-type', 'text/html').end(HOST_PAGE)
      return
    }
    const passed = httpRequest(simulatorUrl + incoming.url, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => new Promise((resolve) => server.close(resolve)) }
}

describe('WeChat bridge and cashier in a plain browser', () => {
  let simulator: WechatSimulator
  let shop: Shop
  let front: Awaited<ReturnType<typeof startFront>>
  let browser: Browser | null = null
  let page: Page
  const complaints: string[] = []

  before(async function () {
    this.timeout(60_000)
    simulator = await startWechatSimulator()
    shop = openShop(simulator)
    front = await startFront(simulator.url)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  })
  beforeEach(async () => {
    page = (await browser?.newPage({ viewport: { width: 360, height: 740 } })) ?? assert.fail('no browser')
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(front.url)
  })
  afterEach(async () => {
    await page.close()
    assert.deepEqual(complaints.splice(0), [])
  })
  after(async () => {
    if (browser === null) return
    await browser.close()
    await front.stop()
    await simulator.stop()
  })

  const invoke = (params: unknown): Promise<{ err_msg: string; err_desc?: string }> =>
    page.evaluate(`new Promise((resolve) => WeixinJSBridge.invoke('getBrandWCPayRequest', ${JSON.stringify(params)}, resolve))`)

  /** Asks the bridge to pay and does `act` in the cashier; gives what the callback got. */
  const pay = async (params: unknown, act: (cashier: Frame) => Promise<void>) => {
    const called = invoke(params)
    const element = await page.waitForSelector('iframe#wechat-pay-simulator')
    await act((await element.contentFrame()) ?? assert.fail('no cashier'))
    const answer = await called
    assert.equal(await page.locator('iframe').count(), 0)
    return answer
  }
  const order = async (changes = {}) => {
    const { orderNo, prepayId } = await shop.prepay(publicKeyMerchant, changes)
    return { orderNo, prepayId, params: shop.gateway.signForClient(publicKeyMerchant, appOf[publicKeyMerchant.mchId], prepayId) }
  }

  it('announces itself, also to a page that came first', async () => {
    await page.goto('about:blank')
    await page.goto(front.url)
    assert.equal(await page.evaluate(() => typeof Reflect.get(globalThis, 'WeixinJSBridge')), 'object')
    const heard = await page.evaluate(
      `new Promise((resolve) => { delete window.WeixinJSBridge; document.addEventListener('WeixinJSBridgeReady', () => resolve(true));
        const script = document.createElement('script'); script.src = '/sim/wechat/bridge.js'; document.head.append(script) })`,
    )
    assert.equal(heard, true)
  })

  it('支付: shows merchant, order and amount, takes the money and says ok', async () => {
    const { orderNo, params } = await order()
    const answer = await pay(params, async (cashier) => {
      const text = (await cashier.locator('main').textContent()) ?? ''
      for (const part of ['模拟收银台', '示例热力有限公司', '采暖费', '¥1020.56', orderNo]) assert.ok(text.includes(part), part)
      const overflow = Number(await cashier.evaluate('document.documentElement.scrollWidth - window.innerWidth'))
      assert.ok(overflow <= 0, `the cashier is ${overflow} px too wide`)
      await cashier.getByRole('button', { name: '支付', exact: true }).click()
      await cashier.getByText('支付成功').waitFor()
      await cashier.locator('#done').click()
    })
    assert.deepEqual(answer, { err_msg: 'get_brand_wcpay_request:ok' })
    assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, orderNo)).kind, 'paid')
  })

  it('取消: no money moves', async () => {
    const { orderNo, params } = await order()
    const answer = await pay(params, (cashier) => cashier.getByRole('button', { name: '取消' }).click())
    assert.deepEqual(answer, { err_msg: 'get_brand_wcpay_request:cancel' })
    assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, orderNo)).kind, 'not-paid')
  })

  it('支付失败, and a rehearsed failure after the money was taken, both say fail', async () => {
    for (const [behaviour, found] of [
      [null, 'not-paid'],
      ['paid-says-failed', 'paid'],
    ] as const) {
      const { orderNo, params } = await order()
      const answer = await pay(params, async (cashier) => {
        if (behaviour === null) await cashier.getByRole('button', { name: '支付失败' }).click()
        else {
          await cashier.getByText('故障演练').click()
          await cashier.getByRole('combobox').selectOption(behaviour)
          await cashier.getByRole('button', { name: '支付', exact: true }).click()
        }
        await cashier.locator('#done').click()
      })
      assert.deepEqual(answer, { err_msg: 'get_brand_wcpay_request:fail' })
      assert.equal((await shop.gateway.queryOrder(publicKeyMerchant, orderNo)).kind, found)
    }
  })

  it('a wrong paySign never reaches the cashier', async () => {
    const { params } = await order()
    const answer = await invoke({ ...params, nonceStr: 'other' })
    assert.deepEqual(answer, { err_msg: 'get_brand_wcpay_request:fail', err_desc: '支付验证签名失败' })
    assert.equal(await page.locator('iframe').count(), 0)
    // the browser reports the 400 of the refusal itself
    assert.equal(complaints.splice(0).length, 1)
  })

  it('alone, the cashier goes back to where it was called from, and nowhere else', async () => {
    const cashier = async (back: string) => {
      const { prepayId } = await order()
      await page.goto(`${front.url}/sim/wechat-pay/cashier?prepay_id=${prepayId}&return=${encodeURIComponent(back)}`)
      await page.getByRole('button', { name: '取消' }).click()
      await page.locator('#done').waitFor()
      return page.locator('#done').getAttribute('href')
    }
    assert.equal(await cashier('/h5/#/result?no=1'), '/h5/#/result?no=1')
    await page.getByRole('link', { name: '返回商户' }).click()
    assert.equal(page.url(), `${front.url}/h5/#/result?no=1`)
    for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example'])
      assert.equal(await cashier(elsewhere), null, elsewhere)
  })

  it('the book is a page, too', async () => {
    await page.goto(`${front.url}/sim/wechat-pay/`)
    const text = (await page.locator('main.wide').textContent()) ?? ''
    assert.match(text, /已支付/)
    assert.match(text, /1020\.56/)
  })
})
