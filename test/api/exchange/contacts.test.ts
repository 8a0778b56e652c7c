import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import request from 'supertest'
import type { Import } from '../../../shared/contracts/exchange.ts'
import { asStaff, auditRows, refused } from '../../support/api.ts'
import { addManyHomes } from '../../support/many-homes.ts'
import { bytesOf, cellsOf, sheetOf, workbookOf } from '../../support/workbooks.ts'
import { buildWorld, type TestCompany, type World } from '../../support/world.ts'
import { fileOf, readImport, XLSX } from './desk.ts'

const TITLES = ['客户卡号', '室号', '姓名', '手机号', '其他电话', '校验码']
type Row = readonly string[]

describe('contacts out, edited, and back', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  const ask = async (name: string, body: object, company?: TestCompany) =>
    request(world.app)
      .post('/api/staff/exports/contacts')
      .set('Authorization', `Bearer ${await world.tokenOf(name, company)}`)
      .buffer(true)
      .parse((response, done) => void bytesOf(response as unknown as AsyncIterable<unknown>).then((bytes) => done(null, bytes)))
      .send(body)
  const exported = async (body: object = { filter: { orgUnit: 'EAST' } }) => {
    const response = await ask('admin', body)
    assert.equal(response.status, 200, String(response.body))
    return [...(await cellsOf(response.body))].map((row) => Array.from({ length: 6 }, (_, index) => row[index] ?? ''))
  }
  const upload = async (bytes: Buffer, { name = 'admin', orgUnit = 'DEMO', key = randomUUID() } = {}) =>
    request(world.app)
      .post('/api/staff/imports/contacts')
      .query({ fileName: '客户资料修改.xlsx', orgUnit })
      .set('Authorization', `Bearer ${await world.tokenOf(name)}`)
      .set('Idempotency-Key', key)
      .set('Content-Type', XLSX)
      .send(bytes)
  const uploaded = async (rows: readonly Row[], titles: Row = TITLES): Promise<Import> => {
    const sent = await upload(await workbookOf(titles, rows))
    assert.equal(sent.status, 202, sent.text)
    await world.worker.drain()
    return readImport(world, 'admin', sent.body.importNo)
  }
  const rowsOf = async (importNo: string, only = 'all') =>
    (await (await asStaff(world, 'admin')).get(`/imports/${importNo}/rows?only=${only}&pageSize=100`)).body.items
  const faultsIn = async (rows: readonly Row[]) => {
    const seen = await uploaded(rows)
    assert.equal(seen.state, 'faulty', JSON.stringify(seen))
    return (await rowsOf(seen.importNo, 'faulty')).flatMap(({ faults }: { faults: { row: number; column: string; message: string }[] }) =>
      faults.map(({ row, column, message }) => `${row} ${column ?? ''} ${message}`),
    )
  }
  const commit = async (importNo: string, name = 'admin') => (await asStaff(world, name)).post(`/imports/${importNo}/commit`, {})
  const whole = async (householdNo: string) =>
    (await (await asStaff(world, 'admin')).post(`/households/${householdNo}/unmask`, { reason: '核对修改' })).body
  const replaced = (row: Row | undefined, at: number, text: string): Row => (row ?? []).map((cell, index) => (index === at ? text : cell))

  it('come out as four fields between the card number and the fingerprint, masked unless whole is asked for with a reason', async () => {
    const [titles, first, ...others] = await exported()
    assert.deepEqual(titles, TITLES)
    assert.deepEqual(first?.slice(0, 5), ['80010001', '001', '测*', '138****0001', ''])
    assert.match(first?.[5] ?? '', /^[\w-]{16}$/)
    assert.equal(others.length, 2)
    const all = await exported({ filter: {}, householdNos: ['80010001'], personal: 'whole', reason: '核对电话' })
    assert.deepEqual(all[1]?.slice(0, 4), ['80010001', '001', '测试甲', '13880010001'])
    assert.equal((await ask('admin', { filter: {}, personal: 'whole' })).status, 422)
    assert.equal((await ask('manager', { filter: {} })).status, 403)
    assert.match(
      (await auditRows(world, world.demo.tenantId, 'households.export')).at(-1)?.detail ?? '',
      /"personal":"whole","reason":"核对电话"/,
    )
  })

  it('go back edited: who changes what is seen first, masked; then all of it is written, and untouched masks stay', async () => {
    const [, first, second, third] = await exported()
    const edited = replaced(replaced(replaced(first, 1, '1601'), 3, '139 0000 1111'), 4, '13900002222、029-88880003')
    const renamed = replaced(replaced(second, 2, '=1+1 样例㐂𠮷'), 3, '')
    const seen = await uploaded([edited, renamed, third ?? []])
    assert.deepEqual([seen.kind, seen.state, seen.rowCount, seen.householdCount, seen.faultCount], ['contacts', 'ready', 3, 2, 0])
    const rows = await rowsOf(seen.importNo)
    assert.deepEqual(rows[0].changes, [
      { field: '室号', before: '001', after: '1601' },
      { field: '手机号', before: '138****0001', after: '139****1111' },
      { field: '其他电话', before: null, after: '139****2222、****03' },
    ])
    assert.deepEqual(rows[1].changes, [
      { field: '姓名', before: '样例餐饮有限公司', after: '=1+1 样例㐂𠮷' },
      { field: '手机号', before: '****02', after: null },
    ])
    assert.deepEqual(rows[2].changes, [])
    assert.equal((await whole('80010001')).phone, '13880010001', 'nothing is written before it is confirmed')
    assert.equal((await commit(seen.importNo)).status, 202)
    await world.worker.drain()
    assert.deepEqual([(await readImport(world, 'admin', seen.importNo)).state, (await commit(seen.importNo)).status], ['done', 202])
    assert.deepEqual(await whole('80010001'), { name: '测试甲', phone: '13900001111', otherPhones: '13900002222、02988880003', idNo: null })
    const shop = await whole('80010002')
    assert.deepEqual([shop.name, shop.phone], ['=1+1 样例㐂𠮷', null])
    const { body } = await (await asStaff(world, 'admin')).get('/households/80010001')
    assert.equal(body.address, '青云里 3号楼 2单元 1601室')
    const [change] = body.changes
    assert.deepEqual(
      [change.what, change.after, change.reason],
      ['表格修改资料', '其他电话 139****2222、****03；手机号 139****1111；室号 1601', `表格修改 ${seen.importNo}`],
    )
    const found = await (await asStaff(world, 'admin')).get('/households?search=13900001111')
    assert.equal(found.body.total, 1, 'the search follows')
    const again = await exported({ filter: { householdNo: '80010002' } })
    assert.equal(again[1]?.[2], '=1+1 样例㐂𠮷', 'out again as the text it is')
  })

  it('with any other title or column is refused, cell by cell', async () => {
    const rows = (await exported()).slice(1)
    const faults = async (titles: Row, given: readonly Row[] = rows) => {
      const seen = await uploaded(given, titles)
      assert.equal(seen.state, 'faulty')
      return seen.fileFaults.map(({ column, message }) => `${column} ${message}`)
    }
    assert.deepEqual(await faults([...TITLES.slice(0, 5), '校验', '采暖面积']), [
      'F 标题应为“校验码”，现在是“校验”；请勿修改标题行',
      'G 只能修改室号、姓名、手机号、其他电话，不能增加“采暖面积”这一列',
    ])
    assert.equal((await faults(TITLES.slice(0, 5))).length, 1)
    assert.deepEqual(
      (await uploaded(rows)).fileFaults.map(({ message }) => message),
      ['没有任何改动：请修改室号、姓名、手机号或其他电话后再上传'],
    )
  })

  it('says of every row why it cannot be', async () => {
    const [, first, second, third] = await exported()
    assert.deepEqual(
      await faultsIn([
        replaced(first, 3, '12'),
        replaced(second, 2, ''),
        replaced(third, 5, 'AAAA'),
        ['99999999', '1', '测试', '', '', 'x'.repeat(16)],
        replaced(first, 3, '13800000000'),
        ['', '1', '测试', '', '', ''],
        [...(replaced(third, 0, '80020001') as string[]), '多余'],
      ]),
      [
        '2 手机号 电话为 5-15 位数字',
        '3 姓名 不能清空',
        '4 校验码 校验码被改动或缺失，请重新导出后再修改',
        '5 客户卡号 没有客户卡号 99999999，或不在所选组织之下；不能新增',
        '6 客户卡号 客户卡号 80010001 与第 2 行重复',
        '7 客户卡号 必填',
        '8 G 这一列没有标题，请删除其内容',
      ],
    )
    assert.deepEqual(await faultsIn([replaced(first, 3, '139****9999')]), ['2 手机号 带星号的是隐去的内容：不改请保持原样，要改请填写完整'])
    const seen = await uploaded([replaced(first, 3, '12')])
    const errors = await fileOf(world, 'admin', `/imports/${seen.importNo}/errors`)
    const [titles, row] = await cellsOf(errors.body)
    assert.deepEqual(titles, [...TITLES, '行号', '错误原因'])
    assert.equal(row?.[7], '手机号：电话为 5-15 位数字')
    refused(await commit(seen.importNo), 409, 'IMPORT_NOT_READY')
  })

  it('is refused for a household that was changed since: at the check, and whole at the commit', async () => {
    const { households, demo } = world
    const record = async (householdNo: string) =>
      (await (await asStaff(world, 'admin')).get(`/households/${householdNo}`)).body.recordVersion
    const change = async (householdNo: string, phone: string) =>
      households.editHousehold(demo.operator, householdNo, {
        recordVersion: await record(householdNo),
        reason: '用户来电',
        customer: { phone },
      })
    const [, first, , third] = await exported()
    await change('80010003', '13700000003')
    assert.deepEqual(await faultsIn([replaced(third, 1, '9')]), ['2  导出之后这一户的资料已被修改，请重新导出后再修改'])
    const [, , , fresh] = await exported()
    const seen = await uploaded([replaced(first, 1, '1701'), replaced(fresh, 1, '9')])
    assert.equal(seen.state, 'ready')
    await change('80010003', '13700000004')
    assert.equal((await commit(seen.importNo)).status, 202)
    await world.worker.drain()
    const ended = await readImport(world, 'admin', seen.importNo)
    assert.deepEqual([ended.state, ended.faultCount, ended.doneCount], ['faulty', 1, 0])
    const faults = (await rowsOf(seen.importNo, 'faulty')).flatMap((row: { faults: { message: string }[] }) => row.faults)
    assert.equal(faults[0].message, '校验之后这一户的资料已被修改，请重新导出后再修改')
    const { body } = await (await asStaff(world, 'admin')).get('/households/80010001')
    assert.equal(body.place.room, '1601', 'the good row was not written either')
  })

  it('with formulas, merged cells or ten megabytes of blanks is told so like every workbook', async () => {
    const [, first] = await exported()
    const text = (place: string, value: string) => `<c r="${place}" t="str"><v>${value}</v></c>`
    const line = (row: number, cells: Row) =>
      `<row r="${row}">${cells.map((cell, at) => text(`${'ABCDEF'[at]}${row}`, cell)).join('')}</row>`
    const sheet = (rows: string, after = '') => sheetOf(`<worksheet><sheetData>${line(1, TITLES)}${rows}</sheetData>${after}</worksheet>`)
    const said = async (bytes: Buffer) => {
      const sent = await upload(bytes)
      await world.worker.drain()
      const seen = await readImport(world, 'admin', sent.body.importNo)
      assert.equal(seen.state, 'faulty', JSON.stringify(seen))
      const rows = await rowsOf(seen.importNo, 'faulty')
      return JSON.stringify([seen.fileFaults, rows.map(({ faults }: { faults: unknown }) => faults)])
    }
    const formula = line(2, first ?? []).replace(/<c r="D2".*?<\/c>/, '<c r="D2"><f>1+1</f><v>2</v></c>')
    assert.match(await said(await sheet(formula)), /"column":"手机号","message":"[^"]*公式/)
    assert.match(await said(await sheet(line(2, first ?? []), '<mergeCells><mergeCell ref="B2:C2"/></mergeCells>')), /B2:C2 是合并的/)
    assert.match(await said(await sheet('<row><c s="1"/></row>'.repeat(500_000))), /行数过多|解压后过大/)
  })

  it('stays in the units of whoever sends it, and takes no workbook it cannot read', async () => {
    const [, west] = await exported({ filter: { orgUnit: 'WEST' } })
    const seen = await upload(await workbookOf(TITLES, [replaced(west, 1, '77')]), { orgUnit: 'EAST' })
    await world.worker.drain()
    const ended = await readImport(world, 'admin', seen.body.importNo)
    assert.equal(ended.state, 'faulty', 'the household lies in another branch')
    refused(await upload(await workbookOf(TITLES, []), { name: 'manager' }), 403, 'FORBIDDEN')
    refused(await upload(await workbookOf(TITLES, []), { orgUnit: 'NORTH' }), 404, 'NOT_FOUND')
    refused(await upload(Buffer.from('卡号,室号')), 422, 'NOT_XLSX')
    await world.staff.createRole(world.demo.operator, { code: 'importer', name: '导入员', permissions: ['exchange.import.run'] })
    const post = { orgUnitCode: 'DEMO', roleCode: 'importer' }
    await world.staff.createStaff(world.demo.operator, {
      name: 'importer',
      displayName: '导入员',
      password: 'Warm-Winter-2026',
      posts: [post],
    })
    refused(await commit(seen.body.importNo, 'importer'), 403, 'FORBIDDEN')
  })

  it('writes many at once', async function () {
    this.timeout(60_000)
    await addManyHomes(world, '6700', 503)
    const [, ...rows] = await exported({ filter: { householdNo: '6700' } })
    assert.equal(rows.length, 503)
    const seen = await uploaded(rows.map((row, index) => replaced(row, 3, `1360000${String(index).padStart(4, '0')}`)))
    assert.equal((await commit(seen.importNo)).status, 202)
    await world.worker.drain()
    assert.deepEqual((await readImport(world, 'admin', seen.importNo)).doneCount, 503)
    assert.equal((await (await asStaff(world, 'admin')).get('/households?search=13600000502')).body.total, 1)
  })
})
