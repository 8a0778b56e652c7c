import assert from 'node:assert/strict'
import { inflateRawSync } from 'node:zlib'
import request from 'supertest'
import { auditRows } from '../../support/api.ts'
import { bytesOf, cellsOf } from '../../support/workbooks.ts'
import { buildWorld, flat, type TestCompany, type World } from '../../support/world.ts'

describe('the household list as a workbook', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  const ask = async (name: string, body: object, company?: TestCompany) =>
    request(world.app)
      .post('/api/staff/exports/households')
      .set('Authorization', `Bearer ${await world.tokenOf(name, company)}`)
      .buffer(true)
      .parse((response, done) => void bytesOf(response as unknown as AsyncIterable<unknown>).then((bytes) => done(null, bytes)))
      .send(body)
  const rowsOf = async (name: string, body: object, company?: TestCompany) => {
    const response = await ask(name, body, company)
    assert.equal(response.status, 200, String(response.body))
    return (await cellsOf(response.body)).slice(1)
  }
  const numbers = (rows: readonly (readonly string[])[]) => rows.map(([no]) => no)

  it('is exactly what is filtered, in the order of the list, masked', async () => {
    assert.deepEqual(numbers(await rowsOf('admin', { filter: {} })), ['80010001', '80010002', '80010003', '80020001'])
    const [only, ...others] = await rowsOf('admin', { filter: { search: '80010001' } })
    assert.deepEqual(others, [])
    assert.deepEqual(only, [
      '80010001',
      '测*',
      '138****0001',
      '青云里 3号楼 2单元 001室',
      '东一供热站',
      '青云里',
      '用热',
      '46.57',
      '0',
      '0',
    ])
    assert.deepEqual(numbers(await rowsOf('admin', { filter: { orgUnit: 'WEST' } })), ['80020001'])
  })

  it('shows whole names for a reason, to those who may, and every export is in the log', async () => {
    const [only] = await rowsOf('admin', { filter: { search: '80010001' }, personal: 'whole', reason: '核对期初资料' })
    assert.deepEqual(only?.slice(1, 3), ['测试甲', '13880010001'])
    assert.equal((await ask('admin', { filter: {}, personal: 'whole' })).status, 422)
    assert.equal((await ask('cashier', { filter: {} })).status, 403)
    const rows = await auditRows(world, world.demo.tenantId, 'households.export')
    assert.match(rows.at(-1)?.detail ?? '', /"personal":"whole","reason":"核对期初资料"/)
    await world.staff.createRole(world.demo.operator, { code: 'exporter', name: '导出员', permissions: ['households.export'] })
    await world.staff.createStaff(world.demo.operator, {
      name: 'exporter',
      displayName: '测试导出',
      password: 'Warm-Winter-2026',
      posts: [{ orgUnitCode: 'WEST', roleCode: 'exporter' }],
    })
    assert.equal((await ask('exporter', { filter: {}, personal: 'whole', reason: '想看' })).status, 403)
    assert.deepEqual(numbers(await rowsOf('exporter', { filter: {} })), ['80020001'], 'a branch exports itself')
  })

  it('is exactly what is ticked, of what the filter finds', async () => {
    const ticked = { householdNos: ['80020001', '80010002', '99999999'] }
    assert.deepEqual(numbers(await rowsOf('admin', { filter: {}, ...ticked })), ['80010002', '80020001'])
    assert.deepEqual(numbers(await rowsOf('admin', { filter: { orgUnit: 'WEST' }, ...ticked })), ['80020001'])
    assert.equal((await ask('admin', { filter: {}, householdNos: [] })).status, 422)
    assert.equal(
      (await ask('admin', { filter: {}, householdNos: Array.from({ length: 501 }, (_, index) => `7${index + 1000}`) })).status,
      422,
    )
    const [row] = (await auditRows(world, world.demo.tenantId, 'households.export')).slice(-1)
    assert.match(row?.detail ?? '', /"chosen":3/)
  })

  it('writes what begins like a formula, emoji and rare characters as the text they are', async () => {
    const hostile = ['=HYPERLINK("http://x","y")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '样例👨‍👩‍👧㐂𠮷']
    for (const [index, name] of hostile.entries())
      await world.households.createHousehold(
        world.demo.operator,
        flat(`8700${index}`, 'EAST-1', name, { room: name.trim().slice(0, 30), customer: { kind: 'firm', name } }),
      )
    const response = await ask('admin', { filter: { householdNo: '8700' } })
    const rows = (await cellsOf(response.body)).slice(1)
    assert.deepEqual(
      rows.map(([, name]) => name),
      hostile.map((name) => name.trim()),
    )
    const sheet = inflateRawSync(partOf(response.body, 'xl/worksheets/sheet1.xml')).toString('utf8')
    assert.ok(!/<f[ >]/.test(sheet), 'no cell is a formula')
    assert.equal(sheet.match(/t="inlineStr"/g)?.length, sheet.match(/<is>/g)?.length)
    for (const name of hostile.slice(1, 4)) assert.ok(sheet.includes(`t="inlineStr"><is><t xml:space="preserve">${name}</t>`), name)
  })

  it('another company exports its own', async () => {
    assert.deepEqual(numbers(await rowsOf('admin', { filter: {} }, world.other)), ['80010001', '90010001'])
  })

  it('goes on past one page of reading, each household once', async function () {
    this.timeout(60_000)
    for (let index = 0; index < 505; index += 1)
      await world.households.createHousehold(world.demo.operator, flat(`8600${String(index).padStart(4, '0')}`, 'EAST-1', '测试多户'))
    const found = numbers(await rowsOf('admin', { filter: { search: '8600' } }))
    assert.equal(found.length, 505)
    assert.deepEqual(found, [...new Set(found)].sort())
  })
})

/** The deflated bytes of one part of a zip, found by its local header. */
function partOf(zip: Buffer, name: string): Buffer {
  const at = zip.indexOf(name) - 30
  const extra = zip.readUInt16LE(at + 28)
  return zip.subarray(at + 30 + name.length + extra)
}
