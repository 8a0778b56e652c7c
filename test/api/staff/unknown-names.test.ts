import assert from 'node:assert/strict'
import request, { type Response } from 'supertest'
import { createApp } from '../../../server/src/app.ts'
import { engines } from '../../support/engines.ts'
import { buildWorld, PASSWORD, systemOn, type World } from '../../support/world.ts'

const MINUTE = 60_000

for (const engine of engines) {
  describe(`whether a name exists cannot be told from outside, on ${engine}`, () => {
    let world: World
    before(async function () {
      this.timeout(60_000)
      world = await buildWorld({ engine, poolSize: 24 })
    })
    after(() => world.close())

    const signIn = (companyCode: string, name: string, password = 'Wrong-1-pass', app: World['app'] | string = world.app) =>
      request(app).post('/api/staff/sessions').send({ companyCode, name, password })
    /** Everything of an answer that a stranger sees, without what differs from one request to the next. */
    const seen = ({ status, body, headers }: Response) => ({
      status,
      code: body.code,
      detail: body.detail,
      facts: body.facts,
      errors: body.errors,
      headers: Object.keys(headers).sort(),
    })
    type Somebody = readonly [companyCode: string, name: string]

    it('a known name, an unknown one, one of an unknown and one of a closed company get the same answers, try by try', async function () {
      this.timeout(60_000)
      await world.database.write((unit) => unit.execute(`UPDATE tenants SET state = 'suspended' WHERE code = 'OTHER'`))
      const everybody: readonly Somebody[] = [
        ['DEMO', 'auditor'],
        ['DEMO', 'nobody-at-all'],
        ['NOWHERE', 'auditor'],
        ['OTHER', 'admin'],
      ]
      // Five tries, two while locked, the lock over, four more, a day later four more: forgotten, so no lock.
      const waits = [0, 0, 0, 0, 0, 0, 7 * MINUTE, 8 * MINUTE, 0, 0, 0, 25 * 60 * MINUTE, 0, 0, 0, 0]
      const statuses: number[] = []
      for (const [index, wait] of waits.entries()) {
        world.clock.advance(wait)
        const answers = []
        for (const [companyCode, name] of everybody) answers.push(seen(await signIn(companyCode, name)))
        for (const answer of answers) assert.deepEqual(answer, answers[0], `try ${index + 1}`)
        statuses.push(answers[0]?.status ?? 0)
      }
      const locks = [4, 5, 6, 15]
      assert.deepEqual(
        statuses,
        waits.map((_, index) => (locks.includes(index) ? 423 : 401)),
      )
    })

    it('guesses at once at an unknown name get as many answers as at a known one', async function () {
      this.timeout(60_000)
      const second = systemOn({ database: world.reopen({ poolSize: 24 }), clock: world.clock })
      const app = createApp(second, { secure: false, trustProxy: false, sites: [], simulatorUrl: null }).callback()
      const countsOf = async (name: string) => {
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, index) => signIn('DEMO', name, `Guess-${index}-pass`, index % 2 ? app : world.app)),
        )
        return [401, 423].map((status) => answers.filter((answer) => answer.status === status).length)
      }
      assert.deepEqual(await countsOf('manager'), [4, 16])
      assert.deepEqual(await countsOf('nobody-manages'), [4, 16])
    })

    it('a locked name asks the same of the machine whether it exists or not: no password is hashed, nothing is written', async () => {
      for (const name of ['leader', 'nobody-leads']) for (let time = 0; time < 5; time += 1) await signIn('DEMO', name)
      const statements: string[] = []
      const second = systemOn({ database: world.reopen({ onStatement: (sql) => statements.push(sql) }), clock: world.clock })
      const app = createApp(second, { secure: false, trustProxy: false, sites: [], simulatorUrl: null }).callback()
      const askedFor = async (name: string) => {
        statements.length = 0
        assert.equal((await signIn('DEMO', name, PASSWORD, app)).status, 423)
        return statements.map((sql) => sql.replace(/'[^']*'/g, '?'))
      }
      const known = await askedFor('leader')
      assert.deepEqual(await askedFor('nobody-leads'), known)
      assert.deepEqual(
        known.filter((sql) => !sql.startsWith('SELECT')),
        [],
      )
    })

    it('first guesses that meet are counted one after the other', async function () {
      this.timeout(60_000)
      for (let round = 1; round <= 8; round += 1) {
        const answers = await Promise.all([1, 2, 3, 4].map(() => signIn('DEMO', `racer-${round}`)))
        assert.deepEqual(
          answers.map(({ status }) => status),
          [401, 401, 401, 401],
        )
        assert.equal((await signIn('DEMO', `racer-${round}`)).status, 423)
      }
    })

    it('a name tried before it existed is nobody’s burden: its person signs in', async () => {
      for (let time = 0; time < 5; time += 1) await signIn('DEMO', 'newcomer')
      assert.equal((await signIn('DEMO', 'newcomer')).status, 423)
      await world.staff.createStaff(world.demo.operator, {
        name: 'newcomer',
        displayName: '新来的',
        password: PASSWORD,
        posts: [{ orgUnitCode: 'EAST-1', roleCode: 'cashier' }],
      })
      assert.equal((await signIn('DEMO', 'newcomer', PASSWORD)).status, 201)
    })

    it('what was typed as a name is stored as a hash only', async () => {
      const rows = await world.database.read((unit) => unit.select<{ text: string }>('SELECT name_hash AS text FROM sign_in_tries'))
      assert.ok(rows.length >= 4)
      for (const { text } of rows) assert.match(text, /^[0-9a-f]{64}$/)
    })
  })
}
