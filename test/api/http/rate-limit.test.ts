import assert from 'node:assert/strict'
import request, { type Response } from 'supertest'
import { type AppOptions, createApp } from '../../../server/src/app.ts'
import { openDatabase } from '../../../server/src/database/database.ts'
import { migrate } from '../../../server/src/database/migrate.ts'
import { plainAddress } from '../../../server/src/http/client-address.ts'
import { countEverywhere, countHere, type RateCounter } from '../../../server/src/http/rate-counter.ts'
import { networkOf } from '../../../server/src/http/rate-limit.ts'
import { type RateLimit, rateLimits } from '../../../server/src/http/rate-limits.ts'
import { refused } from '../../support/api.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { engines, scratchDatabase } from '../../support/engines.ts'
import { startServerProcess } from '../../support/server-process.ts'
import { startWechatSimulator } from '../../support/simulators.ts'
import { buildWorld, PASSWORD, systemOn, type World } from '../../support/world.ts'

const MINUTE = 60_000
const limit = (change: Partial<RateLimit>): RateLimit => ({
  name: 'test',
  routes: /^\w+ \/api\/public\//,
  by: 'address',
  most: 3,
  everyMs: MINUTE,
  counts: 'requests',
  counted: 'here',
  ...change,
})
const OPTIONS: AppOptions = { secure: false, trustProxy: false, sites: [], simulatorUrl: null }

