import assert from 'node:assert/strict'
import type { ConsoleDriver } from './console-driver.ts'

/** What the story expects to find: a household whose bill was paid, or is owed, and a payment order with its conversation. */
export type ConsoleWorld = {
  readonly staff: { readonly companyCode: string; readonly name: string; readonly password: string }
  readonly household: {
    readonly householdNo: string
    /** What is typed into the one search box; names this household alone. */
    readonly search: string
    /** Today's total as the screen shows it, e.g. '1,020.56'. */
    readonly owed: string
    /** A piece of the explanation, e.g. '46.57'. */
    readonly step: string
  }
  readonly order: {
    readonly orderNo: string
    /** As the screen shows it. */
    readonly total: string
    /** A piece of the JSON that was sent to the channel, e.g. the order number. */
    readonly said: string
  }
}

/**
 * A clerk's way through the skeleton, mostly by keyboard: sign in, list, search, file, steps, payment order with its gateway conversation,
 * jobs. Every page must fit the screen, satisfy axe and leave the browser's console silent. Leaves the clerk signed in.
 */
export async function consoleStory(driver: ConsoleDriver, world: ConsoleWorld): Promise<void> {
  const { page } = driver
  await driver.goTo('/households')
  await looksRight(driver, 'sign-in')
  await driver.signIn(world.staff)
  await page.waitForURL('**/admin/households', { timeout: 15_000 })

  await findHousehold(driver, world.household)
  await readFile(driver, world.household)
  await readOrder(driver, world.order)

  await driver.openMenu('后台任务')
  await page.getByRole('columnheader', { name: '业务键' }).waitFor()
  await page.locator('tr[data-row-key]').first().waitFor()
  await looksRight(driver, 'jobs')

  await page.getByRole('link', { name: '工作台', exact: true }).click()
  await page.getByRole('heading', { level: 2, name: '待办' }).waitFor()
  await looksRight(driver, 'workbench')
  driver.assertQuiet()
}

async function looksRight(driver: ConsoleDriver, what: string) {
  await driver.page.waitForLoadState('networkidle')
  await driver.assertFits(what)
  await driver.assertAccessible(what)
}

/** The search box has the focus; the arrow leads to the only row; Enter opens it. */
async function findHousehold(driver: ConsoleDriver, { householdNo, search }: ConsoleWorld['household']) {
  const { page } = driver
  await page.locator('tr[data-row-key]').first().waitFor()
  await looksRight(driver, 'household list')
  await page.getByRole('heading', { level: 1, name: '用热户' }).click()
  await page.keyboard.press('/')
  await page.keyboard.type(search)
  await page.waitForURL((url) => url.searchParams.get('search') === search)
  await page.getByText('显示 1-1 条，共 1 条').waitFor()
  await driver.row(householdNo).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/admin/households/${householdNo}`)
}

async function readFile(driver: ConsoleDriver, { owed, step }: ConsoleWorld['household']) {
  const { page } = driver
  const today = page.getByRole('region', { name: '今日应缴', exact: true })
  const total = await today.locator('.nz-owed-total .nz-amount').textContent()
  assert.equal(total, owed, 'what is owed today')
  await page.getByRole('region', { name: '各采暖季账单' }).locator('tr[data-row-key]').first().waitFor()
  await looksRight(driver, 'household file')

  const amount = page.getByRole('region', { name: '各采暖季账单' }).locator('tr[data-row-key] .nz-steps-button').first()
  await amount.focus()
  await page.keyboard.press('Enter')
  await page.locator('.nz-steps', { hasText: step }).waitFor()
  await driver.assertAccessible('steps of a line')
  await page.keyboard.press('Escape')

  for (const tab of ['客户资料', '年度记录', '变更记录', '收退费记录', '关联客户', '备注', '绑定', '日志记录']) {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await page.getByRole('tabpanel', { name: tab, exact: true }).waitFor()
    await looksRight(driver, tab)
  }
}

async function readOrder(driver: ConsoleDriver, { orderNo, total, said }: ConsoleWorld['order']) {
  const { page } = driver
  await driver.openMenu('支付单')
  await page.getByRole('searchbox', { name: '支付单号' }).fill(orderNo)
  await driver.row(orderNo).waitFor()
  await page.getByText('显示 1-1 条，共 1 条').waitFor()
  await looksRight(driver, 'payment orders')
  await page.getByRole('link', { name: orderNo, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: orderNo }).waitFor()
  assert.equal(await page.locator('.nz-order-total .nz-amount').textContent(), total, 'total of the order')

  await page.locator('[data-turn="event"]').first().waitFor()
  const call = page.locator('[data-turn="call"]').first()
  await call.getByRole('button').first().click()
  await call.getByRole('region', { name: '我方请求' }).getByText(said).waitFor()
  await looksRight(driver, 'payment order file')
}
