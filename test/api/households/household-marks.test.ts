import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { HouseholdMarks } from '../../../shared/contracts/households/marks.ts'
import type { HouseholdFile } from '../../../shared/contracts/households.ts'
import { asStaff, auditRows, faultsOf, refused } from '../../support/api.ts'
import { buildWorld, type World } from '../../support/world.ts'

const HOME = '80010001'

describe('what stands beside a household', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  const marks = async (householdNo = HOME) =>
    (await (await asStaff(world, 'cashier')).get(`/households/${householdNo}/marks`)).body as HouseholdMarks
  const changes = async (householdNo = HOME) =>
    ((await (await asStaff(world, 'cashier')).get(`/households/${householdNo}`)).body as HouseholdFile).changes
  const post = async (part: string, body: object, { name = 'admin', key = randomUUID(), householdNo = HOME } = {}) =>
    (await asStaff(world, name)).post(`/households/${householdNo}/${part}`, body, key)
  const done = async (...asked: Parameters<typeof post>) => {
    const response = await post(...asked)
    assert.equal(response.status, 204, JSON.stringify(response.body))
  }

  it('tags: all of them are sent, what is new comes, what is missing goes, history says both', async () => {
    await done('tags', { tags: ['低保', '重点户'] })
    await done('tags', { tags: ['重点户', '独居老人'] })
    assert.deepEqual((await marks()).tags, ['独居老人', '重点户'].toSorted())
    const change = (await changes()).find(({ what, before }) => what === '修改标签' && before !== null)
    assert.deepEqual([change?.before, change?.after], ['标签 低保、重点户', '标签 独居老人、重点户'])
    const before = (await changes()).length
    await done('tags', { tags: ['独居老人', '重点户'] })
    assert.equal((await changes()).length, before, 'the same tags again are no change')
    const problem = refused(await post('tags', { tags: ['有 空格', 'x'.repeat(17)] }), 422, 'INVALID')
    assert.deepEqual(faultsOf(problem), ['tags.0', 'tags.1'])
  })

  it('black and white list: with reason and period, once at a time, and who took it off', async () => {
    await done('lists', { act: 'mark', list: 'black', reason: '私自开栓' })
    refused(await post('lists', { act: 'mark', list: 'black', reason: '再次' }), 409, 'ALREADY_LISTED')
    await done('lists', { act: 'mark', list: 'white', reason: '重点保障', toOn: '2099-03-15' })
    refused(await post('lists', { act: 'mark', list: 'white', reason: '早了', toOn: '2020-01-01' }), 422, 'INVALID')
    await done('lists', { act: 'end', list: 'black', reason: '已整改' })
    refused(await post('lists', { act: 'end', list: 'black', reason: '再次' }), 409, 'NOT_LISTED')
    assert.deepEqual(
      (await marks()).lists.map(({ list, current, reason, toOn, endedBy }) => [list, current, reason, toOn === null, endedBy]).toSorted(),
      [
        ['black', false, '私自开栓', false, '测试admin(admin)'],
        ['white', true, '重点保障', false, null],
      ],
    )
    refused(await post('lists', { act: 'mark', list: 'black', reason: '不该' }, { name: 'cashier' }), 403, 'FORBIDDEN')
    assert.equal((await auditRows(world, world.demo.tenantId, 'households.list.mark')).length, 3)
  })

  it('notes: 2 000 characters of any kind, in the order said, with author and time, never twice', async () => {
    const rare = '㐂𠮷👨‍👩‍👧 =1+1'
    await done('notes', { body: rare }, { name: 'cashier' })
    const long = '𠮷'.repeat(2_000)
    const key = randomUUID()
    await done('notes', { body: long }, { key })
    await done('notes', { body: long }, { key })
    const { notes } = await marks()
    assert.deepEqual(
      notes.map(({ body, author }) => [body, author]),
      [
        [long, '测试admin(admin)'],
        [rare, '测试cashier(cashier)'],
      ],
    )
    refused(await post('notes', { body: `${long}一` }), 422, 'INVALID')
    refused(await post('notes', { body: '  ' }), 422, 'INVALID')
    const [row] = await auditRows(world, world.demo.tenantId, 'households.note.add')
    assert.ok(row && !row.detail.includes('㐂'), 'what a note says is in the note alone')
  })

  it('links lead both ways, to households one may see', async () => {
    await done('links', { householdNo: '80010002', relation: '同一业主' })
    assert.deepEqual((await marks('80010002')).links, [
      { householdNo: HOME, customerName: '测*', address: '青云里 3号楼 2单元 001室', relation: '同一业主', linkedBy: '测试admin(admin)' },
    ])
    refused(await post('links', { householdNo: '80010002' }), 409, 'ALREADY_LINKED')
    refused(await post('links', { householdNo: HOME }), 422, 'LINKED_TO_ITSELF')
    refused(await post('links', { householdNo: '90010001' }), 404, 'NOT_FOUND')
    refused(await post('links', { householdNo: '80020001' }, { name: 'manager' }), 404, 'NOT_FOUND')
    assert.ok((await changes('80010002')).some(({ what, after }) => what === '关联客户' && after === `客户卡号 ${HOME}；关系 同一业主`))
    await done('links/end', { householdNo: HOME }, { householdNo: '80010002' })
    assert.deepEqual((await marks()).links, [])
    refused(await post('links/end', { householdNo: '80010002' }), 409, 'NOT_LINKED')
  })

  it('takes five statements to read', async () => {
    const statements: string[] = []
    const { createHouseholds } = await import('../../../server/src/modules/households/index.ts')
    const database = world.reopen({ onStatement: (sql) => statements.push(sql) })
    await createHouseholds({ ...world, database } as never).readMarks(world.demo.operator, HOME)
    assert.equal(statements.filter((sql) => sql.startsWith('SELECT')).length, 5)
  })
})
