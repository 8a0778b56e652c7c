import assert from 'node:assert/strict'
import request from 'supertest'
import { operatorCaller } from '../../../server/src/modules/tenancy/index.ts'
import type { DomainError } from '../../../server/src/platform/domain-error.ts'
import type { StaffMember } from '../../../shared/contracts/staff.ts'
import { asStaff, auditRows, codeOf, refused, withToken } from '../../support/api.ts'
import { buildWorld, PASSWORD, type World } from '../../support/world.ts'

describe('staff, roles and posts', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  const person = { name: 'new-one', displayName: '新来的', password: PASSWORD, posts: [{ orgUnitCode: 'EAST-1', roleCode: 'cashier' }] }
  const faultsOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => assert.fail('no refusal'),
      (thrown: DomainError) => thrown,
    )
    return Object.fromEntries((error.errors ?? []).map(({ path, message }) => [path, message]))
  }

  it('a password needs eight characters of three kinds and must not hold the name', async () => {
    const { staff, demo } = world
    const wrong: Readonly<Record<string, RegExp>> = {
      'Ab1!': /至少 8 位/,
      alllowercase: /三种/,
      'lower-case-only': /三种/,
      'Ab1-new-one-9': /用户名/,
      [`Ab1${'x'.repeat(260)}`]: /最多 256 位/,
    }
    for (const [password, message] of Object.entries(wrong)) {
      assert.match((await faultsOf(staff.createStaff(demo.operator, { ...person, password }))).password ?? '', message, password)
    }
    assert.equal(Object.keys(wrong).length, 5)
  })

  it('names every fault of a new person at once', async () => {
    const { staff, demo } = world
    const faults = await faultsOf(staff.createStaff(demo.operator, { ...person, name: '!', displayName: '', posts: [] }))
    assert.deepEqual(Object.keys(faults).sort(), ['displayName', 'name', 'posts'])
    const posts = [
      { orgUnitCode: 'NORTH-1', roleCode: 'cashier' },
      { orgUnitCode: 'EAST-1', roleCode: 'nobody' },
    ]
    assert.deepEqual(Object.keys(await faultsOf(staff.createStaff(demo.operator, { ...person, posts }))).sort(), [
      'posts.0.orgUnitCode',
      'posts.1.roleCode',
    ])
  })

  it('a name is given once in a company, and a refused person leaves nothing behind', async () => {
    const { staff, demo, other } = world
    assert.equal(await codeOf(staff.createStaff(demo.operator, { ...person, name: 'CASHIER' })), 'STAFF_NAME_TAKEN')
    await staff.createStaff(other.operator, { ...person, name: 'manager', posts: [{ orgUnitCode: 'NORTH', roleCode: 'station-manager' }] })
  })

  it('nobody hands out a post where they are not themselves', async () => {
    const { staff, demo, database } = world
    const rows = await database.read((unit) => unit.select<{ id: number }>(`SELECT id FROM org_units WHERE code = 'EAST'`))
    const atEast = operatorCaller(
      demo.tenantId,
      rows.map(({ id }) => id),
    )
    const west = { orgUnitCode: 'WEST-1', roleCode: 'cashier' }
    assert.deepEqual(Object.keys(await faultsOf(staff.createStaff(atEast, { ...person, posts: [west] }))), ['posts.0.orgUnitCode'])
    assert.deepEqual(Object.keys(await faultsOf(staff.addPost(atEast, 'cashier', west))), ['posts.0.orgUnitCode'])
    assert.equal(await codeOf(staff.addPost(demo.operator, 'nobody', west)), 'NOT_FOUND')
    await staff.addPost(demo.operator, 'cashier', west)
    assert.equal(await codeOf(staff.addPost(demo.operator, 'cashier', west)), 'POST_EXISTS')
  })

  it('a role holds known permissions only', async () => {
    const { staff, demo } = world
    const role = { code: 'night', name: '夜班', permissions: ['households.record.view'], limits: {} }
    assert.deepEqual(Object.keys(await faultsOf(staff.createRole(demo.operator, { ...role, permissions: ['rule.the.world'] as never }))), [
      'permissions.0',
    ])
    assert.deepEqual(Object.keys(await faultsOf(staff.createRole(demo.operator, { ...role, limits: { 'rule.the.world': 1 } } as never))), [
      'limits',
    ])
    await staff.createRole(demo.operator, { ...role, permissions: ['households.record.view'] })
    assert.equal(await codeOf(staff.createRole(demo.operator, { ...role, permissions: [] })), 'ROLE_CODE_TAKEN')
    await staff.createDefaultRoles(demo.operator)
    const [row] = await world.database.read((unit) =>
      unit.select<{ n: number }>('SELECT COUNT(*) AS n FROM roles WHERE tenant_id = :tenantId', { tenantId: demo.tenantId }),
    )
    assert.equal(row?.n, 16, 'fifteen default roles once, and the new one')
  })

  it('the list shows colleagues of one’s own units with their posts there', async () => {
    const list = async (name: string, company = world.demo) =>
      (await (await asStaff(world, name, company)).get('/members')).body.items as StaffMember[]
    const all = await list('admin')
    const cashier = all.find(({ name }) => name === 'cashier')
    assert.match(cashier?.revision ?? '', /^[0-9a-f]{16}$/)
    assert.deepEqual(
      { ...cashier, revision: '' },
      {
        name: 'cashier',
        displayName: '测试cashier',
        state: 'active',
        roles: ['收费员'],
        units: ['东一供热站', '西一供热站'],
        posts: [
          { roleCode: 'cashier', role: '收费员', unitCode: 'EAST-1', unit: '东一供热站' },
          { roleCode: 'cashier', role: '收费员', unitCode: 'WEST-1', unit: '西一供热站' },
        ],
        mainAdmin: false,
        self: false,
        firstPassword: false,
        revision: '',
        lockedUntil: null,
      },
    )
    assert.equal(all.length, 9)
    assert.deepEqual((await list('admin', world.other)).map(({ name }) => name).sort(), ['admin', 'cashier', 'manager', 'root'])
  })

  it('a branch’s administrator sees the branch’s people, and of a shared one only the posts there', async () => {
    const { staff, demo } = world
    await staff.createStaff(demo.operator, { ...person, name: 'admin-east', posts: [{ orgUnitCode: 'EAST', roleCode: 'admin' }] })
    const items = (await (await asStaff(world, 'admin-east')).get('/members')).body.items as StaffMember[]
    assert.deepEqual(items.map(({ name }) => name).sort(), ['admin-east', 'cashier', 'manager'])
    assert.deepEqual(items.find(({ name }) => name === 'cashier')?.units, ['东一供热站'])
  })

  it('the list needs sign-in and the right to manage people', async () => {
    refused(await request(world.app).get('/api/staff/members'), 401, 'SIGN_IN_NEEDED')
    refused(await (await asStaff(world, 'cashier')).get('/members'), 403, 'FORBIDDEN')
  })

  it('one’s own profile needs sign-in and nothing more', async () => {
    refused(await request(world.app).get('/api/staff/me'), 401, 'SIGN_IN_NEEDED')
    refused(await withToken(world, 'x.y.z').get('/me'), 401, 'SIGN_IN_NEEDED')
    assert.equal((await (await asStaff(world, 'leader')).get('/me')).body.name, 'leader')
  })

  it('new people and roles are in the audit log, without a trace of the password', async () => {
    const people = await auditRows(world, world.demo.tenantId, 'staff.member.create')
    assert.ok(people.some(({ subjectNo }) => subjectNo === 'cashier'))
    assert.ok(people.every(({ detail }) => !detail.includes(PASSWORD) && !detail.includes('argon2')))
    assert.ok((await auditRows(world, world.demo.tenantId, 'staff.role.create')).length >= 2)
    assert.equal((await auditRows(world, world.demo.tenantId, 'staff.post.add')).length, 1)
  })
})
