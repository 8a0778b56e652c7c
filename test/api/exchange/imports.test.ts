import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { asStaff, auditRows, codeOf, refused } from '../../support/api.ts'
import { cellsOf, HOUSEHOLD_TITLES, householdRow, workbookOf } from '../../support/workbooks.ts'
import { buildWorld, flat, type World } from '../../support/world.ts'
import { fileOf, importOf, readImport, sendWorkbook } from './desk.ts'

const row = (no: string, more: Readonly<Record<string, string>> = {}) => householdRow({ 客户卡号: no, 室号: no, ...more })
const book = (...rows: (readonly string[])[]) => workbookOf(HOUSEHOLD_TITLES, rows)

describe('imports', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  it('the template has the titles, an arrears column, and is taken back as it is', async () => {
    const { status, body, headers } = await fileOf(world, 'admin', '/imports/template?orgUnit=DEMO&seasonCode=2026-2027')
    assert.equal(status, 200)
    assert.equal(headers['cache-control'], 'no-store')
    assert.deepEqual(await cellsOf(body), [[...HOUSEHOLD_TITLES, '2025-2026陈欠']])
    const empty = await importOf(world, 'admin', body)
    assert.deepEqual(
      empty.fileFaults.map(({ message }) => message),
      ['没有数据：请从第二行起每户一行填写'],
    )
  })

  it('need their right, belong to their company and to their branch', async () => {
    const bytes = await book(row('80040001'))
    refused(await sendWorkbook(world, 'cashier', bytes), 403, 'FORBIDDEN')
    assert.equal((await fileOf(world, 'cashier', '/imports/template?orgUnit=DEMO&seasonCode=2026-2027')).status, 403)
    const seen = await importOf(world, 'admin', bytes)
    assert.equal(seen.state, 'ready')
    const foreign = await asStaff(world, 'admin', world.other)
    for (const path of ['', '/rows', '/errors']) refused(await foreign.get(`/imports/${seen.importNo}${path}`), 404, 'NOT_FOUND')
    refused(await foreign.post(`/imports/${seen.importNo}/commit`, {}), 404, 'NOT_FOUND')
    assert.deepEqual((await foreign.get('/imports')).body.items, [])
    assert.deepEqual(
      (await (await asStaff(world, 'admin')).get('/imports')).body.items
        .map(({ importNo }: { importNo: string }) => importNo)
        .includes(seen.importNo),
      true,
    )
  })

  it('the same upload sent twice is one import; another file under the same key is refused', async () => {
    const key = randomUUID()
    const bytes = await book(row('80040002'))
    const first = await sendWorkbook(world, 'admin', bytes, { key })
    const second = await sendWorkbook(world, 'admin', bytes, { key })
    assert.equal(second.body.importNo, first.body.importNo)
    assert.equal(second.headers['idempotency-hit'], 'true')
    refused(await sendWorkbook(world, 'admin', await book(row('80040003')), { key }), 409, 'IDEMPOTENCY_MISMATCH')
    refused(await sendWorkbook(world, 'admin', bytes, { key, query: { newCommunities: 'create' } }), 409, 'IDEMPOTENCY_MISMATCH')
    await world.worker.drain()
  })

  it('rows are shown by page, people masked', async () => {
    const seen = await importOf(
      world,
      'admin',
      await book(row('80040010', { 客户名称: '测试页一', 手机号: '13800000009' }), row('80040011'), row('80040012')),
    )
    const api = await asStaff(world, 'admin')
    const { body, text } = await api.get(`/imports/${seen.importNo}/rows?page=1&pageSize=2`)
    assert.deepEqual([body.total, body.items.length, body.items[0].customerName, body.items[0].billedMilliM2], [3, 2, '测*', 46_570])
    assert.ok(!text.includes('13800000009'))
  })

  it('commits once, also when two press the button together, and says who did what', async () => {
    const seen = await importOf(world, 'admin', await book(row('80040020'), row('80040021')))
    const api = await asStaff(world, 'admin')
    const path = `/imports/${seen.importNo}/commit`
    const both = await Promise.all([api.post(path, {}), api.post(path, {})])
    assert.deepEqual(
      both.map(({ status }) => status),
      [202, 202],
    )
    await world.worker.drain()
    assert.deepEqual(
      [(await readImport(world, 'admin', seen.importNo)).state, (await readImport(world, 'admin', seen.importNo)).doneCount],
      ['done', 2],
    )
    const acts = await auditRows(world, world.demo.tenantId, 'exchange.import.commit')
    assert.equal(acts.filter(({ subjectNo }) => subjectNo === seen.importNo).length, 1)
    assert.equal((await api.get(`/imports/${seen.importNo}/rows`)).body.total, 0, 'what it said of people is gone')
  })

  it('is not committed while it is checked, when it is faulty, or when its rows are gone', async () => {
    const api = await asStaff(world, 'admin')
    const sent = await sendWorkbook(world, 'admin', await book(row('80040030')))
    refused(await api.post(`/imports/${sent.body.importNo}/commit`, {}), 409, 'IMPORT_NOT_READY')
    await world.worker.drain()
    const faulty = await importOf(world, 'admin', await book(row('80010001')))
    refused(await api.post(`/imports/${faulty.importNo}/commit`, {}), 409, 'IMPORT_NOT_READY')
    await world.database.write((unit) => unit.execute('DELETE FROM import_rows WHERE household_no = :no', { no: '80040030' }))
    refused(await api.post(`/imports/${sent.body.importNo}/commit`, {}), 409, 'IMPORT_EXPIRED')
  })

  it('a card number used since the check stops the whole import before anything is written', async () => {
    const seen = await importOf(world, 'admin', await book(row('80040040'), row('80040041')))
    await world.households.createHousehold(world.demo.operator, flat('80040041', 'EAST-1', '测试先到'))
    const problem = refused(await (await asStaff(world, 'admin')).post(`/imports/${seen.importNo}/commit`, {}), 409, 'HOUSEHOLD_NO_TAKEN')
    assert.match(problem.detail, /第 3 行的客户卡号 80040041/)
    refused(await (await asStaff(world, 'admin')).get('/households/80040040'), 404, 'NOT_FOUND')
  })

  it('while one is being posted no other card number comes into being, by hand or by another import', async () => {
    const first = await importOf(world, 'admin', await book(row('80040050')))
    const second = await importOf(world, 'admin', await book(row('80040051')))
    const api = await asStaff(world, 'admin')
    assert.equal((await api.post(`/imports/${first.importNo}/commit`, {})).status, 202)
    assert.equal(
      await codeOf(world.households.createHousehold(world.demo.operator, flat('80040052', 'EAST-1', '测试等等'))),
      'IMPORT_RUNNING',
    )
    await world.households.createHousehold(world.other.operator, flat('80040052', 'NORTH-1', '测试别家'))
    refused(await api.post(`/imports/${second.importNo}/commit`, {}), 409, 'IMPORT_RUNNING')
    await world.worker.drain()
    assert.equal((await api.post(`/imports/${second.importNo}/commit`, {})).status, 202)
    await world.worker.drain()
    await world.households.createHousehold(world.demo.operator, flat('80040052', 'EAST-1', '测试等等'))
  })
})
