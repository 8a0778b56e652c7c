import assert from 'node:assert/strict'
import request from 'supertest'
import { refused } from '../../support/api.ts'
import { engines } from '../../support/engines.ts'
import { asResident, byName, MINI, type ResidentApi } from '../../support/resident-api.ts'
import { startWechatSimulator, type WechatSimulator } from '../../support/simulators.ts'
import { buildWorld, PASSWORD, type World } from '../../support/world.ts'

type Case = {
  readonly route: string
  /** Body of a write; left out for a GET. */
  readonly body?: object
  /** Who may, and who may not with which refusal; null is nobody signed in. */
  readonly may: string
  readonly mayNot: readonly [who: string | null, status: number, code: string]
  readonly happy: (body: Readonly<Record<string, unknown>>) => void
}

const items = (least: number) => (body: Readonly<Record<string, unknown>>) => assert.ok((body.items as unknown[]).length >= least)

/** One happy and one forbidden case of every staff route of the rooms below the ledger: the other cases run on the engine of record alone. */
const staffCases: readonly Case[] = [
  { route: '/me', may: 'leader', mayNot: [null, 401, 'SIGN_IN_NEEDED'], happy: (body) => assert.equal(body.name, 'leader') },
  { route: '/members', may: 'admin', mayNot: ['cashier', 403, 'FORBIDDEN'], happy: items(9) },
  { route: '/org-units', may: 'cashier', mayNot: [null, 401, 'SIGN_IN_NEEDED'], happy: items(1) },
  { route: '/seasons', may: 'cashier', mayNot: [null, 401, 'SIGN_IN_NEEDED'], happy: items(1) },
  { route: '/audit-log?action=tenancy.', may: 'auditor', mayNot: ['cashier', 403, 'FORBIDDEN'], happy: items(5) },
  { route: '/households?search=3-2-001&owed=clear', may: 'cashier', mayNot: ['leader', 403, 'FORBIDDEN'], happy: items(1) },
  {
    route: '/households/80010001',
    may: 'cashier',
    mayNot: ['cashier-west', 404, 'NOT_FOUND'],
    happy: (body) => assert.equal(body.householdNo, '80010001'),
  },
  {
    route: '/households/80010001/unmask',
    body: { reason: '核对户主' },
    may: 'admin',
    mayNot: ['cashier', 403, 'FORBIDDEN'],
    happy: (body) => assert.equal(body.name, '测试甲'),
  },
]

for (const engine of engines) {
  describe(`routes on ${engine}`, () => {
    let simulator: WechatSimulator
    let world: World
    before(async function () {
      this.timeout(60_000)
      simulator = await startWechatSimulator()
      world = await buildWorld({ engine, wechatLogin: simulator.loginSettings() })
    })
    after(async () => {
      await world.close()
      await simulator.stop()
    })

    for (const { route, body, may, mayNot, happy } of staffCases) {
      const ask = async (who: string | null) => {
        const sending = request(world.app)[body ? 'post' : 'get'](`/api/staff${route}`)
        if (who !== null) sending.set('Authorization', `Bearer ${await world.tokenOf(who)}`)
        return body ? sending.set('Idempotency-Key', `key-of-${who}`).send(body) : sending
      }
      it(`${body ? 'POST' : 'GET'} /api/staff${route} answers ${may} and refuses ${mayNot[0] ?? 'a stranger'}`, async () => {
        const response = await ask(may)
        assert.equal(response.status, 200, JSON.stringify(response.body))
        happy(response.body)
        const [who, status, code] = mayNot
        refused(await ask(who), status, code)
      })
    }

    it('staff sign in, refresh once, and sign out', async () => {
      const agent = request.agent(world.app).set('X-Nuanzhang-Client', 'console')
      const signIn = (password: string) => agent.post('/api/staff/sessions').send({ companyCode: 'DEMO', name: 'cashier', password })
      refused(await signIn('Wrong-password-1'), 401, 'SIGN_IN_REFUSED')
      assert.equal((await signIn(PASSWORD)).status, 201)
      assert.equal((await agent.post('/api/staff/sessions/refresh')).status, 200)
      assert.equal((await agent.delete('/api/staff/sessions/current')).status, 204)
      refused(await agent.post('/api/staff/sessions/refresh'), 401, 'SESSION_OVER')
    })

    it('wrong passwords sent at once lock at the fifth', async function () {
      this.timeout(60_000)
      const guess = (index: number) =>
        request(world.app)
          .post('/api/staff/sessions')
          .send({ companyCode: 'DEMO', name: 'manager', password: `Guess-${index}-pass` })
      const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => guess(index)))
      assert.equal(answers.filter(({ status }) => status === 401).length, 4)
      assert.equal(answers.filter(({ status }) => status === 423).length, 8)
    })

    it('a resident signs in, binds a home, gives it up and signs out; a stranger does nothing of it', async () => {
      const refusedCode = await request(world.app)
        .post('/api/resident/sessions')
        .send({ platform: 'wechat-mini', appId: MINI.demo, code: 'made-up' })
      refused(refusedCode, 401, 'SIGN_IN_REFUSED')
      const api: ResidentApi = await asResident(world, simulator, 'person-1')
      const stranger = await asResident(world, simulator, 'person-2')
      const bound = await api.post('/bindings', byName('80010001', '测试甲'))
      assert.equal(bound.status, 201, JSON.stringify(bound.body))
      refused(await stranger.post('/bindings', byName('80010001', '不是他')), 404, 'BINDING_CHECK_FAILED')
      const path = `/bindings/${bound.body.bindingNo}`
      refused(await stranger.delete(path), 404, 'NOT_FOUND')
      assert.equal((await api.delete(path)).status, 204)
      assert.equal((await api.delete('/sessions/current')).status, 204)
      refused(await api.delete('/sessions/current'), 401, 'SIGN_IN_NEEDED')
    })

    it('a page inside WeChat goes out to sign in, and not to anywhere', async () => {
      const out = await request(world.app).get('/h5/wechat/login?to=/h5/')
      assert.equal(out.status, 302)
      assert.match(out.headers.location ?? '', /^\/sim\/wechat\/connect\/oauth2\/authorize\?/)
      assert.equal((await request(world.app).get('/h5/wechat/login?to=//evil.example')).status, 422)
      assert.equal((await request(world.app).get('/h5/wechat/callback?code=a&state=b')).status, 400)
    })
  })
}
