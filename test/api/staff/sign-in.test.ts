import assert from 'node:assert/strict'
import jwt from 'jsonwebtoken'
import request from 'supertest'
import { DECOY_HASH, hashPassword } from '../../../server/src/modules/staff/passwords.ts'
import type { StaffSession } from '../../../shared/contracts/staff.ts'
import { faultsOf, refused, securityEvents, withToken } from '../../support/api.ts'
import { buildWorld, PASSWORD, TOKEN_SECRET, type World } from '../../support/world.ts'

describe('staff sign-in', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  const signIn = async (body: object) => request(world.app).post('/api/staff/sessions').send(body)
  const good = { companyCode: 'DEMO', name: 'cashier', password: PASSWORD }
  const meOf = (token: string) => withToken(world, token).get('/me')

  it('company code, name and password give a token, a cookie no script can read, and who one is', async () => {
    const response = await signIn({ companyCode: ' demo ', name: 'CASHIER', password: PASSWORD })
    assert.equal(response.status, 201)
    const { accessToken, expiresInSeconds, profile } = response.body as StaffSession
    assert.equal(expiresInSeconds, 600)
    assert.equal(profile.name, 'cashier')
    assert.deepEqual(profile.company, { code: 'DEMO', name: '示例热力有限公司' })
    assert.deepEqual(profile.roles, [{ code: 'cashier', name: '收费员' }])
    assert.deepEqual(profile.units, [{ code: 'EAST-1', name: '东一供热站' }])
    assert.ok(profile.permissions.includes('payments.counter.collect'))
    assert.equal(profile.trialSize, world.engine === 'sqlite')
    const [cookie = ''] = response.get('Set-Cookie') ?? []
    assert.match(cookie, /^nz_staff_refresh=[\w-]{43}; Path=\/api\/staff\/sessions; HttpOnly; SameSite=Strict; Max-Age=1800$/)
    assert.equal(response.get('Cache-Control'), 'no-store')
    assert.deepEqual((await meOf(accessToken)).body, profile)
  })

  it('the same name in another company is another person', async () => {
    const { body } = await signIn({ ...good, companyCode: 'OTHER' })
    assert.equal((body as StaffSession).profile.company.code, 'OTHER')
  })

  it('unknown company, unknown name, wrong password and a disabled person are refused in the same words', async () => {
    await world.database.write((unit) =>
      unit.execute(`UPDATE staff SET state = 'disabled' WHERE tenant_id = :tenantId AND name = 'leader'`, {
        tenantId: world.demo.tenantId,
      }),
    )
    const attempts = [
      { ...good, companyCode: 'NOBODY' },
      { ...good, name: 'nobody' },
      { ...good, password: 'Wrong-Password-1' },
      { ...good, name: 'leader' },
    ]
    const details = new Set<string>()
    for (const attempt of attempts) details.add(refused(await signIn(attempt), 401, 'SIGN_IN_REFUSED').detail)
    assert.equal(details.size, 1)
    await signIn(good)
  })

  it('a person of a suspended company is out, at once and at the door', async () => {
    const token = (await signIn({ ...good, companyCode: 'OTHER' })).body.accessToken as string
    const suspend = (state: string) =>
      world.database.write((unit) => unit.execute(`UPDATE tenants SET state = :state WHERE code = 'OTHER'`, { state }))
    await suspend('suspended')
    refused(await meOf(token), 401, 'SIGN_IN_NEEDED')
    refused(await signIn({ ...good, companyCode: 'OTHER' }), 401, 'SIGN_IN_REFUSED')
    await suspend('active')
    assert.equal((await meOf(token)).status, 200)
  })

  it('the password nobody has costs as much to check as a real one', async () => {
    const costOf = (hash: string) => hash.split('$').slice(1, 4).join('$')
    assert.equal(costOf(DECOY_HASH), costOf(await hashPassword('anything at all')))
    assert.equal(costOf(DECOY_HASH), 'argon2id$v=19$m=19456,t=2,p=1')
  })

  it('takes about as long for a name nobody has as for a wrong password', async () => {
    const tries = 6
    const timeOf = async (body: (index: number) => object) => {
      const times: number[] = []
      for (let index = 0; index < tries; index += 1) {
        const started = performance.now()
        await signIn(body(index))
        times.push(performance.now() - started)
      }
      return times.sort((a, b) => a - b)[1] ?? 0
    }
    const wrong = await timeOf((index) => ({
      ...good,
      name: ['root', 'admin', 'auditor', 'accountant', 'director', 'manager'][index],
      password: 'Wrong-1-pass',
    }))
    const unknown = await timeOf((index) => ({ ...good, name: `nobody-${index}` }))
    // Without the decoy the unknown name is back in a tenth of the time.
    assert.ok(unknown > wrong / 3, `unknown ${unknown} ms, wrong ${wrong} ms`)
  })

  it('every fault of the form is named at once', async () => {
    const problem = refused(await signIn({ companyCode: ' ', password: 'x'.repeat(300) }), 422, 'INVALID')
    assert.deepEqual(faultsOf(problem), ['companyCode', 'name', 'password'])
  })

  it('a body that is no JSON is refused', async () => {
    const response = await request(world.app).post('/api/staff/sessions').type('form').send('companyCode=DEMO')
    refused(response, 415, 'NOT_JSON')
    const broken = await request(world.app).post('/api/staff/sessions').type('json').send('{"companyCode":')
    refused(broken, 400, 'NOT_JSON')
  })

  it('a token that is old, foreign, unsigned, for somebody else or of another algorithm is no token', async () => {
    const { accessToken } = (await signIn(good)).body as StaffSession
    const claims = jwt.decode(accessToken) as jwt.JwtPayload
    const forged = [
      jwt.sign({ ...claims }, 'another secret of the same length, really'),
      jwt.sign({ ...claims }, '', { algorithm: 'none' }),
      jwt.sign({ ...claims, aud: 'resident' }, TOKEN_SECRET),
      jwt.sign({ ...claims, iss: 'somebody' }, TOKEN_SECRET),
      jwt.sign({ ...claims }, TOKEN_SECRET, { algorithm: 'HS512' }),
      `${accessToken.slice(0, -2)}xx`,
      'nonsense',
    ]
    for (const token of forged) refused(await meOf(token), 401, 'SIGN_IN_NEEDED')
    assert.equal((await meOf(jwt.sign({ ...claims }, TOKEN_SECRET))).status, 200, 'the forgeries differ from this one in one thing each')
    const other = jwt.sign({ ...claims, tid: world.other.tenantId }, TOKEN_SECRET)
    refused(await meOf(other), 401, 'SIGN_IN_NEEDED')
    world.clock.advance(600_000)
    refused(await meOf(accessToken), 401, 'SIGN_IN_NEEDED')
  })

  it('sign-ins and refusals are in the security log, with what was tried and never the password', async () => {
    const events = new Set(await securityEvents(world, world.demo.tenantId))
    assert.ok(events.has('sign-in.in') && events.has('sign-in.refused'))
    const rows = await world.database.read((unit) => unit.select<{ text: string }>('SELECT detail AS text FROM security_log'))
    assert.ok(rows.length > 10 && rows.every(({ text }) => !text.includes('Wrong') && !text.includes(PASSWORD)))
  })

  it('who somebody is takes one statement', async () => {
    const statements: string[] = []
    const second = world.reopen({ onStatement: (sql) => statements.push(sql) })
    const { createStaffRoom } = await import('../../../server/src/modules/staff/index.ts')
    const { createTokens } = await import('../../../server/src/platform/tokens.ts')
    const { clock, audit } = world
    const room = createStaffRoom({ database: second, clock, audit, tokens: createTokens({ secret: TOKEN_SECRET, clock }) })
    const { accessToken } = (await signIn(good)).body as StaffSession
    const caller = await room.identifyStaff(accessToken, { requestId: null, ip: null })
    assert.equal(caller.actor.name, '测试cashier(cashier)')
    assert.equal(statements.filter((sql) => /^SELECT/.test(sql)).length, 1, statements.join('\n'))
  })
})
