import assert from 'node:assert/strict'
import type { Difference, Statement } from '../../../shared/contracts/reconciliation.ts'
import { asStaff, auditRows, faultsOf, refused, type StaffApi, withToken } from '../../support/api.ts'
import { countOf, rowsOf } from '../../support/database-rows.ts'
import { openRouteTown, type RouteTown } from '../../support/route-town.ts'
import { PASSWORD } from '../../support/world.ts'

describe('对账 over the API', () => {
  let town: RouteTown
  let owner: StaffApi
  before(async function () {
    this.timeout(60_000)
    town = await openRouteTown()
    owner = await asStaff(town.system, 'owner')
  })
  after(() => town.close())

  const statements = async (query = '') => (await owner.get(`/statements${query}`)).body.items as Statement[]
  const ask = (body: object, key?: string) => owner.post('/statements', body, key)

  it('says what is wrong with a question, all at once', async () => {
    const wrong = refused(await owner.get('/statements?from=2026-11-32&to=x&state=lost&channel=cash&pageSize=1000'), 422, 'INVALID')
    assert.deepEqual(faultsOf(wrong), ['channel', 'from', 'pageSize', 'state', 'to'])
    assert.deepEqual(faultsOf(refused(await owner.get('/statements?from=2026-11-22&to=2026-11-21'), 422, 'INVALID')), ['to'])
    refused(await owner.get(`/statements/${town.subject.statementNo}/differences?list=all`), 422, 'INVALID')
    refused(await ask({ day: '昨天' }), 422, 'INVALID')
    refused(await ask({ day: '2026-11-22' }), 422, 'DAY_NOT_OVER')
    refused(await ask({ day: '2026-08-01' }), 422, 'DAY_TOO_OLD')
    for (const statementNo of ['S1', 'S20261121NOBODYKNOWS']) refused(await owner.get(`/statements/${statementNo}`), 404, 'NOT_FOUND')
  })

  it('asks for a day once however often it is sent, and again when it is meant', async () => {
    const before = await countOf(town.system.database, 'jobs')
    const [first, second] = await Promise.all([
      ask({ day: '2026-11-20' }, 'the-bill-of-one-day'),
      ask({ day: '2026-11-20' }, 'the-bill-of-one-day'),
    ])
    assert.deepEqual([first.status, second.status], [200, 200])
    assert.deepEqual(first.body, second.body)
    refused(await ask({ day: '2026-11-19' }, 'the-bill-of-one-day'), 409, 'IDEMPOTENCY_MISMATCH')
    refused(await owner.post('/statements', { day: '2026-11-20' }, null), 400, 'IDEMPOTENCY_KEY_NEEDED')
    assert.equal(await countOf(town.system.database, 'jobs'), before + 1)
    town.system.clock.advance(1_000)
    assert.deepEqual((await ask({ day: '2026-11-20' })).body, first.body)
    assert.equal(await countOf(town.system.database, 'jobs'), before + 2)
    const [waiting] = await statements('?from=2026-11-20&to=2026-11-20')
    assert.deepEqual(
      [waiting?.statementNo, waiting?.state, waiting?.theirs, waiting?.fetchedAt],
      [first.body.statementNos[0], 'waiting', null, null],
    )
    const rows = await auditRows(town.system, town.system.demo.tenantId, 'reconciliation.statement.import')
    assert.deepEqual(
      rows.map(({ subjectNo }) => subjectNo),
      ['2026-11-20', '2026-11-20'],
    )
  })

  it('lists by day, state and channel, newest first, page by page', async () => {
    const days = async (query: string) => (await statements(query)).map(({ day }) => day)
    assert.deepEqual(await days(''), ['2026-11-21', '2026-11-20'])
    assert.deepEqual(await days('?pageSize=1&page=2'), ['2026-11-20'])
    assert.deepEqual(await days('?from=2026-11-21'), ['2026-11-21'])
    assert.deepEqual(await days('?state=different'), [])
    assert.deepEqual(await days('?channel=alipay'), [])
  })

  it('is seen by whoever holds the whole legal entity, and by nobody in a part of it', async () => {
    const { staff, demo } = town.system
    await staff.createRole(demo.operator, { code: 'reconciler', name: '对账员', permissions: ['reconciliation.statement.import'] })
    const see = async (name: string, orgUnitCode: string) => {
      await staff.createStaff(demo.operator, {
        name,
        displayName: name,
        password: PASSWORD,
        posts: [{ orgUnitCode, roleCode: 'reconciler' }],
      })
      return withToken(town.system, await town.system.tokenOf(name))
    }
    const [whole, east, west] = [await see('of-demo', 'DEMO'), await see('of-east', 'EAST'), await see('of-west', 'WEST')]
    assert.equal((await whole.get('/statements')).body.total, 2)
    for (const part of [east, west]) {
      assert.equal((await part.get('/statements')).body.total, 0)
      refused(await part.get(`/statements/${town.subject.statementNo}`), 404, 'NOT_FOUND')
      refused(await part.post('/statements', { day: '2026-11-20' }), 409, 'NO_MERCHANT')
    }
  })

  it('an explanation that does not hold is sent back, and every word stands in the history', async () => {
    const { staff, demo } = town.system
    const second = withToken(town.system, await town.system.tokenOf('of-demo'))
    const [found] = (await owner.get(`/statements/${town.subject.statementNo}/differences?list=ours-only`)).body.items as Difference[]
    assert.ok(found)
    const path = `/differences/${found.differenceNo}`
    refused(await owner.post(`${path}/explanation`, { revision: found.revision, reason: ' ' }), 422, 'INVALID')
    refused(await owner.post(`${path}/explanation`, { revision: 7, reason: '已核对' }), 409, 'DIFFERENCE_CHANGED')
    refused(await second.post(`${path}/explanation`, { revision: found.revision, reason: '已核对' }), 403, 'FORBIDDEN')
    await staff.createRole(demo.operator, { code: 'settler', name: '差异处理', permissions: ['reconciliation.difference.settle'] })
    const posts = [{ orgUnitCode: 'DEMO', roleCode: 'settler' }]
    await staff.createStaff(demo.operator, { name: 'settler', displayName: '复核人', password: PASSWORD, posts })
    const settler = await asStaff(town.system, 'settler')
    const steps = [
      [owner, 'explanation', { reason: '平台已退回' }],
      [settler, 'rejection', { reason: '平台说没有退回' }],
      [owner, 'explanation', { reason: '平台次日补记' }],
      [settler, 'confirmation', {}],
    ] as const
    for (const [index, [who, act, body]] of steps.entries()) {
      const done = await who.post(`${path}/${act}`, { revision: found.revision + index, ...body })
      assert.equal(done.status, 200, JSON.stringify(done.body))
    }
    const acts = await rowsOf<{ act: string; actor: string; note: string | null }>(
      town.system.database,
      'SELECT a.act, a.actor, a.note FROM difference_acts a JOIN differences d ON d.id = a.difference_id WHERE d.difference_no = :no ORDER BY a.act_no',
      { no: found.differenceNo },
    )
    assert.deepEqual(
      acts.map(({ act, note }) => [act, note]),
      [
        ['find', null],
        ['explain', '平台已退回'],
        ['reject', '平台说没有退回'],
        ['explain', '平台次日补记'],
        ['confirm', null],
      ],
    )
    assert.equal((await auditRows(town.system, demo.tenantId, 'reconciliation.difference.reject')).length, 1)
  })
})
