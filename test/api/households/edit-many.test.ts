import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { HouseholdFile } from '../../../shared/contracts/households.ts'
import { asStaff, auditRows, faultsOf, refused } from '../../support/api.ts'
import { addManyHomes } from '../../support/many-homes.ts'
import { buildWorld, type World } from '../../support/world.ts'

const ALL = { filter: {} }
const EAST = { filter: { orgUnit: 'EAST' } }
const tag = (name: string) => ({ kind: 'tag-add', tag: name })

describe('an act on many households', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  const post = async (path: string, body: object, { name = 'admin', key = randomUUID() } = {}) =>
    (await asStaff(world, name)).post(`/household-edits${path}`, body, key)
  const preview = async (selection: object, act: object, name = 'admin') => (await post('/preview', { selection, act }, { name })).body
  const start = async (selection: object, act: object, expected: number, more: Parameters<typeof post>[2] = {}) =>
    post('', { selection, act, expected, reason: '年度整理' }, more)
  const nos = async (query: string, name = 'admin') =>
    (await (await asStaff(world, name)).get(`/households?${query}&pageSize=100`)).body.items.map(
      ({ householdNo }: { householdNo: string }) => householdNo,
    )
  const changes = async (householdNo: string) =>
    ((await (await asStaff(world, 'admin')).get(`/households/${householdNo}`)).body as HouseholdFile).changes

  it('says how many are meant and how many would change, then does exactly that, once', async () => {
    assert.deepEqual(await preview(EAST, tag('普查')), { total: 3, changing: 3 })
    const key = randomUUID()
    const first = await start(EAST, tag('普查'), 3, { key })
    assert.equal(first.status, 202, JSON.stringify(first.body))
    assert.deepEqual([first.body.state, first.body.seen, first.body.changed], ['done', 3, 3])
    assert.equal((await start(EAST, tag('普查'), 3, { key })).body.editNo, first.body.editNo)
    assert.deepEqual(await nos('tag=普查'), ['80010001', '80010002', '80010003'])
    assert.deepEqual(await preview(ALL, tag('普查')), { total: 4, changing: 1 })
    assert.equal((await changes('80010001')).filter(({ what }) => what === '添加标签').length, 1)
    assert.equal((await auditRows(world, world.demo.tenantId, 'households.bulk.edit')).length, 1)
    const removed = await start({ filter: { tag: '普查' }, householdNos: ['80010001', '80010002'] }, { kind: 'tag-remove', tag: '普查' }, 2)
    assert.deepEqual([removed.body.state, removed.body.changed], ['done', 2])
    assert.deepEqual(await nos('tag=普查'), ['80010003'])
  })

  it('sets allowed fields, only where they differ, and nothing else', async () => {
    const act = { kind: 'set', fields: { agencyAllowed: false, payingOrg: '样例机关', substation: '东换热站', billingMethod: '按热量' } }
    assert.deepEqual(await preview(EAST, act), { total: 3, changing: 3 })
    assert.equal((await start(EAST, act, 3)).body.changed, 3)
    assert.deepEqual(await preview(EAST, act), { total: 3, changing: 0 })
    assert.equal((await start(EAST, act, 3)).body.changed, 0)
    assert.deepEqual(await nos('payingOrg=样例机关'), ['80010001', '80010002', '80010003'])
    const [change] = await changes('80010002')
    assert.equal(change?.after, '是否允许代收 否；计算方式 按热量；交费单位 样例机关；换热站 东换热站')
    assert.equal((await start(EAST, { kind: 'set', fields: { payingOrg: null } }, 3)).body.changed, 3)
    assert.deepEqual(await nos('payingOrg=样例机关'), [])
    assert.deepEqual(
      faultsOf(refused(await start(EAST, { kind: 'set', fields: { agencyAllowed: true, name: '不许' } }, 3), 422, 'INVALID')),
      ['act.fields'],
    )
    assert.deepEqual(faultsOf(refused(await start(EAST, { kind: 'set', fields: {} }, 3), 422, 'INVALID')), ['act.fields'])
  })

  it('marks lists by those who may mark them', async () => {
    const act = { kind: 'list-mark', list: 'black' }
    assert.equal((await start(EAST, act, 3)).body.changed, 3)
    assert.deepEqual(await preview(ALL, act), { total: 4, changing: 1 })
    assert.equal((await start(EAST, { kind: 'list-end', list: 'black' }, 3)).body.changed, 3)
    await world.staff.createRole(world.demo.operator, { code: 'bulk', name: '批量', permissions: ['households.bulk.edit'] })
    const post = { orgUnitCode: 'WEST', roleCode: 'bulk' }
    await world.staff.createStaff(world.demo.operator, { name: 'bulk', displayName: '批量员', password: 'Warm-Winter-2026', posts: [post] })
    refused(await start(ALL, act, 1, { name: 'bulk' }), 403, 'FORBIDDEN')
    assert.deepEqual(await preview(ALL, tag('西'), 'bulk'), { total: 1, changing: 1 }, 'a branch means itself')
    refused(await start({ filter: {}, householdNos: ['80010001'] }, tag('西'), 1, { name: 'bulk' }), 409, 'SELECTION_CHANGED')
    refused(await start(ALL, tag('收'), 1, { name: 'cashier' }), 403, 'FORBIDDEN')
    const { body } = await start(ALL, tag('全'), 4)
    refused(await (await asStaff(world, 'bulk')).get(`/household-edits/${body.editNo}`), 404, 'NOT_FOUND')
    refused(await (await asStaff(world, 'admin', world.other)).get(`/household-edits/${body.editNo}`), 404, 'NOT_FOUND')
  })

  it('does nothing when the filter finds other households than were seen', async () => {
    const problem = refused(await start(ALL, tag('旧'), 3), 409, 'SELECTION_CHANGED')
    assert.deepEqual(problem.facts, { total: 4 })
    assert.deepEqual(await nos('tag=旧'), [])
    const bad = { selection: { filter: { cardHolder: 'x' }, householdNos: [] }, act: { kind: 'drop' }, expected: 0, reason: '' }
    assert.deepEqual(faultsOf(refused(await post('', bad), 422, 'INVALID')), [
      'act.kind',
      'expected',
      'reason',
      'selection.filter.cardHolder',
      'selection.householdNos',
    ])
  })

  it('more than 500 are done by a job, chunk by chunk, each once, even where the act changes what the filter finds', async function () {
    this.timeout(60_000)
    await addManyHomes(world, '6600', 503)
    const selection = { filter: { householdNo: '6600', agencyAllowed: undefined } }
    assert.equal((await start(selection, tag('大批'), 503)).body.state, 'running')
    await world.worker.drain()
    assert.equal((await preview(selection, tag('大批'))).changing, 0)
    const { body } = await start({ filter: { tag: '大批' } }, { kind: 'tag-remove', tag: '大批' }, 503)
    await world.worker.drain()
    const ended = (await (await asStaff(world, 'admin')).get(`/household-edits/${body.editNo}`)).body
    assert.deepEqual([ended.state, ended.seen, ended.changed], ['done', 503, 503])
    assert.equal((await changes('66000502')).filter(({ what }) => what === '移除标签').length, 1)
    const [job] = world.households.jobs
    const again = { tenantId: world.demo.tenantId, payload: { editNo: body.editNo } } as Parameters<NonNullable<typeof job>['handle']>[0]
    await job?.handle(again)
    assert.equal(
      (await changes('66000502')).filter(({ what }) => what === '移除标签').length,
      1,
      'a job that comes again finds nothing to do',
    )
  })
})