describe('rate limits', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
  })
  after(() => world.close())

  const appWith = (limits: readonly RateLimit[], more: Partial<AppOptions> = {}) =>
    createApp(world, { ...OPTIONS, ...more, rateLimits: limits }).callback()
  type App = ReturnType<typeof appWith>
  const PRICES = '/api/public/rule-sets?company=NOBODY'
  const ask = (app: App, path = PRICES, headers: Record<string, string> = {}) => request(app).get(path).set(headers)
  /** How many are let through before the first 429. */
  const letThrough = async (send: (index: number) => PromiseLike<Response>, most = 20) => {
    for (let count = 0; count < most; count += 1) if ((await send(count)).status === 429) return count
    return most
  }

  it('the one too many gets 429, how long to wait, and words; another route goes on', async () => {
    const app = appWith([limit({})])
    for (let time = 1; time <= 3; time += 1) refused(await ask(app), 404, 'RULE_SETS_NOT_FOUND')
    world.clock.advance(20_500)
    const response = await ask(app)
    const problem = refused(response, 429, 'TOO_MANY_REQUESTS')
    assert.equal(response.headers['retry-after'], '40')
    assert.equal(problem.detail, '操作太频繁，请在 40 秒后再试')
    assert.deepEqual(problem.facts, { retryAfterSeconds: 40 })
    assert.equal((await ask(app, '/healthz')).status, 200)
    refused(await ask(app, '/api/staff/me'), 401, 'SIGN_IN_NEEDED')
  })

  it('after that time it goes on, and not a moment earlier', async () => {
    const app = appWith([limit({ most: 1 })])
    await ask(app)
    world.clock.advance(MINUTE - 1)
    assert.equal((await ask(app)).headers['retry-after'], '1')
    world.clock.advance(1)
    assert.equal((await ask(app)).status, 404)
    assert.equal((await ask(app)).status, 429)
  })

  it('long waits are told in minutes', async () => {
    const app = appWith([limit({ most: 1, everyMs: 15 * MINUTE })])
    await ask(app)
    assert.match(refused(await ask(app), 429, 'TOO_MANY_REQUESTS').detail, /15 分钟后再试/)
  })

  it('another way to write the same address is the same address', async () => {
    for (const path of ['/API/Public/rule-sets?company=A', '/api/public/rule-sets/?company=A', '/api/public/rule-sets?company=B']) {
      const app = appWith([limit({ routes: /^GET \/api\/public\/rule-sets$/, most: 2 })])
      assert.equal(await letThrough(() => ask(app, path)), 2, path)
    }
  })

  it('X-Forwarded-For says nothing while no proxy is trusted', async () => {
    const app = appWith([limit({})])
    assert.equal(await letThrough((index) => ask(app, PRICES, { 'X-Forwarded-For': `203.0.113.${index}` })), 3)
  })

  describe('behind a proxy of ours', () => {
    it('counts by the address the proxy wrote, whatever the visitor wrote before it', async () => {
      const app = appWith([limit({})], { trustProxy: true })
      const from = (index: number) => ask(app, PRICES, { 'X-Forwarded-For': `198.51.100.${index}, evil, 203.0.113.7` })
      assert.equal(await letThrough(from), 3)
      assert.equal((await ask(app, PRICES, { 'X-Forwarded-For': '203.0.113.8' })).status, 404)
    })

    it('takes one more entry for each proxy there is', async () => {
      const app = appWith([limit({})], { trustProxy: true, proxyHops: 2 })
      const from = (index: number) => ask(app, PRICES, { 'X-Forwarded-For': `198.51.100.${index}, 203.0.113.7, 10.0.0.${index}` })
      assert.equal(await letThrough(from), 3)
    })

    it('what is no address is the connection it came by', async () => {
      const app = appWith([limit({})], { trustProxy: true })
      const odd = ['<script>', 'x'.repeat(2_000), '1.2.3', '999.1.1.1', 'localhost', "' OR 1=1", '::g', '1.2.3.4:80']
      assert.equal(await letThrough((index) => ask(app, PRICES, { 'X-Forwarded-For': odd[index % odd.length] ?? '' })), 3)
    })

    it('one network of IPv6 counts as one', async () => {
      const app = appWith([limit({})], { trustProxy: true })
      assert.equal(await letThrough((index) => ask(app, PRICES, { 'X-Forwarded-For': `2001:db8:1:2::${index + 1}` })), 3)
      assert.equal((await ask(app, PRICES, { 'X-Forwarded-For': '2001:db8:1:3::1' })).status, 404)
    })
  })

  it('a person is limited wherever they come from, and nobody else with them', async () => {
    const app = appWith([limit({ routes: /^\w+ \/api\/staff\//, by: 'account' })], { trustProxy: true })
    const [one, other] = [await world.tokenOf('admin'), await world.tokenOf('cashier')]
    const me = (token: string, address: string) =>
      ask(app, '/api/staff/me', { Authorization: `Bearer ${token}`, 'X-Forwarded-For': address })
    assert.equal(await letThrough((index) => me(one, `203.0.113.${index}`)), 3)
    assert.equal((await me(other, '203.0.113.1')).status, 200)
  })

  describe('where refusals are counted', () => {
    const signIns = limit({ routes: /^POST \/api\/staff\/sessions$/, counts: 'refusals', counted: 'everywhere', everyMs: 15 * MINUTE })
    const signIn = (app: App, name: string, password: string) =>
      request(app).post('/api/staff/sessions').send({ companyCode: 'DEMO', name, password })

    it('a hall that signs in at eight is not held up, and somebody who tries names is', async function () {
      this.timeout(30_000)
      const app = appWith([{ ...signIns, name: 'hall' }])
      for (let time = 0; time < 6; time += 1) assert.equal((await signIn(app, 'auditor', PASSWORD)).status, 201)
      assert.equal(await letThrough((index) => signIn(app, `tried-${index}`, 'Wrong-1-pass')), 3)
      refused(await signIn(app, 'auditor', PASSWORD), 429, 'TOO_MANY_REQUESTS')
    })

    it('guesses sent at once to two processes are counted together', async function () {
      this.timeout(30_000)
      const limits = [{ ...signIns, name: 'two' }]
      const second = systemOn({ database: world.reopen(), clock: world.clock })
      const apps = [appWith(limits), createApp(second, { ...OPTIONS, rateLimits: limits }).callback()]
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => signIn(apps[index % 2] as App, `at-once-${index}`, 'Wrong-1-pass')),
      )
      assert.equal(answers.filter(({ status }) => status === 401).length, 3)
      assert.equal(answers.filter(({ status }) => status === 429).length, 9)
    })
  })

  it('the server’s own limits leave room for a person and none for a machine', () => {
    const named = new Map(rateLimits.map((one) => [one.name, one]))
    assert.equal(named.size, rateLimits.length, 'two limits of one name would count together')
    const applying = (asked: string) => rateLimits.filter(({ routes }) => routes.test(asked)).map(({ name }) => name)
    assert.deepEqual(applying('POST /api/public/quote'), ['quote', 'public', 'api'])
    assert.deepEqual(applying('POST /api/staff/sessions'), ['staff-sign-in', 'staff', 'api'])
    assert.deepEqual(applying('GET /h5/wechat/login'), ['resident-sign-in'])
    assert.deepEqual(applying('GET /api/resident/homes'), ['resident', 'api'])
    assert.deepEqual(applying('POST /callbacks/wechat-pay/1900000001'), [])
    assert.deepEqual(applying('GET /healthz'), [])
    for (const { name, most, everyMs } of rateLimits) assert.ok(most >= 30 && everyMs >= MINUTE, name)
  })
})

