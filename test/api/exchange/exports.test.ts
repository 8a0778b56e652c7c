import assert from 'node:assert/strict'
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
