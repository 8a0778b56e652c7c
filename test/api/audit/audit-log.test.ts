import assert from 'node:assert/strict'
import request from 'supertest'
import { operatorCaller } from '../../../server/src/modules/tenancy/index.ts'
import type { AuditRow } from '../../../shared/contracts/audit.ts'
import type { Page } from '../../../shared/contracts/fields.ts'
import { asStaff, faultsOf, refused } from '../../support/api.ts'
import { buildWorld, type World } from '../../support/world.ts'

describe('the audit log', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    const { database, audit, demo } = world
    const [east, west] = await database.read(async (unit) =>
      unit.select<{ id: number }>(`SELECT id FROM org_units WHERE tenant_id = :tenantId AND code IN ('EAST-1', 'WEST-1') ORDER BY code`, {
        tenantId: demo.tenantId,
      }),
    )
    // An auditor of the east branch alone.
    await world.staff.createStaff(demo.operator, {
      name: 'auditor-east',
      displayName: '东区审计',
      password: 'Warm-Winter-2026',
      posts: [{ orgUnitCode: 'EAST', roleCode: 'auditor' }],
    })
    await database.write(async (unit) => {
      for (const [subjectNo, orgUnitId] of [
        ['E-1', east?.id],
        ['W-1', west?.id],
        ['ALL-1', undefined],
      ] as const) {
        await audit.record(unit, demo.operator, {
          action: 'test.thing.done',
          subjectKind: 'thing',
          subjectNo,
          detail: { amountFen: 95_469, note: 'a_b%c' },
          ...(orgUnitId === undefined ? {} : { orgUnitId }),
        })
      }
    })
  })
  after(() => world.close())

  const list = async (name: string, search = '', company = world.demo) => {
    const response = await (await asStaff(world, name, company)).get(`/audit-log${search}`)
    assert.equal(response.status, 200, JSON.stringify(response.body))
    return response.body as Page<AuditRow>
  }

  it('shows who did what to which thing, newest first, with the facts', async () => {
    const { items, total } = await list('auditor', '?action=test.thing.done')
    assert.equal(total, 3)
    assert.deepEqual(new Set(items.map(({ subjectNo }) => subjectNo)), new Set(['E-1', 'W-1', 'ALL-1']))
    const [row] = items
    assert.deepEqual(row?.detail, { amountFen: 95_469, note: 'a_b%c' })
    assert.equal(row?.actorKind, 'operator')
    assert.equal(row?.at, '2026-11-22T00:00:00.000Z')
  })

  it('pages without losing or repeating a row', async () => {
    const whole = await list('auditor', '?pageSize=100')
    const first = await list('auditor', '?page=1&pageSize=7')
    const second = await list('auditor', '?page=2&pageSize=7')
    assert.deepEqual([...first.items, ...second.items], whole.items.slice(0, 14))
    assert.equal(first.total, whole.items.length)
    assert.equal((await list('auditor', '?page=99&pageSize=100')).items.length, 0)
  })

  it('filters by the beginning of action and subject and by any part of the actor, taking % and _ as they are', async () => {
    assert.equal((await list('auditor', '?action=test.')).total, 3)
    assert.equal((await list('auditor', '?subject=E-')).total, 1)
    assert.equal((await list('auditor', `?action=test.&actor=${encodeURIComponent('初始')}`)).total, 3)
    assert.equal((await list('auditor', '?action=test.&actor=nobody')).total, 0)
    assert.equal((await list('auditor', '?action=test_thing')).total, 0)
    assert.equal((await list('auditor', '?subject=%25')).total, 0)
  })

  it('shows a branch its own rows and nothing of the whole company or of a sibling', async () => {
    const { items } = await list('auditor-east', '?action=test.')
    assert.deepEqual(
      items.map(({ subjectNo }) => subjectNo),
      ['E-1'],
    )
  })

  it('keeps companies apart', async () => {
    assert.equal((await list('admin', '?action=test.', world.other)).total, 0)
    const theirs = (await list('admin', '?pageSize=100', world.other)).items.map(({ subjectNo }) => subjectNo)
    assert.ok(theirs.includes('NORTH-1'))
    assert.ok(!theirs.some((subjectNo) => subjectNo.startsWith('EAST') || subjectNo === '80020001'))
  })

  it('needs sign-in and the right to see it', async () => {
    refused(await request(world.app).get('/api/staff/audit-log'), 401, 'SIGN_IN_NEEDED')
    refused(await (await asStaff(world, 'cashier')).get('/audit-log'), 403, 'FORBIDDEN')
  })

  it('names every wrong filter at once', async () => {
    const problem = refused(
      await (await asStaff(world, 'auditor')).get(`/audit-log?page=0&pageSize=500&action=${'x'.repeat(65)}`),
      422,
      'INVALID',
    )
    assert.deepEqual(faultsOf(problem), ['action', 'page', 'pageSize'])
  })

  it('refuses to store a secret, and with it the act', async () => {
    const { database, audit, demo } = world
    for (const detail of [{ password: 'x' }, { nested: { accessToken: 'x' } }, { list: [{ openid: 'x' }] }]) {
      const act = database.write((unit) =>
        audit.record(unit, demo.operator, { action: 'test.secret.told', subjectKind: 'thing', subjectNo: 'S', detail }),
      )
      await assert.rejects(act, /must not hold/)
    }
    assert.equal((await list('auditor', '?action=test.secret')).total, 0)
  })

  it('belongs to the transaction of the act: undone with it', async () => {
    const { database, audit, demo } = world
    const act = database.write(async (unit) => {
      await audit.record(unit, demo.operator, { action: 'test.undone', subjectKind: 'thing', subjectNo: 'U', detail: {} })
      throw new Error('the act failed')
    })
    await assert.rejects(act, /the act failed/)
    assert.equal((await list('auditor', '?action=test.undone')).total, 0)
  })

  it('wants a company: a resident’s act must name one', async () => {
    const resident = { actor: { kind: 'resident' as const, id: 1, name: 'R1' }, requestId: null, ip: null }
    const entry = { action: 'test.nowhere', subjectKind: 'thing', subjectNo: 'N', detail: {} }
    await assert.rejects(
      world.database.write((unit) => world.audit.record(unit, resident, entry)),
      /names no company/,
    )
    await world.database.write((unit) => world.audit.record(unit, operatorCaller(world.demo.tenantId, []), entry))
  })
})