describe('the server as it runs', () => {
  it('has the limits switched on', async function () {
    this.timeout(90_000)
    const scratch = await scratchDatabase(engines[0] ?? 'sqlite')
    const database = openDatabase({ url: scratch.url, poolSize: 2, now: () => 0 })
    await migrate(database)
    await database.close()
    const simulator = await startWechatSimulator()
    const server = await startServerProcess({ databaseUrl: scratch.url, simulator, roles: 'web' })
    try {
      const most = rateLimits.find(({ name }) => name === 'quote')?.most ?? 0
      const statuses: number[] = []
      for (let time = 0; time <= most; time += 1) statuses.push((await request(server.url).post('/api/public/quote').send({})).status)
      assert.deepEqual([statuses.slice(0, most).every((status) => status === 200), statuses[most]], [true, 429])
    } finally {
      await server.stop()
      await simulator.stop()
      await scratch.drop()
    }
  })
})

describe('an address', () => {
  it('is plain, or none', () => {
    assert.equal(plainAddress('::ffff:192.0.2.1'), '192.0.2.1')
    assert.equal(plainAddress(' 2001:DB8::1%eth0 '), '2001:db8::1')
    for (const odd of ['', 'unknown', '::ffff:300.1.1.1', '1.2.3.4, 5.6.7.8', '[::1]', '0x7f000001'])
      assert.equal(plainAddress(odd), null, odd)
  })

  it('of IPv6 stands for its network of 64 bits, however it is written', () => {
    for (const same of ['2001:db8:0:2::1', '2001:0db8:0000:0002:ffff:1:2:3', '2001:db8::2:0:0:0:1'])
      assert.equal(networkOf(same), '2001:db8:0:2::/64', same)
    assert.equal(networkOf('::1'), '0:0:0:0::/64')
    assert.equal(networkOf('192.0.2.1'), '192.0.2.1')
  })
})

describe('counting in this process', () => {
  it('never remembers more than it may, and forgets the quietest first', async () => {
    const counter = countHere(100)
    await counter.hit('busy', MINUTE, 0)
    for (let index = 0; index < 10_000; index += 1) {
      await counter.hit(`one-of-many-${index}`, MINUTE, 0)
      if (index % 50 === 0) await counter.hit('busy', MINUTE, 0)
    }
    assert.equal(counter.size(), 100)
    assert.equal((await counter.hit('busy', MINUTE, 0)).hits, 202)
    assert.equal((await counter.hit('one-of-many-1', MINUTE, 0)).hits, 1)
  })
  counts(() => countHere())
})

for (const engine of engines) {
  describe(`counting in the database on ${engine}`, () => {
    let base: TestDatabase
    before(async () => {
      base = await testDatabase({ engine })
    })
    after(() => base.close())
    counts(() => countEverywhere(base.database))

    it('twenty first hits at once, from two processes, are twenty hits', async () => {
      const counters = [countEverywhere(base.database), countEverywhere(base.reopen())]
      const seen = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (counters[index % 2] as RateCounter).hit('at-once', MINUTE, 0)),
      )
      assert.deepEqual(
        seen.map(({ hits }) => hits).sort((a, b) => a - b),
        Array.from({ length: 20 }, (_, index) => index + 1),
      )
    })
  })
}

/** What both kinds of counters do. */
function counts(create: () => RateCounter): void {
  it('a window begins with the first hit, ends after its time, and a hit can be taken back', async () => {
    const counter = create()
    assert.deepEqual(await counter.hit('a', 1_000, 500), { hits: 1, untilAt: 1_500 })
    assert.deepEqual(await counter.hit('a', 1_000, 900), { hits: 2, untilAt: 1_500 })
    assert.deepEqual(await counter.hit('b', 1_000, 900), { hits: 1, untilAt: 1_900 })
    await counter.takeBack('a', 1_000)
    assert.deepEqual(await counter.hit('a', 1_000, 1_499), { hits: 2, untilAt: 1_500 })
    assert.deepEqual(await counter.hit('a', 1_000, 1_500), { hits: 1, untilAt: 2_500 })
    await counter.takeBack('a', 2_500)
    await counter.takeBack('nobody', 0)
    assert.deepEqual(await counter.hit('a', 1_000, 2_499), { hits: 2, untilAt: 2_500 })
  })
}
