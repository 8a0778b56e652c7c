import type { Page } from '../../../shared/contracts/fields.ts'
import type { JobQuery, JobRow } from '../../../shared/contracts/jobs.ts'
import type { Database } from '../database/database.ts'
import { writeOnce } from '../database/idempotency.ts'
import type { ReadUnit, Unit } from '../database/unit-of-work.ts'
import type { StaffCaller } from '../platform/caller.ts'
import type { Clock } from '../platform/clock.ts'
import { DomainError, notFound } from '../platform/domain-error.ts'
import type { JobHandler } from './handler.ts'

type Row = {
  readonly jobNo: string
  readonly kind: string
  readonly businessKey: string
  readonly state: JobRow['state']
  readonly attempts: number
  readonly maxAttempts: number
  readonly runAt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
  readonly lastError: string | null
}

const ROW = `SELECT job_no AS jobNo, kind, business_key AS businessKey, state, attempts, max_attempts AS maxAttempts, run_at AS runAt,
  claimed_at AS startedAt, finished_at AS finishedAt, last_error AS lastError FROM jobs`

/** Jobs of the caller's company, what needs a person first. */
export function listJobs({ database, handlers }: { readonly database: Database; readonly handlers: readonly JobHandler[] }) {
  return (caller: StaffCaller, { page, pageSize, state, kind }: JobQuery): Promise<Page<JobRow>> =>
    database.read(async (unit) => {
      const where = ['tenant_id = :tenantId', ...(state ? ['state = :state'] : []), ...(kind ? ['kind = :kind'] : [])].join(' AND ')
      const values = { tenantId: caller.scope.tenantId, ...(state ? { state } : {}), ...(kind ? { kind } : {}) }
      const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM jobs WHERE ${where}`, values)
      const rows = await unit.select<Row>(
        `${ROW} WHERE ${where} ORDER BY CASE state WHEN 'dead' THEN 0 WHEN 'running' THEN 1 ELSE 2 END, run_at DESC, id DESC LIMIT :limit OFFSET :offset`,
        {
          ...values,
          limit: pageSize,
          offset: (page - 1) * pageSize,
        },
      )
      return { items: rows.map((row) => present(row, handlers)), total: count?.total ?? 0, page, pageSize }
    })
}

export type RetryDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly handlers: readonly JobHandler[]
  /** The audit row; rooms are above jobs, so compose hands it in. */
  readonly onRetry: (unit: Unit, caller: StaffCaller, job: { readonly jobNo: string; readonly kind: string }) => Promise<void>
}

/** 重试: a dead job goes back into the queue with all its attempts. Throws NOT_FOUND, JOB_NOT_DEAD. */
export function retryJob({ database, clock, handlers, onRetry }: RetryDeps) {
  return (caller: StaffCaller, jobNo: string): Promise<JobRow> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const job = await findJob(unit, tenantId, jobNo)
      if (!job) throw notFound('这个任务')
      const touched = await unit.execute(
        `UPDATE jobs SET state = 'queued', attempts = 0, run_at = :now, finished_at = NULL WHERE tenant_id = :tenantId AND job_no = :jobNo AND state = 'dead'`,
        { now: clock.now(), tenantId, jobNo },
      )
      if (touched !== 1) throw new DomainError(409, 'JOB_NOT_DEAD', '这个任务没有失败，不需要重试')
      await onRetry(unit, caller, job)
      return present((await findJob(unit, tenantId, jobNo)) ?? job, handlers)
    })
  }
}

async function findJob(unit: ReadUnit, tenantId: number, jobNo: string): Promise<Row | undefined> {
  const [row] = await unit.select<Row>(`${ROW} WHERE tenant_id = :tenantId AND job_no = :jobNo`, { tenantId, jobNo })
  return row
}

function present(row: Row, handlers: readonly JobHandler[]): JobRow {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    ...row,
    title: handlers.find((handler) => handler.kind === row.kind)?.title ?? row.kind,
    runAt: new Date(row.runAt).toISOString(),
    startedAt: iso(row.startedAt),
    finishedAt: iso(row.finishedAt),
  }
}
