import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { findSeasonFor, findUnitByCode, lockSeason } from '../tenancy/index.ts'
import { appendRun, findActiveRun, findRun, type RunMode } from './billing-run.repository.ts'

export type StartRun = {
  readonly seasonCode: string
  readonly orgUnit: string
  readonly mode: RunMode
  readonly previewRunNo?: string | undefined
}
export type StartRunDeps = {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly audit: Audit
}

/** Asks for a billing run of a unit's subtree; the work is a job. Answers its number. Throws NOT_FOUND, SEASON_NOT_OPEN, RUN_ACTIVE, PREVIEW_DIFFERS. */
export function startBillingRun({ database, queue, clock, audit }: StartRunDeps) {
  return (caller: Caller, { seasonCode, orgUnit, mode, previewRunNo }: StartRun): Promise<string> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const branch = await findUnitByCode(unit, caller.scope, orgUnit)
      if (!branch) throw notFound('该组织')
      const season = await findSeasonFor(unit, tenantId, branch.id, seasonCode)
      if (!season) throw notFound('该采暖季')
      // The season row serialises two people who press the button together, and whoever closes the season meanwhile.
      const seasonState = await lockSeason(unit, season.id)
      if (mode === 'post' && seasonState !== 'open')
        throw new DomainError(409, 'SEASON_NOT_OPEN', `${seasonCode} 采暖季没有启用或已结束，只有进行中的采暖季可以正式出账`)
      const active = mode === 'post' ? await findActiveRun(unit, tenantId, season.id, branch.id) : null
      if (active) throw new DomainError(409, 'RUN_ACTIVE', '该范围已有出账任务在进行，请等待完成', { facts: { runNo: active.runNo } })
      const preview = previewRunNo === undefined ? null : await findRun(unit, tenantId, previewRunNo)
      const ofThis = preview?.mode === 'preview' && preview.seasonId === season.id && preview.orgUnitId === branch.id
      if (previewRunNo !== undefined && !(ofThis && preview.state === 'done'))
        throw new DomainError(409, 'PREVIEW_DIFFERS', '这次试算不是该采暖季和组织的已完成试算，请重新试算')
      const runNo = businessNumber('R', clock)
      const subject = { seasonId: season.id, orgUnitId: branch.id, previewRunId: preview?.id ?? null }
      await appendRun(unit, { tenantId, runNo, ...subject, mode, startedBy: caller.actor.name })
      await queue.add(unit, { tenantId, kind: 'billing.run', businessKey: runNo, payload: { runNo } })
      await audit.record(unit, caller, {
        action: `billing.run.${mode}`,
        subjectKind: 'billing-run',
        subjectNo: runNo,
        detail: { seasonCode, orgUnit, ...(preview ? { previewRunNo: preview.runNo } : {}) },
      })
      return runNo
    })
  }
}
