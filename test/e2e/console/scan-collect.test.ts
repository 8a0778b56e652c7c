import assert from 'node:assert/strict'
import { existsSync, mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp } from '../../../server/src/app.ts'
import { assertBooksAgree } from '../../support/compare-books.ts'
import { billSeason, plainRules, type Running, runSystem } from '../../support/system.ts'
import { buildWorld, PASSWORD, SEASON, type World } from '../../support/world.ts'
import { type ConsoleDriver, openConsole } from './console-driver.ts'

const CONSOLE = process.env.CONSOLE_DIST ?? fileURLToPath(new URL('../../../admin/dist', import.meta.url))
const HOME = '80010001'

describe('扫码收款 in the console', function () {
  this.timeout(90_000)
  let world: World
  let running: Running
  let front: Server
  let driver: ConsoleDriver
  before(async () => {
    assert.ok(existsSync(CONSOLE), 'admin/dist is not there: node scripts/build.mjs console')
    world = await buildWorld()
    running = await runSystem(world)
    await billSeason(running, world.demo, plainRules(SEASON, '2027-02-13', '2026-09-01'))
    const sites = [{ prefix: '/admin', folder: CONSOLE, scripts: [] }]
    const options = { secure: false, trustProxy: false, sites, simulatorUrl: running.simulator.url, checkAnswers: true }
    front = createServer(createApp(running.system, options).callback())
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
    const baseUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
    driver = await openConsole({ chromium: process.env.CHROMIUM ?? '/usr/bin/chromium', baseUrl })
    // Nobody is signed in yet.
    driver.expectStatus(401)
    await driver.page.goto('/admin/')
    await driver.signIn({ companyCode: 'DEMO', name: 'cashier', password: PASSWORD })
  })
  after(async () => {
    await driver?.close()
    front?.closeAllConnections()
    front?.close()
    await running?.stop()
    await world?.close()
  })

  const looksRight = async (name: string) => {
    await driver.assertFits(name)
    await driver.assertAccessible(name)
    driver.assertQuiet()
    const folder = process.env.CONSOLE_PICTURES
    if (!folder) return
    mkdirSync(folder, { recursive: true })
    await driver.screenshot(join(folder, `${name}.png`))
  }
  const orderNo = async () =>
    /支付单 (W\w+)/.exec((await driver.page.locator('.nz-scan-code').textContent()) ?? '')?.[1] ?? assert.fail('no number')

  it('shows a code, cancels it, and takes the money of another that somebody scans', async () => {
    const { page } = driver
    await driver.goTo(`/households/${HOME}`)
    await page.getByRole('button', { name: '扫码收款' }).click()
    await page.getByRole('heading', { level: 1, name: '扫码收款' }).waitFor()
    await page.getByText('954.69').first().waitFor()
    await looksRight('scan-1-quote')

    // The button has the focus: the keyboard alone does it.
    await page.keyboard.press('Enter')
    await page.getByRole('img', { name: '微信收款码' }).waitFor()
    await page.getByText(/还可以付 (29 分 \d\d 秒|30 分 00 秒)/).waitFor()
    await looksRight('scan-2-code')
    const first = await orderNo()
    await page.getByRole('button', { name: '取消收款' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '取消收款' }).click()
    await page.getByRole('heading', { name: '这个码已经关闭' }).waitFor()
    await looksRight('scan-3-closed')

    await page.getByRole('button', { name: '重新收款' }).click()
    await page.getByRole('button', { name: '生成收款码' }).click()
    await page.getByRole('img', { name: '微信收款码' }).waitFor()
    const second = await orderNo()
    assert.notEqual(second, first)
    await scanAndPay(second)
    await running.settle()
    await page.getByRole('heading', { name: '收款成功' }).waitFor()
    await page.getByText('今天没有需要缴纳的费用').waitFor()
    await looksRight('scan-4-paid')
    await page.getByRole('link', { name: '回到用热户' }).click()
    await page.getByRole('tab', { name: '收退费记录', exact: true }).click()
    await page.getByRole('cell', { name: '营业厅扫码' }).waitFor()
    await assertBooksAgree(world.database, running.simulator)
  })

  /** Another person's phone: the scanning page shows the code that waits, and the cashier opens. */
  async function scanAndPay(number: string): Promise<void> {
    const phone = await driver.page.context().newPage()
    await phone.setViewportSize({ width: 360, height: 740 })
    await phone.goto('/sim/wechat-pay/scan')
    if (process.env.CONSOLE_PICTURES) await phone.screenshot({ path: join(process.env.CONSOLE_PICTURES, 'scan-phone-1.png') })
    await phone.getByRole('link', { name: new RegExp(number) }).click()
    if (process.env.CONSOLE_PICTURES) await phone.screenshot({ path: join(process.env.CONSOLE_PICTURES, 'scan-phone-2.png') })
    await phone.getByRole('button', { name: '支付', exact: true }).click()
    await phone.getByText('支付成功').waitFor()
    await phone.close()
  }
})
