import assert from 'node:assert/strict'
import request from 'supertest'
import { permissions } from '../../../shared/access/permissions.ts'
import type { FirstPassword, StaffSignIn } from '../../../shared/contracts/staff/members.ts'
import type { StaffMember } from '../../../shared/contracts/staff.ts'
import { asStaff, auditRows, faultsOf, refused, type StaffApi, securityEvents, withToken } from '../../support/api.ts'
import { buildWorld, PASSWORD, type World } from '../../support/world.ts'

const HOUR = 3_600_000

describe('who governs whom', () => {
  let world: World
  let root: StaffApi
  let admin: StaffApi
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    root = await asStaff(world, 'root')
    admin = await asStaff(world, 'admin')
    const { staff, demo } = world
    const person = (name: string, orgUnitCode: string, roleCode: string) =>
      staff.createStaff(demo.operator, { name, displayName: name, password: PASSWORD, posts: [{ orgUnitCode, roleCode }] })
    await person('admin-east', 'EAST', 'admin')
    await person('second', 'DEMO', 'leader')
  })
  after(() => world.close())

  const post = (orgUnitCode: string, roleCode: string) => ({ orgUnitCode, roleCode })
  const invite = (who: StaffApi, name: string, posts: readonly object[], key?: string) =>
    who.post('/members', { name, displayName: `员工${name}`, posts }, key)
  const member = async (name: string, who = root) =>
    ((await who.get('/members')).body.items as StaffMember[]).find((one) => one.name === name) ?? assert.fail(`no ${name}`)
  const signIn = (name: string, password: string) =>
    request(world.app).post('/api/staff/sessions').send({ companyCode: 'DEMO', name, password })
  const tokenOf = async (name: string, password: string) => {
    const response = await signIn(name, password)
    assert.equal(response.status, 201, JSON.stringify(response.body))
    return withToken(world, response.body.accessToken)
  }
  const edit = async (who: StaffApi, name: string, posts: readonly object[]) => {
    const { displayName, revision } = await member(name)
    return who.post(`/members/${name}`, { displayName, posts, revision })
  }

  let first = ''
  it('invites a person whose first password is told once and stored nowhere', async () => {
    const answer = await invite(root, 'newcomer', [post('EAST-1', 'cashier')], 'invite-once-1')
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    first = (answer.body as FirstPassword).firstPassword ?? ''
    assert.match(first, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    const again = await invite(root, 'newcomer', [post('EAST-1', 'cashier')], 'invite-once-1')
    assert.deepEqual([again.status, again.body], [201, { name: 'newcomer', firstPassword: null, expiresAt: null }])
    const kept = await world.database.read((unit) => unit.select<{ answer: string | null }>('SELECT answer FROM idempotency_keys'))
    assert.ok(kept.length > 0 && kept.every((row) => !row.answer?.includes(first)))
    refused(await invite(root, 'newcomer', [post('EAST-1', 'cashier')]), 409, 'STAFF_NAME_TAKEN')
    assert.equal((await member('newcomer')).firstPassword, true)
  })

  it('lets a newcomer do nothing before the password is their own', async () => {
    const newcomer = await tokenOf('newcomer', first)
    assert.equal((await newcomer.get('/me')).body.mustChangePassword, true)
    refused(await newcomer.get('/households'), 403, 'PASSWORD_CHANGE_NEEDED')
    const change = (oldPassword: string, newPassword: string) => newcomer.post('/me/password', { oldPassword, newPassword }, null)
    for (const bad of ['Passw0rd!', 'P@ssw0rd2026', 'Qwer1234!', 'Abcd-1234', 'Aa123456', 'Newcomer-2026x', 'Kite-7', first])
      assert.deepEqual(faultsOf(refused(await change(first, bad), 422, 'INVALID')), ['newPassword'], bad)
    refused(await change('wrong', 'Kite-Over-7-Roofs'), 422, 'PASSWORD_WRONG')
    assert.equal((await change(first, 'Kite-Over-7-Roofs')).status, 204)
    assert.equal((await newcomer.get('/households')).status, 200, 'the same sign-in goes on')
    refused(await signIn('newcomer', first), 401, 'SIGN_IN_REFUSED')
    assert.equal((await member('newcomer')).firstPassword, false)
  })

  it('guesses at one’s own old password are counted and lock like sign-ins', async () => {
    const mine = await tokenOf('second', PASSWORD)
    const guess = () => mine.post('/me/password', { oldPassword: 'Wrong-guess-1', newPassword: 'Kite-Over-8-Roofs' }, null)
    for (let time = 1; time <= 4; time += 1) refused(await guess(), 422, 'PASSWORD_WRONG')
    refused(await guess(), 423, 'LOCKED')
    refused(await mine.post('/me/password', { oldPassword: PASSWORD, newPassword: 'Kite-Over-8-Roofs' }, null), 423, 'LOCKED')
  })

  it('names every wrong post at once, and hands out no right over people that one has not', async () => {
    const wrong = await invite(root, 'nobody', [post('NORTH-1', 'cashier'), post('EAST-1', 'no-such-role')])
    assert.deepEqual(faultsOf(refused(wrong, 422, 'INVALID')), ['posts.0.orgUnitCode', 'posts.1.roleCode'])
    assert.deepEqual(faultsOf(refused(await root.post('/members', { name: '!', displayName: '', posts: [] }), 422, 'INVALID')), [
      'displayName',
      'name',
      'posts',
    ])
    refused(await invite(root, 'usurper', [post('DEMO', 'main-admin')]), 409, 'MAIN_ADMIN_BY_TRANSFER')
    // The auditor reads the security log; the admin does not, and an east admin is no admin of the company.
    refused(await invite(admin, 'spy', [post('DEMO', 'auditor')]), 403, 'ROLE_ABOVE')
    assert.equal((await invite(root, 'auditor-2', [post('DEMO', 'auditor')])).status, 201)
    assert.equal((await invite(admin, 'cashier-3', [post('EAST-1', 'cashier')])).status, 201, 'rights of daily work are handed out')
    const east = await asStaff(world, 'admin-east')
    assert.deepEqual(faultsOf(refused(await invite(east, 'far', [post('WEST-1', 'cashier')]), 422, 'INVALID')), ['posts.0.orgUnitCode'])
    assert.equal((await invite(east, 'near', [post('EAST-1', 'admin')])).status, 201)
    refused(await (await asStaff(world, 'cashier')).post('/members', {}), 403, 'FORBIDDEN')
  })

  it('changes the posts in one’s units and leaves those elsewhere alone', async () => {
    await world.staff.addPost(world.demo.operator, 'cashier', post('WEST-1', 'cashier'))
    const east = await asStaff(world, 'admin-east')
    const seen = await member('cashier', east)
    assert.deepEqual(
      seen.posts.map(({ unitCode }) => unitCode),
      ['EAST-1'],
    )
    const { displayName, revision } = seen
    const body = { displayName, posts: [post('EAST-2', 'cashier'), post('EAST', 'cashier-lead')], revision }
    assert.equal((await east.post('/members/cashier', body)).status, 200)
    refused(await east.post('/members/cashier', body), 409, 'MEMBER_CHANGED')
    assert.deepEqual((await member('cashier')).posts.map(({ unitCode, roleCode }) => `${unitCode}/${roleCode}`).sort(), [
      'EAST-2/cashier',
      'EAST/cashier-lead',
      'WEST-1/cashier',
    ])
    const [row] = await auditRows(world, world.demo.tenantId, 'staff.member.edit')
    assert.deepEqual(JSON.parse(row?.detail ?? '').before.posts, ['EAST-1/cashier'])
  })

  it('nobody changes their own posts, the main admin’s, or those of somebody above them', async () => {
    refused(await edit(admin, 'admin', [post('DEMO', 'admin')]), 409, 'OWN_RIGHTS')
    refused(await edit(admin, 'root', [post('DEMO', 'cashier')]), 409, 'MAIN_ADMIN')
    refused(await edit(admin, 'auditor', [post('DEMO', 'leader')]), 403, 'MEMBER_ABOVE')
    for (const act of ['password-reset', 'disabling']) {
      refused(await admin.post(`/members/root/${act}`, { reason: '试试看' }), 409, 'MAIN_ADMIN')
      refused(await admin.post(`/members/auditor/${act}`, { reason: '试试看' }), 403, 'MEMBER_ABOVE')
      refused(await root.post(`/members/root/${act}`, { reason: '试试看' }), 409, 'OWN_RIGHTS')
      refused(await (await asStaff(world, 'admin-east')).post(`/members/cashier/${act}`, { reason: '试试看' }), 409, 'MEMBER_ELSEWHERE')
      refused(await (await asStaff(world, 'admin-east')).post(`/members/cashier-west/${act}`, { reason: '试试看' }), 404, 'NOT_FOUND')
      refused(await (await asStaff(world, 'admin', world.other)).post(`/members/leader/${act}`, { reason: '试试看' }), 404, 'NOT_FOUND')
    }
  })

  it('whoever is disabled is out at once, everywhere, and comes back by signing in', async () => {
    const desk = await tokenOf('manager', PASSWORD)
    assert.equal((await desk.get('/me')).status, 200)
    assert.equal((await root.post('/members/manager/disabling', { reason: '调离' })).status, 200)
    refused(await desk.get('/me'), 401, 'SIGN_IN_NEEDED')
    refused(await signIn('manager', PASSWORD), 401, 'SIGN_IN_REFUSED')
    refused(await root.post('/members/manager/disabling', { reason: '调离' }), 409, 'MEMBER_DISABLED')
    assert.equal((await root.post('/members/manager/enabling', {})).status, 200)
    refused(await desk.get('/me'), 401, 'SIGN_IN_NEEDED')
    await tokenOf('manager', PASSWORD)
  })

  it('a reset password is a first password again, and ends every sign-in', async () => {
    const desk = await tokenOf('manager', PASSWORD)
    const answer = (await root.post('/members/manager/password-reset', {})).body as FirstPassword
    refused(await desk.get('/me'), 401, 'SIGN_IN_NEEDED')
    refused(await signIn('manager', PASSWORD), 401, 'SIGN_IN_REFUSED')
    const fresh = await tokenOf('manager', answer.firstPassword ?? '')
    refused(await fresh.get('/households'), 403, 'PASSWORD_CHANGE_NEEDED')
    assert.ok((await securityEvents(world, world.demo.tenantId)).includes('credential.reset'))
  })

  it('sign-ins are listed and ended, one’s own elsewhere too', async () => {
    const one = await tokenOf('director', PASSWORD)
    const two = await tokenOf('director', PASSWORD)
    const own = (await one.get('/me/sessions')).body.items as StaffSignIn[]
    assert.deepEqual([own.length, own.filter(({ current }) => current).length], [2, 1])
    assert.deepEqual((await one.post('/me/sessions/end', { sessionNo: null })).body, { ended: 1 })
    refused(await two.get('/me'), 401, 'SIGN_IN_NEEDED')
    const [left] = (await root.get('/members/director/sessions')).body.items as StaffSignIn[]
    assert.deepEqual((await root.post('/members/director/sessions/end', { sessionNo: left?.sessionNo })).body, { ended: 1 })
    refused(await one.get('/me'), 401, 'SIGN_IN_NEEDED')
    refused(await (await asStaff(world, 'admin-east')).get('/members/director/sessions'), 404, 'NOT_FOUND')
  })

  it('the main admin goes over in one step, confirmed by password', async () => {
    const give = (who: StaffApi, name: string, password: string) => who.post(`/members/${name}/main-admin`, { password }, null)
    refused(await give(root, 'root', PASSWORD), 409, 'OWN_RIGHTS')
    refused(await give(root, 'no-such', PASSWORD), 404, 'NOT_FOUND')
    refused(await give(root, 'leader', 'Wrong-guess-1'), 422, 'PASSWORD_WRONG')
    assert.equal((await member('root')).mainAdmin, true)
    assert.equal((await give(root, 'leader', PASSWORD)).status, 200)
    assert.deepEqual(
      (await member('root', await asStaff(world, 'leader'))).posts.map(({ roleCode }) => roleCode),
      ['admin'],
      'who gave it up is left with something',
    )
    assert.equal((await member('leader', admin)).mainAdmin, true)
    refused(await give(root, 'admin', PASSWORD), 403, 'FORBIDDEN')
    assert.ok((await securityEvents(world, world.demo.tenantId)).includes('admin.transferred'))
    assert.equal((await give(await asStaff(world, 'leader'), 'root', PASSWORD)).status, 200)
  })

  it('of two transfers at once one is done', async () => {
    const answers = await Promise.all(
      ['leader', 'accountant'].map((name) => root.post(`/members/${name}/main-admin`, { password: PASSWORD }, null)),
    )
    const done = answers.findIndex(({ status }) => status === 200)
    const refusal = answers[1 - done]?.status
    // The right is gone with the post: whoever comes so late does not even get in.
    assert.ok(done >= 0 && (refusal === 409 || refusal === 403), JSON.stringify(answers.map(({ body }) => body)))
    const [heir, other] = done === 0 ? ['leader', 'accountant'] : ['accountant', 'leader']
    assert.deepEqual([(await member(heir, admin)).mainAdmin, (await member(other, admin)).mainAdmin], [true, false])
    assert.equal((await (await asStaff(world, heir)).post('/members/root/main-admin', { password: PASSWORD }, null)).status, 200)
  })

  it('even somebody with every right but the post cannot give it', async () => {
    const { staff, demo } = world
    await staff.createRole(demo.operator, { code: 'almighty', name: '全部', permissions: [...permissions] })
    await staff.createStaff(demo.operator, { name: 'almighty', displayName: '全部', password: PASSWORD, posts: [post('DEMO', 'almighty')] })
    refused(
      await (await asStaff(world, 'almighty')).post('/members/leader/main-admin', { password: PASSWORD }, null),
      409,
      'NOT_MAIN_ADMIN',
    )
  })

  it('a first password opens the door for three days', async () => {
    const { firstPassword } = (await invite(root, 'too-late', [post('EAST-1', 'cashier')])).body as FirstPassword
    world.clock.advance(72 * HOUR)
    assert.equal((await signIn('too-late', firstPassword ?? '')).status, 201)
    world.clock.advance(1)
    refused(await signIn('too-late', firstPassword ?? ''), 401, 'SIGN_IN_REFUSED')
  })
})
