import assert from 'node:assert/strict'
import type { JobHandler } from '../../server/src/jobs/handler.ts'
import { createQueue } from '../../server/src/jobs/queue.ts'
import { createWorker, type Worker } from '../../server/src/jobs/worker.ts'
import { createLogger } from '../../server/src/platform/logger.ts'
import { createMetrics } from '../../server/src/platform/metrics.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { rowsOf } from '../support/database-rows.ts'
import { engines } from '../support/engines.ts'
import { until } from '../support/until.ts'

const MINUTE = 60_000

for (const engine of engines) {
  describe(`a worker on ${engine}`, function () {
    this.timeout(30_000)
    let base: TestDatabase
    const started: Worker[] = []
    before(async () => {
      base = await testDatabase({ engine })
    })
    afterEach(async () => {
      for (const worker of started.splice(0)) await worker.stop()
    })
    after(() => base.close())

    /** A process that knows these kinds of work. */
    function workerOf(name: string, handlers: readonly JobHandler[]): Worker {
      const { database, clock } = base
      const worker = createWorker({
        database,
        queue: createQueue(clock),
        clock,
        logger: createLogger('silent'),
        metrics: createMetrics(),
        handlers,
        name,
      })
      started.push(worker)
      return worker
    }
    const add = (kind: string, businessKey = kind) =>
      base.database.write((unit) => createQueue(base.clock).add(unit, { tenantId: 1, kind, businessKey, payload: null }))
    const jobOf = async (kind: string) =>
      (
        await rowsOf<{ state: string; attempts: number; claimedBy: string | null }>(
          base.database,
          'SELECT state, attempts, claimed_by AS claimedBy FROM jobs WHERE kind = :kind',
          { kind },
        )
      )[0]

    it('goes on with other work while a long job is under way', async () => {
      const long = gate()
      const worker = workerOf('one', [
        { kind: 'long', title: '长任务', handle: () => long.passed },
        { kind: 'short', title: '短任务', handle: async () => {} },
      ])
      await add('long')
      worker.start()
      await until('the long job runs', async () => (await jobOf('long'))?.state === 'running')
      await add('short')
      await until('the short job is done beside it', async () => (await jobOf('short'))?.state === 'done', { ms: 5_000 })
      assert.equal((await jobOf('long'))?.state, 'running')
      long.open()
      await until('the long job is done', async () => (await jobOf('long'))?.state === 'done')
    })

    it('keeps its claim on a job that takes longer than a claim lives', async () => {
      const endless = gate()
      let runs = 0
      const handler: JobHandler = {
        kind: 'endless',
        title: '长任务',
        handle: () => {
          runs += 1
          return endless.passed
        },
      }
      await add('endless')
      workerOf('alive', [handler]).start()
      await until('the job runs', async () => (await jobOf('endless'))?.state === 'running')
      for (let minutes = 0; minutes < 8; minutes += 4) {
        base.clock.advance(4 * MINUTE)
        const renewed = base.clock.now()
        await until('the claim is renewed', async () => (await claimedAt('endless')) === renewed, { ms: 10_000 })
        assert.equal(await workerOf('other', [handler]).drain(), 0)
      }
      assert.equal(runs, 1)
      endless.open()
      await until('the job is done', async () => (await jobOf('endless'))?.state === 'done')
    })

    it('takes over the job of a dead process, and the dead one coming back changes nothing', async () => {
      const stuck = gate()
      const working = gate()
      await add('stuck')
      const frozen = workerOf('frozen', [{ kind: 'stuck', title: '卡住', handle: () => stuck.passed }]).drain()
      await until('the job runs', async () => (await jobOf('stuck'))?.state === 'running')
      base.clock.advance(6 * MINUTE)
      const successor = workerOf('successor', [{ kind: 'stuck', title: '卡住', handle: () => working.passed }]).drain()
      await until('the successor has it', async () => (await jobOf('stuck'))?.claimedBy === 'successor')
      stuck.open()
      await frozen
      assert.deepEqual(await jobOf('stuck'), { state: 'running', attempts: 2, claimedBy: 'successor' })
      working.open()
      await successor
      assert.deepEqual(await jobOf('stuck'), { state: 'done', attempts: 2, claimedBy: 'successor' })
    })

    it('tries again later and later, and gives a job up after eight times', async () => {
      let runs = 0
      const handler: JobHandler = {
        kind: 'hopeless',
        title: '总是失败',
        handle: async () => {
          runs += 1
          throw new Error('no')
        },
      }
      await add('hopeless')
      const worker = workerOf('one', [handler])
      for (let day = 0; day < 10; day += 1) {
        await worker.drain()
        base.clock.advance(2 * 60 * MINUTE)
      }
      assert.deepEqual([runs, (await jobOf('hopeless'))?.state], [8, 'dead'])
    })

    it('gives up a job whose process dies each time', async () => {
      await add('deadly')
      const worker = workerOf('one', [{ kind: 'deadly', title: '致命', handle: async () => {} }])
      const claimed = base.clock.now()
      await base.database.write((unit) =>
        unit.execute(`UPDATE jobs SET state = 'running', attempts = max_attempts, claimed_at = :claimed WHERE kind = 'deadly'`, {
          claimed,
        }),
      )
      base.clock.advance(6 * MINUTE)
      assert.equal(await worker.drain(), 0)
      assert.equal((await jobOf('deadly'))?.state, 'dead')
    })

    it('shares many jobs with another process without doing any twice', async () => {
      const done: string[] = []
      const handler: JobHandler = {
        kind: 'shared',
        title: '许多',
        handle: async (job) => {
          done.push(job.businessKey)
        },
      }
      const keys = Array.from({ length: 60 }, (_, index) => `key-${index}`)
      for (const key of keys) await add('shared', key)
      const counts = await Promise.all([workerOf('one', [handler]).drain(), workerOf('two', [handler]).drain()])
      assert.equal(counts[0] + counts[1], keys.length)
      assert.deepEqual(done.sort(), keys.sort())
    })

    async function claimedAt(kind: string): Promise<number | null> {
      const [row] = await rowsOf<{ at: number | null }>(base.database, 'SELECT claimed_at AS at FROM jobs WHERE kind = :kind', { kind })
      return row?.at ?? null
    }
  })
}

function gate() {
  let open = () => {}
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open: () => open() }
}
