import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { browserFlags } from './h5-driver.ts'
import { openResidentTown, type ResidentTown } from './resident-town.ts'
import { faultsOfScreen } from './screen-faults.ts'

const HOMES = ['80033001', '80033002', '80033003', '80033004'] as const
const HOLDER = '测试庚'
const OFFICIAL = 'wx00000000000000a2'
const OWED = '¥1,020.56'
const PHONE = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36'
const places = {
  phone: { userAgent: PHONE, viewport: { width: 360, height: 740 } },
  alipay: { viewport: { width: 360, height: 740 } },
  desktop: { viewport: { width: 1366, height: 768 } },
} as const
type Place = keyof typeof places

/** The same pages in browsers that have no pay sheet: the payment leaves for the platform's page, and our own order says how it ended. */
describe('a resident pays outside WeChat', function () {
  this.timeout(90_000)
  let town: ResidentTown
  let browser: Browser
  const complaints: string[] = []
  before(async () => {
    town = await openResidentTown(HOMES)
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: browserFlags })
  })
  afterEach(() => assert.deepEqual(complaints.splice(0), []))
  after(async () => {
    await browser?.close()
    await town?.stop()
  })

  const openIn = async (place: Place): Promise<Page> => {
    const context = await browser.newContext({ ...places[place], locale: 'zh-CN' })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    // As chosen on the simulator's own page: this browser is not WeChat's.
    if (place !== 'alipay') await page.addInitScript(`localStorage.setItem('sim-browser', '${place}')`)
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
    return page
  }
  /** In a plain browser the person comes from a link of the public account; Alipay is chosen on the simulator's own page. */
  const signIn = async (page: Page, place: Place, person: string) => {
    if (place === 'alipay') {
      await page.goto(`${town.url}/sim/browser`)
      await page.getByRole('button', { name: '在支付宝里打开居民 H5' }).click()
    } else await page.goto(`${town.url}/h5/wechat/login?to=/h5/&app=${OFFICIAL}`)
    await page.getByText(person).click()
    await page.waitForURL(/\/h5\/$/)
    await seen(page, 'screen-home').waitFor()
  }
  const bind = async (page: Page, householdNo: string) => {
    const body = { householdNo, check: { kind: 'name', name: HOLDER }, role: 'holder', consent: true }
    const answer = await page.request.post(`${town.url}/api/resident/bindings`, {
      data: body,
      headers: { 'x-nuanzhang-client': 'h5', 'idempotency-key': `bind-${householdNo}` },
    })
    assert.equal(answer.status(), 201, await answer.text())
  }
  const goToPay = async (page: Page, householdNo: string) => {
    await page.goto(`${town.url}/h5/pay?homes=${householdNo}`)
    assert.equal(await seen(page, 'pay-total').textContent(), OWED)
  }
  const seen = (page: Page, id: string) => page.locator(`#${id}:visible`)
  const picture = async (page: Page, name: string) => {
    for (const fault of await faultsOfScreen(page)) complaints.push(`${name}: ${fault}`)
    await keep(page, name)
  }
  const keep = async (page: Page, name: string) => {
    const folder = process.env.RESIDENT_PICTURES
    if (!folder) return
    mkdirSync(join(folder, 'ways'), { recursive: true })
    await page.screenshot({ path: join(folder, 'ways', `${name}.png`) })
  }
  const isPaid = async (page: Page) => {
    await town.settle()
    await seen(page, 'result-paid').waitFor()
    assert.equal(await seen(page, 'result-total').textContent(), OWED)
  }

  it('on a phone: asks by what, leaves for WeChat’s page, and comes back to a paid order', async () => {
    const page = await openIn('phone')
    await signIn(page, 'phone', '测试甲')
    await bind(page, HOMES[0])
    await goToPay(page, HOMES[0])
    await seen(page, 'pay-now').click()
    await picture(page, '01-choice')
    assert.deepEqual(await page.locator('#pay-choice [id^=pay-by-]').allTextContents(), ['微信支付　1,020.56 元', '支付宝　1,020.56 元'])
    await seen(page, 'pay-by-wechat-pay').click()
    await page.waitForURL(/\/sim\/wechat-pay\/cashier/)
    await keep(page, '02-wechat-page')
    await page.getByRole('button', { name: '支付', exact: true }).click()
    await page.locator('#done').click()
    await page.waitForURL(/\/h5\/result\?order=/)
    await isPaid(page)
    await picture(page, '03-paid')
  })

  it('on a phone: gives up on Alipay’s page, goes on later and pays; the address proves nothing meanwhile', async () => {
    const page = await openIn('phone')
    await signIn(page, 'phone', '测试乙')
    await bind(page, HOMES[1])
    await goToPay(page, HOMES[1])
    await seen(page, 'pay-now').click()
    await seen(page, 'pay-by-alipay').click()
    await page.getByText('支付宝收银台模拟').first().waitFor()
    await keep(page, '04-alipay-page')
    await page.getByRole('button', { name: '取消' }).click()
    await page.locator('#done').click()
    await seen(page, 'result-unfinished').waitFor()
    await picture(page, '05-unfinished')
    await page.goto(`${page.url()}&trade_no=2026112222001&total_amount=1020.56&method=alipay.trade.wap.pay.return&sign=abc&sign_type=RSA2`)
    await seen(page, 'result-unfinished').waitFor()
    await seen(page, 'pay-on').click()
    await page.getByRole('button', { name: '支付', exact: true }).click()
    await page.locator('#done').click()
    await page.waitForURL(/\/h5\/result\?order=.*method=alipay\.trade\.wap\.pay\.return/)
    await isPaid(page)
  })

  it('in Alipay: is signed in by Alipay and has one button', async () => {
    const page = await openIn('alipay')
    await signIn(page, 'alipay', '测试丙')
    await bind(page, HOMES[2])
    await goToPay(page, HOMES[2])
    assert.equal(await seen(page, 'pay-now').textContent(), '用支付宝付款')
    await seen(page, 'pay-now').click()
    await page.getByRole('button', { name: '支付', exact: true }).click()
    await page.locator('#done').click()
    await isPaid(page)
  })

  it('on a desktop computer: Alipay’s page only', async () => {
    const page = await openIn('desktop')
    await signIn(page, 'desktop', '测试丁')
    await bind(page, HOMES[3])
    await goToPay(page, HOMES[3])
    assert.equal(await seen(page, 'pay-now').textContent(), '用支付宝付款')
  })

  it('leaves the same trades in the platforms’ books', async () => {
    const [wechat, alipay] = [await town.simulator.control.book(), await town.alipay.book()]
    assert.deepEqual(
      wechat.trades.map(({ tradeType, state }) => [tradeType, state]),
      [['MWEB', 'SUCCESS']],
    )
    assert.deepEqual(
      alipay.trades.map(({ product, state }) => [product, state]),
      Array(2).fill(['QUICK_WAP_WAY', 'TRADE_SUCCESS']),
    )
  })
})
