import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import request, { type Response } from 'supertest'
import { createApp } from '../../../server/src/app.ts'
import { rateLimits } from '../../../server/src/http/rate-limits.ts'
import type { Home, Me } from '../../../shared/contracts/residents.ts'
import { faultsOf, refused, securityEvents } from '../../support/api.ts'
import { MORNING } from '../../support/database.ts'
import { asResident, byName, MINI } from '../../support/resident-api.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { type SmsSimulator, startSmsSimulator } from '../../support/sms-simulator.ts'
import { buildWorld, type World } from '../../support/world.ts'

const MINUTE = 60_000
const DAY = 86_400_000

describe('a resident signs in by a code on their phone', () => {
  let wechat: WechatSimulator
  let provider: SmsSimulator
  let world: World
  before(async function () {
    this.timeout(60_000)
    ;[wechat, provider] = await Promise.all([startWechatSimulator(), startSmsSimulator()])
    world = await buildWorld({ wechatLogin: wechat.loginSettings(), sms: provider.settings() })
  })
  after(async () => {
    await world.close()
    await Promise.all([wechat.stop(), provider.stop()])
  })
  beforeEach(() => moveTo(MORNING))

  async function moveTo(at: number): Promise<void> {
    world.clock.set(at)
    await provider.setClock(at)
  }
  let phones = 0
  const newPhone = () => {
    phones += 1
    return `1380000${2000 + phones}`
  }
  const ask = (phone: string) => request(world.app).post('/api/resident/sign-in-codes').send({ phone })
  const signIn = (phone: string, code: string, more: object = {}) =>
    request(world.app)
      .post('/api/resident/phone-sessions')
      .send({ phone, code, ...more })
  const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

  /** A browser that has signed in: its cookie carries what it asks. */
  async function browser(phone: string, appId = 'wx00000000000000a2') {
    assert.equal((await ask(phone)).status, 202)
    const response = await signIn(phone, await provider.codeOf(phone), { appId })
    assert.equal(response.status, 201, JSON.stringify(response.body))
    const cookie = String(response.headers['set-cookie']).split(';')[0] ?? ''
    const sent = (call: request.Test) => call.set('Cookie', cookie).set('X-Nuanzhang-Client', 'h5')
    return {
      get: (path: string) => sent(request(world.app).get(`/api/resident${path}`)),
      post: (path: string, body: object) =>
        sent(request(world.app).post(`/api/resident${path}`))
          .set('Idempotency-Key', randomUUID())
          .send(body),
    }
  }
  const numbersOf = (response: Response) => (response.body.items as Home[]).map(({ householdNo }) => householdNo).sort()

  it('with six digits from the message, and gets a cookie no script can read', async () => {
    const phone = newPhone()
    const asked = await ask(phone)
    assert.deepEqual([asked.status, asked.body], [202, { resendInSeconds: 60, expiresInSeconds: 300 }])
    const code = await provider.codeOf(phone)
    assert.match(code, /^\d{6}$/)
    const session = await signIn(phone, code, { appId: 'wx00000000000000a2' })
    assert.equal(session.status, 201)
    assert.match(String(session.headers['set-cookie']), /nz_resident=.+HttpOnly; SameSite=Lax; Max-Age=43200/)
    assert.deepEqual(Object.keys(session.body), ['expiresInSeconds'])
  })

  it('keeps neither number nor code where a thief of the table could read them', async () => {
    const phone = newPhone()
    await ask(phone)
    const code = await provider.codeOf(phone)
    const rows = await world.database.read((unit) => unit.select<Record<string, unknown>>('SELECT * FROM phone_codes'))
    const attempts = await world.database.read((unit) => unit.select<Record<string, unknown>>('SELECT * FROM message_attempts'))
    const text = JSON.stringify([rows, attempts])
    assert.ok(!text.includes(phone) && !text.includes(code))
    assert.ok(text.includes(`${phone.slice(0, 3)}****${phone.slice(-4)}`))
  })

  it('gets the same answer for a phone that is known and one that nobody has', async () => {
    const known = newPhone()
    await browser(known)
    await moveTo(MORNING + 2 * MINUTE)
    const [first, second] = [await ask(known), await ask(newPhone())]
    assert.deepEqual([first.status, first.body], [second.status, second.body])
  })

  it('once: a used, an old, a wrong and a missing code are refused in the same words, and nobody is made', async () => {
    const count = async () => (await world.database.read((unit) => unit.select('SELECT id FROM residents'))).length
    const phone = newPhone()
    const refusals: string[] = [refused(await signIn(phone, '123456'), 401, 'CODE_REFUSED').detail]
    await ask(phone)
    const code = await provider.codeOf(phone)
    const before = await count()
    refusals.push(refused(await signIn(phone, otherThan(code)), 401, 'CODE_REFUSED').detail)
    await moveTo(MORNING + 5 * MINUTE)
    refusals.push(refused(await signIn(phone, code), 401, 'CODE_REFUSED').detail)
    assert.equal(await count(), before)
    await ask(phone)
    const next = await provider.codeOf(phone)
    assert.equal((await signIn(phone, next)).status, 201)
    refusals.push(refused(await signIn(phone, next), 401, 'CODE_REFUSED').detail)
    assert.equal(new Set(refusals).size, 1)
    assert.ok((await securityEvents(world, 1)).includes('phone-code.refused'))
  })

  it('five wrong codes are the end of a code, also sent at once', async () => {
    const phone = newPhone()
    await ask(phone)
    const code = await provider.codeOf(phone)
    await Promise.all(Array.from({ length: 8 }, () => signIn(phone, otherThan(code))))
    refused(await signIn(phone, code), 401, 'CODE_REFUSED')
    const fresh = newPhone()
    await ask(fresh)
    const right = await provider.codeOf(fresh)
    for (let time = 0; time < 4; time += 1) refused(await signIn(fresh, otherThan(right)), 401, 'CODE_REFUSED')
    assert.equal((await signIn(fresh, right)).status, 201)
  })

  it('one message a minute, ten requests at once or one after the other', async () => {
    const phone = newPhone()
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(phone)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [202, ...Array(9).fill(429)])
    assert.equal((await provider.messages()).filter((message) => message.phone === phone).length, 1)
    await moveTo(MORNING + MINUTE - 1)
    const problem = refused(await ask(phone), 429, 'SMS_TOO_SOON')
    assert.deepEqual(problem.facts, { retryAfterSeconds: 1 })
    await moveTo(MORNING + MINUTE)
    assert.equal((await ask(phone)).status, 202)
  })

  it('ten messages a day, and again on the next', async function () {
    this.timeout(20_000)
    const phone = newPhone()
    const quarter = 15 * MINUTE
    for (let time = 0; time < 10; time += 1) {
      await moveTo(MORNING + time * quarter)
      assert.equal((await ask(phone)).status, 202, `message ${time + 1}`)
    }
    await moveTo(MORNING + 10 * quarter)
    // Ours, before the provider is asked: its own limit speaks of an hour.
    assert.match(refused(await ask(phone), 429, 'SMS_TOO_MANY').detail, /明天再试/)
    await moveTo(MORNING + DAY)
    assert.equal((await ask(phone)).status, 202)
  })

  it('says so when the provider refuses, and not when it is silent: the message may come', async () => {
    const phone = newPhone()
    await provider.spoil('limit')
    refused(await ask(phone), 429, 'SMS_TOO_MANY')
    await provider.spoil('drop')
    assert.equal((await ask(newPhone())).status, 202)
    const outcomes = await world.database.read((unit) =>
      unit.select<{ outcome: string; reason: string | null }>('SELECT outcome, reason FROM message_attempts ORDER BY id'),
    )
    assert.deepEqual(
      outcomes.slice(-2).map(({ outcome }) => outcome),
      ['refused', 'unknown'],
    )
  })

  it('sees the companies of the public account one came from, and only those', async () => {
    const phone = newPhone()
    const own = await browser(phone)
    assert.equal((await own.post('/bindings', byName('80010003', '测试丙'))).status, 201)
    assert.equal(((await own.get('/me')).body as Me).company?.code, 'DEMO')
    await moveTo(MORNING + 2 * MINUTE)
    const shared = await browser(phone, 'wx00000000000000f2')
    assert.equal(((await shared.get('/me')).body as Me).company, null)
    assert.equal((await shared.post('/bindings', byName('90010001', '测试己', { companyCode: 'OTHER' }))).status, 201)
    assert.deepEqual(numbersOf(await shared.get('/homes')), ['80010003', '90010001'])
    assert.deepEqual(numbersOf(await own.get('/homes')), ['80010003'])
  })

  it('is the resident who proved the same phone in a mini-program', async () => {
    const phone = newPhone()
    const mini = await asResident(world, wechat, 'person-1')
    await mini.post('/bindings', byName('80010001', '测试甲'))
    await ask(phone)
    refused(await mini.post('/phone', { phone, code: otherThan(await provider.codeOf(phone)) }), 422, 'CODE_REFUSED')
    assert.equal((await mini.post('/phone', { phone, code: await provider.codeOf(phone) })).status, 204)
    assert.equal(((await mini.get('/me')).body as Me).phone, `${phone.slice(0, 3)}****${phone.slice(-4)}`)
    await moveTo(MORNING + 2 * MINUTE)
    assert.deepEqual(numbersOf(await (await browser(phone)).get('/homes')), ['80010001'])
  })

  it('whoever used both ways before becomes one: homes and ways in come along, the other’s session ends', async () => {
    const phone = newPhone()
    const page = await browser(phone)
    await page.post('/bindings', byName('80010003', '测试丙', { label: '爸妈家' }))
    await page.post('/bindings', byName('80010001', '测试甲', { label: '自己家' }))
    const mini = await asResident(world, wechat, 'person-2')
    const mine = await mini.post('/bindings', byName('80010001', '测试甲', { label: '我家' }))
    await moveTo(MORNING + 2 * MINUTE)
    await ask(phone)
    assert.equal((await mini.post('/phone', { phone, code: await provider.codeOf(phone) })).status, 204)
    const homes = (await mini.get('/homes')).body.items as Home[]
    assert.deepEqual(homes.map(({ householdNo, label }) => [householdNo, label]).sort(), [
      ['80010001', '我家'],
      ['80010003', '爸妈家'],
    ])
    assert.ok(homes.some(({ bindingNo }) => bindingNo === mine.body.bindingNo))
    refused(await page.get('/homes'), 401, 'SIGN_IN_NEEDED')
    await moveTo(MORNING + 4 * MINUTE)
    assert.equal(numbersOf(await (await browser(phone)).get('/homes')).length, 2)
  })

  it('a phone given up no longer opens anything, and a number not proved for 400 days belongs to a stranger', async () => {
    const [old, next] = [newPhone(), newPhone()]
    const mini = await asResident(world, wechat, 'person-3')
    await mini.post('/bindings', byName('80010001', '测试甲'))
    for (const phone of [old, next]) {
      await ask(phone)
      assert.equal((await mini.post('/phone', { phone, code: await provider.codeOf(phone) })).status, 204)
    }
    await moveTo(MORNING + 2 * MINUTE)
    assert.deepEqual(numbersOf(await (await browser(old)).get('/homes')), [])
    await moveTo(MORNING + 400 * DAY)
    assert.deepEqual(numbersOf(await (await browser(next)).get('/homes')), ['80010001'])
    await moveTo(MORNING + 801 * DAY)
    assert.deepEqual(numbersOf(await (await browser(next)).get('/homes')), [])
  })

  it('names every fault at once, and an app that is no public account', async () => {
    assert.deepEqual(faultsOf(refused(await ask('12345'), 422, 'INVALID')), ['phone'])
    assert.deepEqual(faultsOf(refused(await signIn('1380000', '12a'), 422, 'INVALID')), ['code', 'phone'])
    refused(await signIn('13800002999', '123456', { appId: MINI.demo }), 422, 'APP_UNKNOWN')
    refused(await request(world.app).post('/api/resident/phone').send({ phone: '13800002999', code: '123456' }), 401, 'SIGN_IN_NEEDED')
  })

  it('one address may ask for so many codes a day, whomever they are for', async () => {
    const limits = rateLimits.map((limit) => (limit.name === 'sign-in-codes' ? { ...limit, most: 3 } : limit))
    const app = createApp(world, { secure: false, trustProxy: false, sites: [], simulatorUrl: null, rateLimits: limits }).callback()
    for (let time = 0; time < 3; time += 1)
      assert.equal((await request(app).post('/api/resident/sign-in-codes').send({ phone: newPhone() })).status, 202)
    refused(await request(app).post('/api/resident/sign-in-codes').send({ phone: newPhone() }), 429, 'TOO_MANY_REQUESTS')
  })
})
