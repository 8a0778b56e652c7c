import type { Database } from '../database/database.ts'
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Metrics } from '../platform/metrics.ts'
import { type ClaimedJob, createClaims } from './claims.ts'
import type { JobHandler } from './handler.ts'
import { type JobQueue, MAX_ATTEMPTS } from './queue.ts'

/** Runs what is due. Any number of processes may do so beside each other: a claim is a compare-and-set. */
export type Worker = {
  /** Writes the rows of recurring work that do not exist yet; the scheduler role does this at start. */
  ensureRecurring(): Promise<void>
  start(): void
  /** Waits for the jobs under way, then stops. */
  stop(): Promise<void>
  /** Runs everything due until nothing is left, in this call: for tests and the demo. Answers how many jobs ran. */
  drain(): Promise<number>
}

export type WorkerParts = {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly handlers: readonly JobHandler[]
  /** Names this process in `claimed_by`. */
  readonly name: string
}

/** So many jobs at a time: a long one, such as a billing run, holds one place and nobody up. */
const PLACES = 8
const POLL_MS = 500

type UnderWay = { job: ClaimedJob; readonly ended: Promise<void> }

export function createWorker({ database, queue, clock, logger, metrics, handlers, name }: WorkerParts): Worker {
  const byKind = new Map(handlers.map((handler) => [handler.kind, handler]))
  const recurring = handlers.filter((handler) => handler.everyMs !== undefined)
  const immortal = recurring.map(({ kind }) => kind)
  const claims = createClaims({ database, clock, kinds: [...byKind.keys()], immortal, name })
  const underWay = new Map<number, UnderWay>()
  let running = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | null = null
  let again = false

  async function perform(job: ClaimedJob, handler: JobHandler): Promise<void> {
    try {
      await handler.handle(job)
      if (handler.everyMs === undefined) await claims.done(job)
      else await claims.again(job, clock.now() + handler.everyMs, null)
      metrics.job(job.kind, 'done')
    } catch (error) {
      await failed(job, handler, error)
    }
  }

  async function failed(job: ClaimedJob, handler: JobHandler, error: unknown): Promise<void> {
    logger.error({ jobNo: job.jobNo, kind: job.kind, attempts: job.attempts, err: error }, 'job failed')
    const text = String((error as Error).message ?? error).slice(0, 1000)
    const dead = handler.everyMs === undefined && job.attempts >= MAX_ATTEMPTS
    if (dead) await claims.giveUp(job, text)
    else await claims.again(job, clock.now() + backOffMs(job.attempts), text)
    metrics.job(job.kind, dead ? 'dead' : 'retry')
  }

  /** Fills the free places with what is due; answers how many jobs it began. */
  async function begin(): Promise<number> {
    const mine = await claims.take(PLACES - underWay.size)
    for (const job of mine) {
      const handler = byKind.get(job.kind)
      if (!handler) continue
      const ended = perform(job, handler)
        .catch((error: unknown) => logger.error({ err: error, jobNo: job.jobNo }, 'the end of a job could not be written'))
        .finally(() => {
          const full = underWay.size >= PLACES
          underWay.delete(job.id)
          if (full && running) look()
        })
      underWay.set(job.id, { job, ended })
    }
    return mine.length
  }

  /** One look at a time; a wake meanwhile makes one more. */
  function look(): void {
    again = true
    looking ??= lookWhileAsked().finally(() => {
      looking = null
    })
  }

  async function lookWhileAsked(): Promise<void> {
    while (again && running) {
      again = false
      try {
        while (running && (await begin()) > 0);
      } catch (error) {
        logger.error({ err: error }, 'the worker could not look for jobs')
      }
    }
  }

  async function renewClaims(): Promise<void> {
    try {
      const renewed = await claims.renew([...underWay.values()].map(({ job }) => job))
      for (const [id, claimedAt] of renewed) {
        const one = underWay.get(id)
        if (one) one.job = { ...one.job, claimedAt }
      }
    } catch (error) {
      logger.error({ err: error }, 'the worker could not renew its claims')
    }
  }

  return {
    async ensureRecurring() {
      for (const handler of recurring) {
        await database.write((unit) => queue.add(unit, { tenantId: 1, kind: handler.kind, businessKey: 'recurring', payload: null }))
      }
    },
    start() {
      running = true
      queue.onWake(look)
      timer = setInterval(() => {
        look()
        void renewClaims()
      }, POLL_MS)
      look()
    },
    async stop() {
      running = false
      queue.onWake(() => {})
      await looking
      await Promise.all([...underWay.values()].map(({ ended }) => ended))
      clearInterval(timer)
    },
    async drain() {
      for (let count = 0; ; ) {
        const begun = await begin()
        count += begun
        if (begun === 0 && underWay.size === 0) return count
        if (begun === 0) await Promise.race([...underWay.values()].map(({ ended }) => ended))
      }
    },
  }
}

/** 5 s, 10 s, 20 s … at most an hour. */
function backOffMs(attempts: number): number {
  return Math.min(5_000 * 2 ** (attempts - 1), 3_600_000)
}
