import assert from 'node:assert/strict'
import { createSend } from '../../../../admin/src/api/client.ts'
import { ApiProblem } from '../../../../admin/src/api/problem.ts'
import { createSession, type TabNews } from '../../../../admin/src/api/session.ts'
import type { StaffSession } from '../../../../shared/contracts/staff.ts'
import { type Asked, fakeFetch, problem, type Told } from '../support/fake-fetch.ts'

const profile: StaffSession['profile'] = {
  name: 'wang',
  displayName: '王会计',
  company: { code: 'QY', name: '青云供热' },
  roles: [],
  units: [],
  permissions: [],
  trialSize: false,
  mustChangePassword: false,
}
const session = (accessToken: string) => ({ status: 200, body: { accessToken, expiresInSeconds: 900, profile } satisfies StaffSession })

function world(answer: (asked: Asked) => Told | Promise<Told>, { hint = true } = {}) {
  const wire = fakeFetch(answer)
  const news: TabNews[] = []
  const timers: { delayMs: number; task: () => void }[] = []
  let hinted = hint
  let now = 0
  const console = createSession({
    fetch: wire.fetch,
    now: () => now,
    after(delayMs, task) {
      const timer = { delayMs, task }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), 1)
    },
    hint: {
      get: () => hinted,
      set: (value) => {
        hinted = value
      },
    },
    alone: (task) => task(),
    tellTabs: (item) => news.push(item),
  })
  const sleepFor = (ms: number) => {
    now += ms
  }
  return { console, send: createSend(wire.fetch, console), asked: wire.asked, news, timers, hinted: () => hinted, sleepFor }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('session', () => {
  it('asks nothing on a first visit', async () => {
    const { console, asked } = world(() => session('t1'), { hint: false })
    await console.start()
    assert.deepEqual(console.state(), { phase: 'signed-out', reason: 'none' })
    assert.deepEqual(asked, [])
  })

  it('comes back after a reload by the cookie, with the header that proves it is the console', async () => {
    const { console, asked } = world(() => session('t1'))
    await console.start()
    assert.equal(console.state().phase, 'signed-in')
    assert.equal(console.token(), 't1')
    assert.equal(asked[0]?.url, '/api/staff/sessions/refresh')
    assert.equal(asked[0]?.headers.get('x-nuanzhang-client'), 'console')
  })

  it('refreshes before the token ends', async () => {
    const { console, timers, asked } = world(() => session('t1'))
    await console.start()
    assert.deepEqual(
      timers.map(({ delayMs }) => delayMs),
      [840_000],
      'a minute before 15 minutes are over',
    )
    timers[0]?.task()
    await settled()
    assert.equal(asked.length, 2)
  })

  it('refreshes at once when the computer slept past the timer', async () => {
    const { console, asked, sleepFor } = world(() => session('t1'))
    await console.start()
    console.wokeUp()
    await settled()
    assert.equal(asked.length, 1, 'not yet due')
    sleepFor(840_000)
    console.wokeUp()
    await settled()
    assert.equal(asked.length, 2)
  })

  it('lets many callers share one refresh', async () => {
    const { console, asked } = world(() => session('t1'))
    assert.deepEqual(await Promise.all([console.refresh(), console.refresh(), console.refresh()]), [true, true, true])
    assert.equal(asked.length, 1)
  })

  it('signs out here and in every tab when the refresh is refused', async () => {
    let living = true
    const { console, news, hinted } = world(() => (living ? session('t1') : problem(401, 'SESSION_ENDED')))
    await console.start()
    living = false
    assert.equal(await console.refresh(), false)
    assert.deepEqual(console.state(), { phase: 'signed-out', reason: 'expired' })
    assert.equal(console.token(), null)
    assert.equal(hinted(), false)
    assert.deepEqual(news, ['signed-out'])
  })

  it('signs nobody out because the network broke: it tries again soon', async () => {
    let whole = true
    const { console, timers } = world(() => (whole ? session('t1') : 'broken'))
    await console.start()
    whole = false
    timers.at(-1)?.task()
    await settled()
    assert.equal(console.state().phase, 'signed-in')
    assert.equal(timers.at(-1)?.delayMs, 15_000)
  })

  it('follows another tab out', async () => {
    const { console } = world(() => session('t1'))
    await console.start()
    console.heardFromTab('signed-out')
    assert.deepEqual(console.state(), { phase: 'signed-out', reason: 'left' })
  })

  it('stays signed in and says so when the server did not hear the sign-out', async () => {
    let whole = true
    const { console } = world(() => (whole ? session('t1') : 'broken'))
    await console.start()
    whole = false
    await assert.rejects(console.signOut(), (error) => error instanceof ApiProblem && error.status === 0)
    assert.equal(console.state().phase, 'signed-in')
  })
})

describe('send', () => {
  it('renews a refused token once and sends the same request under the same key again', async () => {
    let tokens = 0
    const { console, send, asked } = world(({ url, headers }) => {
      if (url.endsWith('/refresh')) return session(`t${++tokens}`)
      return headers.get('authorization') === 'Bearer t2' ? { status: 200, body: { jobNo: 'J1' } } : problem(401, 'TOKEN_EXPIRED')
    })
    await console.start()
    const answer = await send<{ jobNo: string }>({
      method: 'POST',
      path: '/api/staff/jobs/J1/retry',
      idempotencyKey: 'key-00000001',
      body: { a: 1 },
    })
    assert.deepEqual(answer, { jobNo: 'J1' })
    const writes = asked.filter(({ url }) => url.endsWith('/retry'))
    assert.deepEqual(
      writes.map(({ headers, body }) => [headers.get('authorization'), headers.get('idempotency-key'), body]),
      [
        ['Bearer t1', 'key-00000001', '{"a":1}'],
        ['Bearer t2', 'key-00000001', '{"a":1}'],
      ],
    )
  })

  it('refreshes once for many requests that fail together', async () => {
    let tokens = 0
    const { console, send, asked } = world(({ url, headers }) => {
      if (url.endsWith('/refresh')) return session(`t${++tokens}`)
      return headers.get('authorization') === 'Bearer t2' ? { status: 200 } : problem(401, 'TOKEN_EXPIRED')
    })
    await console.start()
    await Promise.all([1, 2, 3].map(() => send({ method: 'GET', path: '/api/staff/jobs' })))
    assert.equal(asked.filter(({ url }) => url.endsWith('/refresh')).length, 2, 'one at the start, one for the three')
  })

  it('passes a refusal on as it came, with its request id', async () => {
    const { send } = world(() => problem(409, 'RUN_ACTIVE', '该范围已有出账任务在进行'))
    await assert.rejects(send({ method: 'POST', path: '/api/staff/billing-runs' }), (error) => {
      assert.ok(error instanceof ApiProblem)
      assert.equal(error.message, '该范围已有出账任务在进行')
      assert.equal(error.problem.requestId, 'req-12345678')
      return true
    })
  })

  it('says in Chinese that an answer was not readable', async () => {
    const { send } = world(() => ({ status: 502, body: '<html>' }))
    await assert.rejects(send({ method: 'GET', path: '/api/staff/jobs' }), /服务器没有给出可读的答复（502）/)
  })

  it('leaves empty filters out of the address', async () => {
    const { send, asked } = world(() => ({ status: 200 }))
    await send({ method: 'GET', path: '/api/staff/households', query: { search: '3-2-501', owed: undefined, orgUnit: '', page: 2 } })
    assert.equal(asked[0]?.url, '/api/staff/households?search=3-2-501&page=2')
  })
})
