import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { cellsOf, HOUSEHOLD_TITLES, householdRow, workbookOf } from '../../support/workbooks.ts'
import type { ConsoleDriver } from './console-driver.ts'

/** Where the new households go: a unit as screens and as drop-downs of a workbook show it, and a community it has. */
export type ImportWorld = {
  readonly unit: { readonly name: string; readonly choice: string }
  readonly seasonCode: string
  readonly community: string
  readonly householdNo: string
}

/**
 * A clerk brings a workbook: the template, a first try with faults and their reasons, the corrected one, confirmed; then the household is found,
 * ticked with everything else the filter finds, and tagged. The clerk is signed in before and after.
 */
export async function importStory(driver: ConsoleDriver, world: ImportWorld): Promise<void> {
  const { page } = driver
  await driver.openMenu('导入')
  await openUpload(driver, world)
  const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载模板' }).click()])
  const [titles = []] = await cellsOf(await readFile(await template.path()))
  assert.deepEqual(titles.slice(0, HOUSEHOLD_TITLES.length), HOUSEHOLD_TITLES, 'the template has the titles the upload wants')

  const good = { 供热站: world.unit.choice, 小区: world.community, 客户卡号: world.householdNo, 客户名称: '样例迁入户', 室号: '2601' }
  await send(driver, [householdRow({ ...good, 室号: '', 客户类型: '不明' })])
  await page.getByText('没有导入任何一户').waitFor()
  const faults = await driver.row('2').textContent()
  for (const reason of ['室号：必填', '没有“不明”']) assert.ok(faults?.includes(reason), `${reason} is among the reasons: ${faults}`)
  await looksRight(driver, 'import with faults')

  await driver.openMenu('导入')
  await openUpload(driver, world)
  await send(driver, [householdRow(good)])
  await page.getByRole('button', { name: '确认导入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认导入' }).click()
  await page.getByText('已导入 1 户。').waitFor()
  await looksRight(driver, 'import that is done')
  await findAndTag(driver, world.householdNo)
}

async function openUpload({ page }: ConsoleDriver, { unit, seasonCode }: ImportWorld): Promise<void> {
  await page.getByRole('button', { name: '导入用热户' }).click()
  await choose(page, '组织', unit.name)
  await choose(page, '采暖季', seasonCode)
}

async function choose(page: ConsoleDriver['page'], label: string, text: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: label }).click()
  await page.locator('.ant-select-item-option', { hasText: text }).first().click()
}

async function send({ page }: ConsoleDriver, rows: readonly (readonly string[])[]): Promise<void> {
  const buffer = await workbookOf(HOUSEHOLD_TITLES, rows)
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  await page.getByRole('dialog').locator('input[type="file"]').setInputFiles({ name: '迁入.xlsx', mimeType, buffer })
  await page.getByRole('button', { name: '上传并校验' }).click()
  await page.waitForURL('**/admin/imports/IM*')
}

/** The list with a condition behind 更多; everything it finds is ticked and tagged, and the tag is a condition itself. */
async function findAndTag(driver: ConsoleDriver, householdNo: string): Promise<void> {
  const { page } = driver
  await driver.openMenu('用热户')
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('textbox', { name: '客户卡号' }).fill(householdNo)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('householdNo') === householdNo)
  await driver.row(householdNo).waitFor()
  await looksRight(driver, 'household list, every condition')
  await page.getByRole('button', { name: '选中全部 1 条符合条件的' }).click()
  await page.getByRole('button', { name: '批量操作' }).click()
  await page.getByRole('menuitem', { name: '添加标签' }).click()
  const dialog = page.getByRole('dialog', { name: '批量添加标签' })
  await dialog.getByRole('combobox', { name: '标签' }).fill('新迁入')
  await dialog.getByRole('textbox', { name: '原因' }).fill('整批迁入')
  await dialog.getByText('选中 1 户，其中 1 户会有变化').waitFor()
  await dialog.getByRole('button', { name: '修改 1 户' }).click()
  await dialog.getByText('已处理 1 户，其中 1 户有变化').waitFor()
  await driver.assertAccessible('batch dialog')
  await dialog.getByRole('button', { name: '完成' }).click()
  await driver.goTo(`/households?tag=${encodeURIComponent('新迁入')}`)
  await driver.row(householdNo).waitFor()
}

async function looksRight(driver: ConsoleDriver, what: string): Promise<void> {
  await driver.page.waitForLoadState('networkidle')
  await driver.assertFits(what)
  await driver.assertAccessible(what)
}
