import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import http from 'node:http'
import request, { type Response } from 'supertest'
import { createApp } from '../../../server/src/app.ts'
import { compose } from '../../../server/src/compose.ts'
import { createLogger } from '../../../server/src/platform/logger.ts'
import { Problem } from '../../../shared/contracts/problem.ts'
import { refused } from '../../support/api.ts'
import { type Running, runSystem } from '../../support/system.ts'
import { buildWorld, type World } from '../../support/world.ts'

const OPTIONS = { secure: false, trustProxy: false, sites: [], simulatorUrl: null }

describe('the plumbing of HTTP', () => {
  let world: World
  let running: Running
  let token: string
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    running = await runSystem(world, { logLevel: 'silent' })
    token = await world.tokenOf('director')
  })
  after(async () => {
    await running.stop()
    await world.close()
  })

  const get = (path: string) => request(running.url).get(path).set('Authorization', `Bearer ${token}`)
  const post = (path: string) =>
    request(running.url).post(path).set('Authorization', `Bearer ${token}`).set('Idempotency-Key', 'plumbing-1')

  describe('a refusal', () => {
    it('is a problem document of one shape, wherever it comes from', async () => {
      const refusals: readonly (readonly [Response, number, string])[] = [
        [await request(running.url).get('/api/staff/me'), 401, 'SIGN_IN_NEEDED'],
        [await get('/api/staff/no-such-thing'), 404, 'ROUTE_NOT_FOUND'],
        [await get('/nowhere'), 404, 'ROUTE_NOT_FOUND'],
        [await request(running.url).put('/api/staff/me').set('Authorization', `Bearer ${token}`), 404, 'ROUTE_NOT_FOUND'],
        [await get('/api/staff/payment-orders/W0000000000000000'), 404, 'NOT_FOUND'],
        [await get('/api/staff/jobs?pageSize=0'), 422, 'INVALID'],
      ]
      for (const [response, status, code] of refusals) {
        const problem = refused(response, status, code)
        assert.deepEqual(Problem.strict().parse(problem), problem)
        assert.equal(problem.status, status)
        assert.equal(problem.type, `urn:nuanzhang:problem:${code.toLowerCase().replaceAll('_', '-')}`)
        assert.equal(response.headers['x-request-id'], problem.requestId)
      }
    })

    it('names every wrong field at once, in Chinese', async () => {
      const problem = refused(await post('/api/staff/billing-runs').send({ seasonCode: '2026', orgUnit: ' ', post: 'yes' }), 422, 'INVALID')
      assert.deepEqual(problem.errors?.map(({ path }) => path).sort(), ['orgUnit', 'post', 'seasonCode'])
      for (const { message } of problem.errors ?? []) assert.match(message, /[一-龥]/)
      const query = refused(await get('/api/staff/payment-orders?page=x&pageSize=1000&state=lost'), 422, 'INVALID')
      assert.deepEqual(query.errors?.map(({ path }) => path).sort(), ['page', 'pageSize', 'state'])
    })
  })

  describe('a request id', () => {
    it('of a proxy is taken over', async () => {
      const response = await request(running.url).get('/api/staff/me').set('X-Request-Id', 'from-our-proxy-0001')
      assert.equal(response.headers['x-request-id'], 'from-our-proxy-0001')
      assert.equal(response.body.requestId, 'from-our-proxy-0001')
    })

    it('that is no such thing is replaced', async () => {
      for (const given of [
        'short',
        'x'.repeat(65),
        'with space in it',
        '<script>alert(1)</script>',
        "1' OR '1'='1",
        '编号编号编号编号'.slice(0, 0),
      ]) {
        const response = await request(running.url).get('/healthz').set('X-Request-Id', given)
        assert.match(response.headers['x-request-id'] ?? '', /^[0-9a-f-]{36}$/, given)
      }
    })
  })

  describe('a body', () => {
    const path = '/api/staff/billing-runs'
    it('over 256 kB is refused, and over 64 kB from a channel', async () => {
      const big = JSON.stringify({ orgUnit: 'x'.repeat(300_000) })
      refused(await post(path).set('Content-Type', 'application/json').send(big), 413, 'BODY_TOO_LARGE')
      const notice = await request(running.url)
        .post('/callbacks/wechat-pay/1900000001')
        .set('Content-Type', 'application/json')
        .send('x'.repeat(70_000))
      refused(notice, 413, 'BODY_TOO_LARGE')
    })

    it('that is not JSON is refused: by its type, by its text, or by not being there', async () => {
      refused(await post(path).set('Content-Type', 'text/plain').send('{}'), 415, 'NOT_JSON')
      refused(await post(path).type('form').send('seasonCode=2026-2027'), 415, 'NOT_JSON')
      refused(await post(path), 415, 'NOT_JSON')
      for (const text of ['{', '{"a":}', 'null null', '\u0000', `${'['.repeat(50_000)}`]) {
        refused(await post(path).set('Content-Type', 'application/json').send(text), 400, 'NOT_JSON')
      }
      for (const text of ['null', '[]', '1', '"{}"', 'true', `${'['.repeat(5_000)}${']'.repeat(5_000)}`]) {
        refused(await post(path).set('Content-Type', 'application/json').send(text), 422, 'INVALID')
      }
    })

    it('with the names of prototypes in it changes nothing', async () => {
      const text = '{"__proto__":{"post":true},"constructor":{"prototype":{"polluted":1}},"seasonCode":"2026-2027","orgUnit":"DEMO"}'
      const problem = refused(await post(path).set('Content-Type', 'application/json').send(text), 422, 'INVALID')
      assert.deepEqual(
        problem.errors?.map(({ path: field }) => field),
        ['post'],
      )
      assert.equal(({} as { polluted?: number }).polluted, undefined)
    })
  })

  describe('headers', () => {
    it('protect every answer, and nothing of the API is kept', async () => {
      for (const path of ['/healthz', '/api/staff/me', '/api/resident/homes', '/nowhere']) {
        const { headers } = await request(running.url).get(path)
        assert.equal(headers['x-content-type-options'], 'nosniff', path)
        assert.equal(headers['x-frame-options'], 'DENY', path)
        assert.equal(headers['referrer-policy'], 'same-origin', path)
        assert.match(headers['content-security-policy'] ?? '', /default-src 'self'.*frame-ancestors 'none'/, path)
        assert.equal(headers['x-powered-by'], undefined)
        if (path.startsWith('/api/')) assert.equal(headers['cache-control'], 'no-store', path)
      }
      const answer = await get('/api/staff/me')
      assert.deepEqual([answer.status, answer.headers['cache-control']], [200, 'no-store'])
      // WeChat's H5 page wants to see from which site people come; the address of the page stays here.
      assert.equal((await request(running.url).get('/h5/result?order=W1')).headers['referrer-policy'], 'strict-origin-when-cross-origin')
    })
  })

  describe('a page in WeChat, signed in by cookie', () => {
    let cookie: string
    before(async () => {
      const out = await request(running.url).get('/h5/wechat/login?to=/h5/&app=wx00000000000000a2')
      const state = new URL(out.headers.location ?? '', running.url).searchParams.get('state')
      const { code } = await running.simulator.control.loginCode('wx00000000000000a2', 'person-1')
      const promise = String(out.headers['set-cookie']?.[0]).split(';')[0] ?? ''
      const back = await request(running.url).get(`/h5/wechat/callback?code=${code}&state=${state}`).set('Cookie', promise)
      assert.equal(back.status, 302, back.text)
      const kept = (back.headers['set-cookie'] as unknown as string[]).find((one) => one.startsWith('nz_resident=')) ?? ''
      assert.match(kept, /HttpOnly; SameSite=Lax/)
      cookie = kept.split(';')[0] ?? ''
    })

    it('may read, and writes only with the header no other page can send', async () => {
      assert.equal((await request(running.url).get('/api/resident/homes').set('Cookie', cookie)).status, 200)
      const write = () =>
        request(running.url).post('/api/resident/payment-orders').set('Cookie', cookie).set('Idempotency-Key', 'from-another-page')
      const body = { householdNos: ['80010001'], totalFen: 1, channel: 'wechat-pay' }
      refused(await write().send(body), 403, 'CLIENT_HEADER_NEEDED')
      refused(await write().set('X-Nuanzhang-Client', 'console').send(body), 403, 'CLIENT_HEADER_NEEDED')
      refused(await write().set('X-Nuanzhang-Client', 'h5').send(body), 404, 'NOT_FOUND')
    })

    it('is not signed in as a mini-program, nor as staff', async () => {
      const [, value = ''] = cookie.split('=')
      for (const path of ['/api/resident/homes', '/api/staff/me']) {
        refused(await request(running.url).get(path).set('Authorization', `Bearer ${value}`), 401, 'SIGN_IN_NEEDED')
      }
    })
  })

  describe('the simulators behind our port', () => {
    it('show their pages to people', async () => {
      const page = await request(running.url).get('/sim/wechat-pay/')
      assert.equal(page.status, 200)
      assert.equal(page.headers['x-frame-options'], 'SAMEORIGIN')
    })

    it('keep their control addresses to themselves, however they are written', async () => {
      const addresses = [
        '/sim/wechat-pay/control/clock',
        '/sim/wechat/control/persons',
        '/sim/wechat-pay/%63ontrol/clock',
        '/sim/wechat-pay/control%2Fclock',
        '/sim//wechat-pay//control/clock',
        '/sim/wechat-pay/x/../control/clock',
        '/sim/wechat-pay/%2e%2e/wechat-pay/control/clock',
        '/sim/wechat-pay/CONTROL/clock',
        '/sim/wechat-pay;/control/clock',
        '/x/../sim/wechat-pay/control/clock',
        `${'http://anywhere'}/sim/wechat-pay/control/clock`,
        '/sim/wechat-pay\\control\\clock',
      ]
      const clock = await fetch(`${running.simulator.url}/sim/wechat-pay/control/clock`)
      assert.equal(clock.status, 200, 'on its own port it answers')
      for (const address of addresses) {
        const { status, text } = await raw(running.url, address)
        assert.ok(status === 404 || status === 400, `${address}: ${status} ${text}`)
        assert.ok(!text.includes('frozen'), address)
      }
    })

    it('are not there at all without simulated parties', async () => {
      refused(await request(world.app).get('/sim/wechat-pay/'), 404, 'ROUTE_NOT_FOUND')
    })
  })

  describe('for operators', () => {
    it('/metrics counts by route pattern: no number of a household, no query', async () => {
      await get('/api/staff/households/80010001/quote')
      await get('/api/staff/households?search=%E6%B5%8B%E8%AF%95%E7%94%B2')
      const { text, headers } = await request(running.url).get('/metrics')
      assert.match(headers['content-type'] ?? '', /^text\/plain/)
      assert.match(text, /nuanzhang_http_seconds_count\{[^}]*route="\/api\/staff\/households\/:householdNo\/quote"[^}]*status="200"/)
      assert.ok(!text.includes('80010001'))
      assert.ok(!text.includes('search'))
    })
  })
})

