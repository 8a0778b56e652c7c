import assert from 'node:assert/strict'
import request from 'supertest'
import { createApp } from '../../../server/src/app.ts'
import { refused, securityEvents } from '../../support/api.ts'
import { buildWorld, PASSWORD, systemOn, type World } from '../../support/world.ts'

const MINUTE = 60_000
const DEMO = { companyCode: 'DEMO' }

describe('the lock after too many wrong passwords', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld({ poolSize: 24 })
  })
  after(() => world.close())

  const signIn = async (name: string, password: string, app = world.app) =>
    request(app)
      .post('/api/staff/sessions')
      .send({ ...DEMO, name, password })
  const fail = async (name: string, times: number) => {
    for (let time = 1; time <= times; time += 1) refused(await signIn(name, `Wrong-${time}-pass`), 401, 'SIGN_IN_REFUSED')
  }
  const attempts = async (name: string) => {
    const [row] = await world.database.read((unit) =>
      unit.select<{ failedCount: number; lockedUntil: number | null }>(
        'SELECT failed_count AS failedCount, locked_until AS lockedUntil FROM staff WHERE tenant_id = :tenantId AND name = :name',
        { tenantId: world.demo.tenantId, name },
      ),
    )
    return row
  }

  it('the fifth failure locks for 15 minutes, and says until when', async () => {
    await fail('cashier', 4)
    const problem = refused(await signIn('cashier', 'Wrong-5-pass'), 423, 'LOCKED')
    assert.match(problem.detail, /2026-11-22 08:15:00/)
    assert.equal(problem.facts?.lockedUntil, '2026-11-22T00:15:00.000Z')
  })

  it('while locked the right password is refused too, and nothing is counted', async () => {
    refused(await signIn('cashier', PASSWORD), 423, 'LOCKED')
    world.clock.advance(15 * MINUTE - 1)
    refused(await signIn('cashier', PASSWORD), 423, 'LOCKED')
    assert.equal((await attempts('cashier'))?.failedCount, 5)
  })

  it('a restart forgives nothing: another process on the same data knows the lock', async () => {
    const second = systemOn({ database: world.reopen(), clock: world.clock })
    const app = createApp(second, { secure: false, trustProxy: false, sites: [], simulatorUrl: null }).callback()
    refused(await signIn('cashier', PASSWORD, app), 423, 'LOCKED')
  })

  it('is over at its minute, counts from the start again, and success forgets all failures', async () => {
    world.clock.advance(1)
    await fail('cashier', 4)
    assert.equal((await signIn('cashier', PASSWORD)).status, 201)
    assert.deepEqual(await attempts('cashier'), { failedCount: 0, lockedUntil: null })
    await fail('cashier', 4)
    assert.equal((await signIn('cashier', PASSWORD)).status, 201)
  })

  it('the member list shows who is locked', async () => {
    await fail('auditor', 4)
    refused(await signIn('auditor', 'Wrong-5-pass'), 423, 'LOCKED')
    const members = (
      await request(world.app)
        .get('/api/staff/members')
        .set('Authorization', `Bearer ${await world.tokenOf('admin')}`)
    ).body.items as { name: string; lockedUntil: string | null }[]
    assert.deepEqual(
      members.filter(({ lockedUntil }) => lockedUntil !== null).map(({ name }) => name),
      ['auditor'],
    )
  })

  it('forty guesses at once, over two processes, get five answers and no more', async function () {
    this.timeout(60_000)
    const second = systemOn({ database: world.reopen({ poolSize: 24 }), clock: world.clock })
    const app = createApp(second, { secure: false, trustProxy: false, sites: [], simulatorUrl: null }).callback()
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => signIn('manager', `Guess-${index}-pass`, index % 2 === 0 ? world.app : app)),
    )
    const count = (status: number) => answers.filter((answer) => answer.status === status).length
    assert.deepEqual({ refused: count(401), locked: count(423) }, { refused: 4, locked: 36 })
    assert.equal((await attempts('manager'))?.failedCount, 5)
    const judged = (await securityEvents(world, world.demo.tenantId)).filter((event) => event === 'sign-in.locked').length
    assert.ok(judged >= 1)
  })

  it('the right password among forty guesses does not get in once the lock is on', async function () {
    this.timeout(60_000)
    await fail('director', 4)
    const guesses = Array.from({ length: 20 }, (_, index) => `Guess-${index}-pass`)
    const answers = await Promise.all([...guesses.slice(0, 19), PASSWORD].map((password) => signIn('director', password)))
    const inside = answers.filter(({ status }) => status === 201).length
    const wrong = answers.filter(({ status }) => status === 401).length
    assert.ok(inside + wrong <= 5, `${inside} in, ${wrong} refused`)
    if (inside === 0) assert.ok(((await attempts('director'))?.lockedUntil ?? 0) > world.clock.now())
  })
})
