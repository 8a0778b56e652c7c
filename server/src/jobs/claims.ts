import type { Database } from '../database/database.ts'
import type { Unit } from '../database/unit-of-work.ts'
import type { Clock } from '../platform/clock.ts'
import type { Job } from './handler.ts'

/** A claim not renewed for so long belongs to a process that died. */
const CLAIM_MS = 5 * 60_000
const RENEW_MS = CLAIM_MS / 5

/** A job this process has claimed; `attempts` counts this one, too. */
export type ClaimedJob = Job & { readonly claimedAt: number }
type Values = Readonly<Record<string, string | number | null>>
type Due = Job & { readonly state: string; readonly maxAttempts: number }

/** What a process does to rows of the queue. Every change names the attempt it belongs to, so whoever lost a claim changes nothing. */
export type Claims = {
  /** Claims at most so many due jobs, also those of dead processes. */
  take(limit: number): Promise<ClaimedJob[]>
  /** Keeps claims of work that takes long; answers those that are renewed now, with their new time. */
  renew(jobs: readonly ClaimedJob[]): Promise<ReadonlyMap<number, number>>
  done(job: Job): Promise<void>
  /** Back into the queue: recurring work for its next time, failed work with its error. */
  again(job: Job, runAt: number, error: string | null): Promise<void>
  /** Nobody tries it again until a person does. */
  giveUp(job: Job, error: string): Promise<void>
}

export type ClaimsParts = {
  readonly database: Database
  readonly clock: Clock
  /** Kinds this process can do. */
  readonly kinds: readonly string[]
  /** Kinds that are never given up. */
  readonly immortal: readonly string[]
  /** Names this process in `claimed_by`. */
  readonly name: string
}

export function createClaims({ database, clock, kinds, immortal, name }: ClaimsParts): Claims {
  /** `state` stands in a CASE: an index on it would be walked and locked in another order than other updates of the same row. */
  const change = (unit: Unit, set: string, job: Job, values: Values, { from = 'running', where = '' } = {}) =>
    unit.execute(
      `UPDATE jobs SET ${set} WHERE id = :id AND attempts = :attempts AND CASE state WHEN :from THEN 1 ELSE 0 END = 1 ${where}`,
      {
        ...values,
        id: job.id,
        attempts: job.attempts,
        from,
      },
    )
  const own = async (set: string, job: Job, values: Values) => {
    await database.write((unit) => change(unit, set, job, { ...values, name }, { where: 'AND claimed_by = :name' }))
  }

  function listDue(limit: number): Promise<Due[]> {
    const now = clock.now()
    return database.read((unit) =>
      unit.select<Due>(
        `SELECT id, job_no AS jobNo, tenant_id AS tenantId, kind, business_key AS businessKey, payload, attempts, max_attempts AS maxAttempts,
           run_at AS runAt, state FROM jobs
         WHERE (state = 'queued' AND run_at <= :now OR state = 'running' AND run_at <= :now AND claimed_at <= :stale) AND kind IN (:kinds)
         ORDER BY run_at LIMIT ${Number(limit)}`,
        { now, stale: now - CLAIM_MS, kinds },
      ),
    )
  }

  return {
    async take(limit) {
      const due = limit > 0 && kinds.length > 0 ? await listDue(limit) : []
      if (due.length === 0) return []
      const claimedAt = clock.now()
      return database.write(async (unit) => {
        const mine: ClaimedJob[] = []
        for (const job of due) {
          if (job.state === 'running' && job.attempts >= job.maxAttempts && !immortal.includes(job.kind)) {
            await change(unit, `state = 'dead', last_error = :error`, job, { error: '执行中的进程每次都意外终止' })
            continue
          }
          const set = `state = 'running', attempts = attempts + 1, claimed_by = :name, claimed_at = :claimedAt`
          const touched = await change(unit, set, job, { name, claimedAt }, { from: job.state })
          if (touched === 1) mine.push({ ...job, attempts: job.attempts + 1, claimedAt, payload: JSON.parse(job.payload as string) })
        }
        return mine
      })
    },
    async renew(jobs) {
      const now = clock.now()
      const old = jobs.filter(({ claimedAt }) => now - claimedAt >= RENEW_MS)
      for (const job of old) await own('claimed_at = :now', job, { now })
      return new Map(old.map(({ id }) => [id, now]))
    },
    done: (job) => own(`state = 'done', finished_at = :now, last_error = NULL`, job, { now: clock.now() }),
    again: (job, runAt, error) =>
      own(`state = 'queued', run_at = :runAt, last_error = :error, attempts = :left, finished_at = :finishedAt`, job, {
        runAt,
        error,
        left: error === null ? 0 : job.attempts,
        finishedAt: error === null ? clock.now() : null,
      }),
    giveUp: (job, error) => own(`state = 'dead', last_error = :error`, job, { error }),
  }
}
