import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** The cashier's screen. */
const viewport = { width: 1366, height: 768 }
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export type Finding = { readonly id: string; readonly impact: string; readonly help: string; readonly where: readonly string[] }

export type ConsoleDriver = {
  readonly page: Page
  /** Opens a page of the console by its address below /admin, e.g. `/households?owed=owed`. */
  readonly goTo: (path: string) => Promise<void>
  readonly signIn: (staff: { readonly companyCode: string; readonly name: string; readonly password: string }) => Promise<void>
  readonly signOut: () => Promise<void>
  /** Clicks an entry of the main menu and waits for its page. */
  readonly openMenu: (text: string) => Promise<void>
  /** The row of a table by its business number. */
  readonly row: (key: string) => Locator
  /** From now on answers with this status are expected: they are no console error. */
  readonly expectStatus: (status: number) => void
  /** Fails on any serious or critical finding of axe on the page as it stands. */
  readonly assertAccessible: (what: string) => Promise<void>
  /** Fails when the page is wider than the screen. */
  readonly assertFits: (what: string) => Promise<void>
  /** Fails when the browser complained about anything since the driver was opened. */
  readonly assertQuiet: () => void
  readonly screenshot: (file: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens the console in a browser of its own. `chromium` is the program; `baseUrl` has no trailing slash. */
export async function openConsole(options: { readonly chromium: string; readonly baseUrl: string }): Promise<ConsoleDriver> {
  const browser = await chromium.launch({ executablePath: options.chromium, args: flags })
  try {
    const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: options.baseUrl })
    return driverOf(browser, await context.newPage())
  } catch (error) {
    await browser.close()
    throw error
  }
}

function driverOf(browser: Browser, page: Page): ConsoleDriver {
  const complaints: string[] = []
  const expected = new Set<number>()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const status = Number(/status of (\d{3})/.exec(message.text())?.[1])
    if (!expected.has(status)) complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`)
  })

  async function openMenu(text: string) {
    await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: text, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor()
  }

  return {
    page,
    async goTo(path) {
      await page.goto(`/admin${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
    },
    async signIn({ companyCode, name, password }) {
      await page.getByRole('textbox', { name: '公司代码' }).fill(companyCode)
      await page.getByRole('textbox', { name: '用户名' }).fill(name)
      await page.getByLabel('密码', { exact: true }).fill(password)
      await page.keyboard.press('Enter')
      await page.getByRole('navigation', { name: '主菜单' }).waitFor()
    },
    async signOut() {
      await page.locator('.nz-user').click()
      await page.getByRole('menuitem', { name: '退出登录' }).click()
      await page.getByRole('textbox', { name: '公司代码' }).waitFor()
    },
    openMenu,
    row: (key) => page.locator(`tr[data-row-key="${key}"]`),
    expectStatus: (status) => void expected.add(status),
    async assertAccessible(what) {
      const findings = await runAxe(page)
      const serious = findings.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      assert.deepEqual(serious, [], `${what}: axe found something serious`)
    },
    async assertFits(what) {
      const wide = await page.evaluate(
        'document.documentElement.scrollWidth > window.innerWidth || [document.querySelector("#content")].some((e) => e && e.scrollWidth > e.clientWidth)',
      )
      assert.equal(wide, false, `${what} is wider than ${viewport.width} px`)
    },
    assertQuiet: () => assert.deepEqual(complaints, [], 'the browser complained'),
    screenshot: async (file) => void (await page.screenshot({ path: file })),
    close: () => browser.close(),
  }
}

/** Evaluated, not added as a script tag: the console's own policy allows no foreign scripts. */
async function runAxe(page: Page): Promise<Finding[]> {
  await page.evaluate(axeSource)
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, impact, help, nodes }) => ({ id, impact: impact ?? 'none', help, where: nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)) })))`)
}
