import assert from 'node:assert/strict'
import { idempotencyKeys } from '../../../server/src/database/idempotency-key.model.ts'
import type { Unit } from '../../../server/src/database/unit-of-work.ts'
import { rateCounts } from '../../../server/src/http/rate-count.model.ts'
import { rateCountPurge } from '../../../server/src/http/rate-counter.ts'
import { keyPurge, purgeJob, purgeTable } from '../../../server/src/jobs/purge.ts'
import { residentPurges } from '../../../server/src/modules/residents/index.ts'
import { bindingTries } from '../../../server/src/modules/residents/resident.model.ts'
import { staffPurges } from '../../../server/src/modules/staff/index.ts'
import { sessions } from '../../../server/src/modules/staff/session.model.ts'
import { signInTries } from '../../../server/src/modules/staff/sign-in-tries.model.ts'
import { createLogger } from '../../../server/src/platform/logger.ts'
import { engines } from '../../support/engines.ts'
import { buildWorld, type World } from '../../support/world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const purges = [...staffPurges, ...residentPurges, keyPurge, rateCountPurge]

for (const engine of engines) {
  describe(`the daily purge on ${engine}`, () => {
    let world: World
    before(async function () {
      this.timeout(60_000)
      world = await buildWorld({ engine })
    })
    after(() => world.close())

    const deps = () => ({ database: world.database, clock: world.clock, logger: createLogger('silent'), purges })
    const write = (work: (unit: Unit) => Promise<unknown>) => world.database.write(work)
    const left = async (table: string, name: string) => {
      const rows = await world.database.read((unit) => unit.select<{ name: string }>(`SELECT ${name} AS name FROM ${table}`))
      return rows.map((row) => row.name).sort()
    }
    const session = (unit: Unit, refreshHash: string, expiresAt: number) => ({
      id: unit.newId(sessions),
      tenant_id: null,
      subject_kind: 'resident',
      subject_id: 1,
      family: refreshHash,
      refresh_hash: refreshHash,
      state: 'active',
      expires_at: expiresAt,
    })
    const key = (unit: Unit, name: string, state: string) => ({
      id: unit.newId(idempotencyKeys),
      tenant_id: world.demo.tenantId,
      actor: 'staff:1',
      route: 'POST /test',
      idempotency_key: name,
      body_hash: 'x',
      state,
    })

    it('takes what is long over and leaves what still counts, to the millisecond', async () => {
      const now = world.clock.now()
      await write(async (unit) => {
        await unit.insert(sessions, [
          session(unit, 'over', now - 30 * DAY),
          session(unit, 'just-kept', now - 30 * DAY + 1),
          session(unit, 'living', now + HOUR),
        ])
        await unit.insert(rateCounts, [
          { id: unit.newId(rateCounts), rate_key: 'over', hits: 1, until_at: now - HOUR },
          { id: unit.newId(rateCounts), rate_key: 'just-kept', hits: 1, until_at: now - HOUR + 1 },
        ])
        await unit.insert(signInTries, [
          { id: unit.newId(signInTries), name_hash: 'over', failed_count: 5, failed_at: now - DAY, locked_until: now - DAY + 1 },
          { id: unit.newId(signInTries), name_hash: 'just-kept', failed_count: 1, failed_at: now - DAY + 1 },
          { id: unit.newId(signInTries), name_hash: 'locked', failed_count: 5, failed_at: now - DAY, locked_until: now + 1 },
        ])
        await unit.insert(bindingTries, [{ id: unit.newId(bindingTries), resident_id: 1, household_no: 'OLD' }])
        await unit.insert(idempotencyKeys, [key(unit, 'old-done', 'done'), key(unit, 'old-running', 'running')])
      })
      // Keys and tries are as old as their row: seven days and an hour by the clock.
      await purgeJob(deps()).handle({} as never)
      const kept = await left('sessions', 'refresh_hash')
      assert.ok(kept.includes('just-kept') && kept.includes('living') && !kept.includes('over'))
      assert.deepEqual(await left('rate_counts', 'rate_key'), ['just-kept'])
      assert.deepEqual(await left('sign_in_tries', 'name_hash'), ['just-kept', 'locked'])
      assert.deepEqual(await left('binding_tries', 'household_no'), ['OLD'])

      world.clock.advance(HOUR - 1)
      await purgeJob(deps()).handle({} as never)
      assert.deepEqual(await left('binding_tries', 'household_no'), ['OLD'])
      world.clock.advance(1)
      await purgeJob(deps()).handle({} as never)
      assert.deepEqual(await left('binding_tries', 'household_no'), [])

      world.clock.advance(7 * DAY - HOUR - 1)
      await purgeJob(deps()).handle({} as never)
      assert.ok((await left('idempotency_keys', 'idempotency_key')).includes('old-done'))
      world.clock.advance(1)
      await purgeJob(deps()).handle({} as never)
      assert.deepEqual(
        await left('idempotency_keys', 'idempotency_key'),
        ['old-running'],
        'a gateway act still on its way is not forgotten',
      )
    })

    it('goes in chunks until nothing is left', async () => {
      const now = world.clock.now()
      await write((unit) =>
        unit.insert(
          rateCounts,
          Array.from({ length: 23 }, (_, index) => ({
            id: unit.newId(rateCounts),
            rate_key: `many-${index}`,
            hits: 1,
            until_at: now - DAY,
          })),
        ),
      )
      const statements: string[] = []
      const database = world.reopen({ onStatement: (sql) => statements.push(sql) })
      const gone = await purgeTable({ ...deps(), database, rowsAtOnce: 10 }, rateCountPurge)
      assert.ok(gone >= 23, `${gone}`)
      assert.equal(statements.filter((sql) => /^DELETE/.test(sql)).length, 3)
      assert.deepEqual(await left('rate_counts', 'rate_key'), [])
      assert.equal(await purgeTable(deps(), rateCountPurge), 0)
    })

    it('is written down once by the scheduler, runs, and waits a day', async () => {
      await world.worker.ensureRecurring()
      await world.worker.ensureRecurring()
      await world.worker.drain()
      const rows = await world.database.read((unit) =>
        unit.select<{ state: string; runAt: number }>(`SELECT state, run_at AS runAt FROM jobs WHERE kind = 'plumbing.purge'`),
      )
      assert.deepEqual(rows, [{ state: 'queued', runAt: world.clock.now() + DAY }])
    })
  })
}
