import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { findSeasonFor, findUnitByCode } from '../tenancy/index.ts'
import { appendRun, findActiveRun, type RunMode } from './billing-run.repository.ts'

export type StartRun = { readonly seasonCode: string; readonly orgUnit: string; readonly mode: RunMode }
export type StartRunDeps = {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly audit: Audit
}

/** Asks for a billing run of a unit's subtree; the work is a job. Answers its number. Throws NOT_FOUND, RUN_ACTIVE. */
export function startBillingRun({ database, queue, clock, audit }: StartRunDeps) {
  return (caller: Caller, { seasonCode, orgUnit, mode }: StartRun): Promise<string> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const branch = await findUnitByCode(unit, caller.scope, orgUnit)
      if (!branch) throw notFound('该组织')
      const season = await findSeasonFor(unit, tenantId, branch.id, seasonCode)
      if (!season) throw notFound('该采暖季')
      // The season row serialises two people who press the button together.
      await unit.selectForUpdate('SELECT id FROM seasons WHERE id = :id', { id: season.id })
      const active = mode === 'post' ? await findActiveRun(unit, tenantId, season.id, branch.id) : null
      if (active) throw new DomainError(409, 'RUN_ACTIVE', '该范围已有出账任务在进行，请等待完成', { facts: { runNo: active.runNo } })
      const runNo = businessNumber('R', clock)
      await appendRun(unit, { tenantId, runNo, seasonId: season.id, orgUnitId: branch.id, mode, startedBy: caller.actor.name })
      await queue.add(unit, { tenantId, kind: 'billing.run', businessKey: runNo, payload: { runNo } })
      await audit.record(unit, caller, {
        action: `billing.run.${mode}`,
        subjectKind: 'billing-run',
        subjectNo: runNo,
        detail: { seasonCode, orgUnit },
      })
      return runNo
    })
  }
}
