import assert from 'node:assert/strict'
import { findSeasonFor } from '../../../server/src/modules/tenancy/index.ts'
import { asStaff, refused } from '../../support/api.ts'
import { plainRules } from '../../support/system.ts'
import { cellsOf, HOUSEHOLD_TITLES, householdRow, sheetOf, workbookOf, zipOf } from '../../support/workbooks.ts'
import { buildWorld, SEASON, type World } from '../../support/world.ts'
import { fileOf, importOf, sendWorkbook } from './desk.ts'

const ARREARS = [...HOUSEHOLD_TITLES, '2024-2025陈欠']
const good = (no: string) => householdRow({ 客户卡号: no, 室号: no }, ARREARS)

describe('a workbook that is not as it should be', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  const fileFaults = async (bytes: Buffer) => {
    const seen = await importOf(world, 'admin', bytes)
    assert.equal(seen.state, 'faulty', JSON.stringify(seen))
    return seen.fileFaults.map(({ column, message }) => `${column ?? ''} ${message}`)
  }
  const rowFaults = async (rows: readonly (readonly string[])[], titles = ARREARS) => {
    const seen = await importOf(world, 'admin', await workbookOf(titles, rows))
    assert.deepEqual([seen.state, seen.fileFaults], ['faulty', []], JSON.stringify(seen))
    const { body } = await (await asStaff(world, 'admin')).get(`/imports/${seen.importNo}/rows?only=faulty&pageSize=100`)
    const faults = body.items.flatMap((row: { faults: { row: number; column: string | null; message: string }[] }) => row.faults)
    return faults.map(
      ({ row, column, message }: { row: number; column: string | null; message: string }) => `${row} ${column ?? ''} ${message}`,
    )
  }

  it('with a broken header is told every title that is wrong, by its cell', async () => {
    const titles = HOUSEHOLD_TITLES.map((title) => (title === '小区' ? '社区' : title)).filter((title) => title !== '面积来源')
    const faults = await fileFaults(await workbookOf([...titles, '2024-2025陈欠'], [good('1001')]))
    assert.deepEqual(faults, [
      'B 标题应为“小区”，现在是“社区”；请勿修改标题行',
      'T 标题应为“面积来源”，现在是“2024-2025陈欠”；请勿修改标题行',
    ])
    const more = await fileFaults(
      await workbookOf([...HOUSEHOLD_TITLES, '2024-2026陈欠', '2023-2024陈欠', '2023-2024陈欠', '2026-2027陈欠', '备注'], [good('1001')]),
    )
    assert.deepEqual(
      more.map((text) => text.slice(0, 22)),
      [
        'U 不认识的标题“2024-2026陈欠”：',
        'W 2023-2024陈欠 出现了两次',
        'X 2026-2027 不早于本次导入的 2',
        'Y 不认识的标题“备注”：只能是“2009-',
      ],
    )
  })

  it('without a header, or without rows, is told so', async () => {
    assert.match(
      (await fileFaults(await sheetOf('<worksheet><sheetData><row r="3"><c r="A3"><v>1</v></c></row></sheetData></worksheet>')))[0] ?? '',
      /第一行应为标题行/,
    )
    assert.match((await fileFaults(await workbookOf(ARREARS, [])))[0] ?? '', /没有数据/)
  })

  it('with formulas, merged cells, error values, wrong types: each fault by row, column and cell', async () => {
    const text = (place: string, value: string) => `<c r="${place}" t="str"><v>${value}</v></c>`
    const letters = (index: number) => String.fromCharCode(65 + index)
    const header = HOUSEHOLD_TITLES.map((title, index) => text(`${letters(index)}1`, title)).join('')
    const cells = householdRow({ 客户卡号: '80030001', 建筑面积: '' }).map((value, index) =>
      value === '' ? '' : text(`${letters(index)}2`, value),
    )
    const sheet = `<worksheet><sheetData><row r="1">${header}</row><row r="2">${cells.join('')}<c r="O2"><f>40+6.57</f><v>46.57</v></c></row></sheetData>`
    const seen = await importOf(world, 'admin', await sheetOf(`${sheet}<mergeCells><mergeCell ref="A2:A9"/></mergeCells></worksheet>`))
    assert.deepEqual(
      seen.fileFaults.map(({ message }) => message),
      ['单元格 A2:A9 是合并的，请取消合并后逐行填写'],
    )
    assert.equal(seen.faultCount, 1, 'a formula is one fault, not also a missing value')
    const { body } = await (await asStaff(world, 'admin')).get(`/imports/${seen.importNo}/rows`)
    assert.deepEqual(body.items[0].faults, [{ row: 2, column: '建筑面积', message: '单元格 O2 是公式，请复制后选择性粘贴为数值' }])
  })

  it('with wrong values is told all of them at once, in Chinese', async () => {
    const bad = householdRow(
      {
        供热站: 'NORTH-1',
        小区: '',
        客户卡号: '12',
        手机号: '没有',
        客户类型: '住户',
        单价类型: '按心情',
        用热状态: '热',
        建筑面积: '四十六',
        采暖面积: '0',
        层高: '3.12345',
        '2024-2025陈欠': '12.345',
        户主类型: '人',
      },
      ARREARS,
    )
    assert.deepEqual(await rowFaults([bad]), [
      '2 供热站 没有供热站“NORTH-1”，或不在所选组织之下',
      '2 小区 必填',
      '2 户主类型 没有“人”，可选：个人、单位',
      '2 用热状态 没有“热”，可选：用热、停热、未接通',
      '2 客户类型 没有“住户”，可选：居民、非居民、社会福利',
      '2 单价类型 没有“按心情”，可选：按面积、area',
      '2 建筑面积 “四十六”不是数字，或小数多于三位',
      '2 采暖面积 应大于 0',
      '2 层高 “3.12345”不是数字，或小数多于三位',
      '2 2024-2025陈欠 “12.345”不是金额（元，最多两位小数）',
    ])
    assert.deepEqual(await rowFaults([householdRow({ 客户卡号: '12', 手机号: '没有' }, ARREARS)]), [
      '2 客户卡号 客户卡号为 4-20 位数字、字母或短横线',
      '2 手机号 电话为 5-15 位数字',
    ])
  })

  it('with numbers that are there already, in the company or in the file, and places nobody knows', async () => {
    const faults = await rowFaults([
      good('80010001'),
      good('80030001'),
      good('80030002'),
      good('80030001'),
      householdRow({ 客户卡号: '80030004', 小区: '无名里' }, ARREARS),
      householdRow({ 客户卡号: '80030005' }, ARREARS),
      householdRow({ 客户卡号: '80030005', 面积名称: '住宅' }, ARREARS),
      householdRow({ 客户卡号: '80030005', 面积名称: '阁楼', 客户名称: '别人', '2024-2025陈欠': '1' }, ARREARS),
    ])
    assert.deepEqual(faults, [
      '2 客户卡号 客户卡号 80010001 已存在，导入只新建用热户',
      '5 客户卡号 客户卡号 80030001 与第 3 行重复；同一户的几处面积应上下相邻',
      '6 小区 东一供热站没有小区“无名里”，请先建立，或在上传时选择自动建立',
      '8 面积名称 这一户已有面积“住宅”，重复的行请删除',
      '9 客户卡号 客户卡号与上一行相同，但供热站、地址、户主或用热状态不同',
      '9  陈欠请只填在这一户的第一行',
    ])
  })

  it('gives back its faulty rows as they came, with the reasons beside them', async () => {
    const rows = [good('80030001'), householdRow({ 客户卡号: '80030002', 建筑面积: '-1', 客户名称: '=HYPERLINK("x")' }, ARREARS)]
    const seen = await importOf(world, 'admin', await workbookOf(ARREARS, rows))
    const { status, body, headers } = await fileOf(world, 'admin', `/imports/${seen.importNo}/errors`)
    assert.equal(status, 200)
    assert.match(headers['content-disposition'] ?? '', /filename\*=UTF-8''%E5%AF%BC/)
    const [header, only, ...others] = await cellsOf(body)
    assert.deepEqual(header, [...ARREARS, '行号', '错误原因'])
    assert.deepEqual(others, [])
    assert.deepEqual(only, [...(rows[1]?.map((cell) => cell) ?? []), '3', '建筑面积：应大于 0'])
  })

  it('that is a bomb, ten megabytes of blanks, has macros, entities or links, ends as a refused import and harms nothing', async function () {
    this.timeout(60_000)
    const bomb = await sheetOf(Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.alloc(50_000_000, 0x20)]))
    assert.match((await fileFaults(bomb))[0] ?? '', /解压后过大/)
    const header = HOUSEHOLD_TITLES.map((title) => `<c t="str"><v>${title}</v></c>`).join('')
    const blanks = `<worksheet><sheetData><row>${header}</row>${'<row><c s="1"/></row>'.repeat(500_000)}</sheetData></worksheet>`
    assert.ok(blanks.length > 10_000_000)
    assert.match((await fileFaults(await sheetOf(blanks)))[0] ?? '', /行数过多|解压后过大/)
    assert.match((await fileFaults(await sheetOf('<worksheet/>', { 'xl/vbaProject.bin': 'x' })))[0] ?? '', /宏/)
    assert.match((await fileFaults(await sheetOf('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>')))[0] ?? '', /XML/)
    assert.match((await fileFaults(await sheetOf('<worksheet/>', { 'xl/externalLinks/externalLink1.xml': '<x/>' })))[0] ?? '', /链接/)
    assert.match((await fileFaults(await zipOf({ 'a.txt': 'x' })))[0] ?? '', /已损坏/)
    assert.equal((await importOf(world, 'admin', await workbookOf(ARREARS, [good('80039999')]))).state, 'ready')
  })

  it('that is no workbook, empty, too large or of another type is refused at the door', async () => {
    refused(await sendWorkbook(world, 'admin', Buffer.from('姓名,电话')), 422, 'NOT_XLSX')
    refused(await sendWorkbook(world, 'admin', Buffer.alloc(0)), 422, 'EMPTY_FILE')
    refused(await sendWorkbook(world, 'admin', Buffer.alloc(21 * 1024 * 1024)), 413, 'FILE_TOO_LARGE')
    refused(await sendWorkbook(world, 'admin', Buffer.from('x'), { type: 'text/plain' }), 415, 'NOT_A_FILE')
    const bytes = await workbookOf(ARREARS, [good('80030009')])
    refused(await sendWorkbook(world, 'admin', bytes, { query: { seasonCode: '2030-2031' } }), 422, 'INVALID')
    refused(await sendWorkbook(world, 'admin', bytes, { query: { orgUnit: 'NORTH' } }), 404, 'NOT_FOUND')
    refused(await sendWorkbook(world, 'admin', bytes, { query: { heightOver: '3.0' } }), 422, 'INVALID')
    refused(await sendWorkbook(world, 'admin', bytes, { query: { heightOver: '2.0', heightPer: '3.0' } }), 422, 'INVALID')
    refused(await sendWorkbook(world, 'admin', bytes, { query: { fileName: '' } }), 422, 'INVALID')
  })

  it('a storey is charged once: where the price of the season multiplies by it, the area stays as it is', async () => {
    const { demo } = world
    const rules = plainRules(SEASON, '2027-02-13', '2026-09-01')
    const high = { customerClass: '*', priceType: '*', feeType: 'heat', kind: 'height-ratio@1' } as const
    const params = { height: 'storey', scales: 'area', overMm: 3_000, perMm: 3_000, unrecorded: 'none' } as const
    await world.database.write(async (unit) => {
      const season = await findSeasonFor(unit, demo.tenantId, demo.orgUnitId, SEASON)
      await world.tariffs.publishRuleSet(unit, demo.operator, {
        orgUnitId: demo.orgUnitId,
        seasonId: season?.id ?? 0,
        ruleSet: { ...rules, rules: [...rules.rules, { ...high, params }] },
      })
    })
    const tall = householdRow({ 客户卡号: '80031001', 建筑面积: '90', 层高: '5' }, ARREARS)
    const seen = await importOf(world, 'admin', await workbookOf(ARREARS, [tall]), { query: { heightOver: '3.0', heightPer: '3.0' } })
    assert.deepEqual([seen.state, seen.statistics?.billedMilliM2, seen.statistics?.heightComputed], ['ready', 90_000, 0])
    const twice = householdRow({ 客户卡号: '80031002', 建筑面积: '90', 采暖面积: '150', 层高: '5' }, ARREARS)
    assert.match((await rowFaults([twice]))[0] ?? '', /2 采暖面积 本采暖季的热价另按层高计超高费/)
  })
})
