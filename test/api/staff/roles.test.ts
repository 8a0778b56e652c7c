import assert from 'node:assert/strict'
import type { StaffRole } from '../../../shared/contracts/staff/roles.ts'
import { asStaff, auditRows, faultsOf, refused, type StaffApi } from '../../support/api.ts'
import { buildWorld, PASSWORD, type World } from '../../support/world.ts'

describe('roles', () => {
  let world: World
  let root: StaffApi
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    root = await asStaff(world, 'root')
  })
  after(() => world.close())

  const roles = async (who = root) => (await who.get('/roles')).body.items as StaffRole[]
  const role = async (code: string) => (await roles()).find((one) => one.code === code) ?? assert.fail(`no ${code}`)
  const NIGHT = {
    name: '夜班',
    permissions: ['households.record.view', 'payments.counter.collect'],
    limits: { 'payments.counter.collect': 500_000 },
  }

  it('are listed with who has them and why one may not edit them', async () => {
    const listed = await roles()
    assert.deepEqual(
      listed.filter(({ memberCount }) => memberCount > 0).map(({ code, memberCount }) => [code, memberCount]),
      [
        ['main-admin', 1],
        ['admin', 1],
        ['cashier', 2],
        ['station-manager', 1],
        ['accountant', 1],
        ['finance-director', 1],
        ['leader', 1],
        ['auditor', 1],
      ],
    )
    assert.deepEqual(
      listed.filter(({ locked }) => locked !== null).map(({ code }) => code),
      ['main-admin'],
    )
  })

  it('are made once, edited as they were seen, with limits on money verbs they hold', async () => {
    const made = await root.post('/roles', { code: 'night', ...NIGHT }, 'role-once-1')
    assert.deepEqual([made.status, made.body], [201, { code: 'night' }])
    assert.equal((await root.post('/roles', { code: 'night', ...NIGHT }, 'role-once-1')).status, 201)
    refused(await root.post('/roles', { code: 'night', ...NIGHT }), 409, 'ROLE_CODE_TAKEN')
    for (const limits of [{ 'households.record.view': 1 }, { 'payments.refund.send': 1 }, { 'no.such': 1 }])
      assert.deepEqual(
        faultsOf(refused(await root.post('/roles', { ...NIGHT, limits }), 422, 'INVALID')),
        ['limits'],
        JSON.stringify(limits),
      )
    const { version } = await role('night')
    const body = { ...NIGHT, name: '夜班收费', permissions: [...NIGHT.permissions, 'counter.shift.open'], version }
    assert.equal((await root.post('/roles/night', body)).status, 200)
    refused(await root.post('/roles/night', body), 409, 'ROLE_CHANGED')
    const [row] = await auditRows(world, world.demo.tenantId, 'staff.role.edit')
    const detail = JSON.parse(row?.detail ?? '')
    assert.deepEqual([detail.added, detail.removed, detail.before.name], [['counter.shift.open'], [], '夜班'])
    assert.match((await root.post('/roles', NIGHT)).body.code, /^role-[0-9a-z]{8}$/)
  })

  it('a changed role holds from the next request on', async () => {
    await world.staff.createStaff(world.demo.operator, {
      name: 'owl',
      displayName: '夜班员',
      password: PASSWORD,
      posts: [{ orgUnitCode: 'EAST-1', roleCode: 'night' }],
    })
    const owl = await asStaff(world, 'owl')
    assert.equal((await owl.get('/households')).status, 200)
    const { version, name } = await role('night')
    await root.post('/roles/night', { name, permissions: [], limits: {}, version })
    refused(await owl.get('/households'), 403, 'FORBIDDEN')
  })

  it('nobody edits the main admin’s role, their own, or gives and takes rights over people they have not', async () => {
    const main = await role('main-admin')
    refused(await root.post('/roles/main-admin', { name: 'x', permissions: [], limits: {}, version: main.version }), 409, 'ROLE_LOCKED')
    const { staff, demo } = world
    await staff.createRole(demo.operator, { code: 'role-clerk', name: '角色管理', permissions: ['staff.role.edit', 'staff.member.invite'] })
    await staff.createStaff(demo.operator, {
      name: 'clerk',
      displayName: '角色员',
      password: PASSWORD,
      posts: [{ orgUnitCode: 'DEMO', roleCode: 'role-clerk' }],
    })
    const clerk = await asStaff(world, 'clerk')
    assert.equal((await roles(clerk)).find(({ code }) => code === 'role-clerk')?.locked, '这是您自己的角色，不能由自己修改')
    refused(await clerk.post('/roles/role-clerk', { name: 'x', permissions: [], limits: {}, version: 1 }), 409, 'ROLE_LOCKED')
    refused(await clerk.post('/roles', { name: '安全', permissions: ['audit.security.view'], limits: {} }), 403, 'ROLE_ABOVE')
    const auditor = await role('auditor')
    refused(
      await clerk.post('/roles/auditor', { name: auditor.name, permissions: [], limits: {}, version: auditor.version }),
      403,
      'ROLE_ABOVE',
    )
    refused(await clerk.post('/roles', { name: '财产', permissions: ['tenancy.unit.manage'], limits: {} }), 403, 'ROLE_ABOVE')
    assert.equal((await clerk.post('/roles', { name: '收费', permissions: ['payments.counter.collect'], limits: {} })).status, 201)
  })

  it('are deleted while nobody has them', async () => {
    const gone = await root.delete('/roles/dispatcher')
    assert.equal(gone.status, 200, JSON.stringify(gone.body))
    refused(await root.delete('/roles/night'), 409, 'ROLE_IN_USE')
    refused(await root.delete('/roles/no-such'), 404, 'NOT_FOUND')
    assert.ok(!(await roles()).some(({ code }) => code === 'dispatcher'))
  })

  it('belong to the company: whoever edits them sits at its top', async () => {
    const { staff, demo } = world
    await staff.createRole(demo.operator, {
      code: 'branch-roles',
      name: '分公司角色',
      permissions: ['staff.role.edit', 'staff.member.invite'],
    })
    await staff.createStaff(demo.operator, {
      name: 'branch',
      displayName: '分公司',
      password: PASSWORD,
      posts: [{ orgUnitCode: 'EAST', roleCode: 'branch-roles' }],
    })
    const branch = await asStaff(world, 'branch')
    refused(await branch.post('/roles', NIGHT), 404, 'NOT_FOUND')
    refused(await branch.post('/roles/cashier', { ...NIGHT, version: 1 }), 404, 'NOT_FOUND')
    refused(await (await asStaff(world, 'admin')).post('/roles', NIGHT), 403, 'FORBIDDEN')
  })
})