describe('a server in trouble', () => {
  it('answers an unexpected error with one dull 500: no stack, no SQL, and the log has it under the same id', async function () {
    this.timeout(60_000)
    const world = await buildWorld()
    const lines: string[] = []
    const system = compose({ ...world, logger: createLogger('info', { write: (line) => lines.push(line) }) })
    const app = createApp(system, OPTIONS).callback()
    const token = await world.tokenOf('director')
    await world.database.write((unit) => unit.execute('DROP TABLE billing_run_items'))
    await world.database.write((unit) => unit.execute('DROP TABLE billing_runs'))
    const response = await request(app).get('/api/staff/billing-runs').set('Authorization', `Bearer ${token}`)
    const problem = refused(response, 500, 'INTERNAL')
    assert.deepEqual(Object.keys(problem).sort(), ['code', 'detail', 'requestId', 'status', 'title', 'type'])
    assert.ok(problem.detail.includes(problem.requestId))
    for (const secret of ['SELECT', 'billing_runs', 'Sequelize', '.ts:', 'node_modules', "doesn't exist"]) {
      assert.ok(!response.text.includes(secret), `the answer says ${secret}`)
    }
    const logged = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'unexpected error')
    assert.equal(logged?.requestId, problem.requestId)
    assert.match(JSON.stringify(logged.err), /billing_runs/)
    await system.billing.stop()
    await world.close()
  })

  it('without its database lives but is not ready, and says so to nobody else', async function () {
    this.timeout(60_000)
    const world = await buildWorld({ engine: 'sqlite' })
    assert.deepEqual((await request(world.app).get('/readyz')).body, { status: 'ready' })
    const token = await world.tokenOf('director')
    await world.database.close()
    writeFileSync(world.url.slice('sqlite:'.length), 'no database any more')
    assert.deepEqual((await request(world.app).get('/healthz')).body, { status: 'ok' })
    const ready = await request(world.app).get('/readyz')
    assert.deepEqual([ready.status, ready.body], [503, { status: 'database unavailable' }])
    refused(await request(world.app).get('/api/staff/me').set('Authorization', `Bearer ${token}`), 500, 'INTERNAL')
    await world.close().catch(() => {})
  })
})

/** The address exactly as written: no client tidies it up on the way. */
function raw(url: string, path: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const asking = http.request({ hostname, port, path, method: 'GET' }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => {
        text += String(chunk)
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    asking.on('error', reject)
    asking.end()
  })
}
