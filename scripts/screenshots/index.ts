import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { startDemo } from '../../test/support/demo.ts'
import { COMPANY, PASSWORD, story } from '../demo-town/story.ts'

/**
 * `node --import tsx scripts/screenshots/index.ts`: takes the pictures of the README from the running product, in the demo town, on the
 * demo day. Console and H5 must be built (node scripts/build.mjs h5 console); Chromium is CHROMIUM or /usr/bin/chromium.
 */
const folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url))
const save = (page: Page, name: string) => page.screenshot({ path: path.join(folder, `${name}.png`) })

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const demo = await startDemo()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    await takeResident(browser, demo.url)
    await takeConsole(browser, demo.url)
    await demo.closeBooks()
  } finally {
    await browser.close()
    await demo.stop()
  }
}

async function takeResident(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, locale: 'zh-CN', hasTouch: true })
  const tap = (id: string) => page.locator(`#${id}:visible`).click()
  const seen = (id: string) => page.locator(`#${id}:visible`).waitFor()
  const home = story.owesLastSeason
  await page.goto(`${url}/h5/`)
  await page.getByText('测试甲').click()
  for (const [{ householdNo, phoneLastFour }, label, role] of [
    [story.owesThisSeason, '自己家', 'holder'],
    [home, '爸妈家', 'family'],
  ] as const) {
    await page.locator('#bind:visible, #add-home:visible').click()
    await page.locator('#household-no:visible').fill(householdNo)
    await page.locator('#last-four:visible').fill(phoneLastFour)
    await page.locator('#label:visible').fill(label)
    await tap(`role-${role}`)
    await tap('consent')
    await tap('bind-now')
    await seen(`home-${householdNo}`)
  }
  await page.mouse.wheel(0, -2000)
  await page.waitForTimeout(500)
  await save(page, 'resident-home')
  await tap(`why-${home.householdNo}`)
  await seen('why-total')
  await page.waitForTimeout(500)
  await save(page, 'resident-why')
  await tap('why-pay')
  await tap('pay-now')
  const cashier = page.frameLocator('#wechat-pay-simulator')
  await cashier.getByRole('button', { name: '支付', exact: true }).waitFor()
  await save(page, 'resident-cashier')
  await cashier.getByRole('button', { name: '支付', exact: true }).click()
  await cashier.locator('#done').click()
  await seen('result-paid')
  await page.waitForTimeout(500)
  await save(page, 'resident-result')
  await page.goto(`${url}/h5/calculator?company=${COMPANY}`)
  await page.locator('input:visible').first().fill('46.57')
  await page.getByText('算一算').last().click()
  await page.getByText('算出来是').scrollIntoViewIfNeeded()
  await page.waitForTimeout(500)
  await save(page, 'resident-calculator')
  await page.close()
}

async function takeConsole(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const settled = async () => {
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(300)
  }
  await page.goto(`${url}/admin/`)
  await page.getByRole('textbox', { name: '公司代码' }).fill(COMPANY)
  await page.getByRole('textbox', { name: '用户名' }).fill('admin')
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: '主菜单' }).waitFor()
  await page.goto(`${url}/admin/households?owed=owed`)
  await page.locator('tr[data-row-key]').first().waitFor()
  await settled()
  await save(page, 'console-households')
  await page.goto(`${url}/admin/households/10010005`)
  const bills = page.getByRole('region', { name: '各采暖季账单' })
  await bills.locator('tr[data-row-key]').first().waitFor()
  await settled()
  await bills.locator('tr[data-row-key] .nz-steps-button').first().click()
  await page.locator('.nz-steps').first().waitFor()
  await page.waitForTimeout(500)
  await save(page, 'console-household')
  await takeCorrection(page, url, settled)
  await page.goto(`${url}/admin/payment-orders`)
  await page.locator('tr[data-row-key]').first().waitFor()
  await page.locator('tr[data-row-key] a').first().click()
  await page.locator('[data-turn="event"]').first().waitFor()
  await settled()
  await page.locator('[data-turn="call"]').first().getByRole('button').first().click()
  await page.waitForTimeout(500)
  await save(page, 'console-order')
  await page.goto(`${url}/admin/rule-sets`)
  await page.locator('tr[data-row-key] a').first().click()
  await page.getByRole('tab', { name: '规则' }).waitFor()
  await settled()
  await save(page, 'console-rule-set')
  await page.close()
}

/** A paid bill whose area was wrong: what is taken back, what is charged instead, where the money goes. */
async function takeCorrection(page: Page, url: string, settled: () => Promise<void>): Promise<void> {
  await page.goto(`${url}/admin/households/10010002`)
  await page.getByRole('button', { name: '改面积' }).click()
  const dialog = page.getByRole('dialog')
  for (const label of ['建筑面积', '收费面积']) await dialog.getByLabel(label).fill('50.00')
  await dialog.getByText('多收的部分转为账户余额').waitFor()
  await settled()
  await save(page, 'console-correction')
}

await main()
