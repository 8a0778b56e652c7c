import type { CorrectRun } from '../../../../shared/contracts/billing/runs.ts'
import { fieldsOf } from '../../../../shared/tariff/fault.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import { type Caller, jobCaller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { appendChange } from '../households/index.ts'
import { findSeasons } from '../tenancy/index.ts'
import { findRun, listRuns, type Run } from './billing-run.repository.ts'
import { listStandingLines } from './billing-run-finding.repository.ts'
import type { CorrectionDeps } from './correct-season.ts'
import { rebill } from './rebill.ts'
import { asksCorrection, listCorrecting, markCorrected, type ToCorrect } from './run-correction.repository.ts'

export type CorrectRunDeps = CorrectionDeps & { readonly queue: JobQueue }
const CHUNK = 100

/**
 * 按差异更正: the chosen households of a comparison whose amount has changed are billed again by a job, one household a transaction. Answers how many
 * were chosen. Throws NOT_FOUND, NOT_A_COMPARISON, NOTHING_TO_CORRECT.
 */
export function correctRun({ database, queue, audit, clock }: CorrectRunDeps) {
  return (caller: Caller, runNo: string, { householdNos, reason }: CorrectRun): Promise<number> => {
    const { tenantId, unitIds } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const [run] = await listRuns(unit, tenantId, unitIds, runNo)
      if (!run) throw notFound('这次出账')
      if (run.mode !== 'compare' || run.state !== 'done')
        throw new DomainError(409, 'NOT_A_COMPARISON', '只有已完成的差异比对可以按差异更正')
      const chosen = await asksCorrection(unit, run.id, householdNos ?? null)
      if (chosen === 0) throw new DomainError(409, 'NOTHING_TO_CORRECT', '没有需要更正的户，可能已经更正过')
      const payload = { runNo, reason, by: caller.actor.name }
      await queue.add(unit, { tenantId, kind: 'billing.correct', businessKey: businessNumber('C', clock), payload })
      const detail = { households: chosen, reason }
      await audit.record(unit, caller, { action: 'billing.run.correct', subjectKind: 'billing-run', subjectNo: runNo, detail })
      return chosen
    })
  }
}

/** The job: killed at any point it goes on with those that are left, since a household is marked in the transaction that posts it. */
export function correctChosen(deps: CorrectRunDeps) {
  const { database } = deps
  return async (tenantId: number, payload: unknown): Promise<void> => {
    const { runNo, reason, by } = fieldsOf(payload)
    const run = await database.read((unit) => findRun(unit, tenantId, String(runNo)))
    if (!run) return
    for (;;) {
      const chosen = await database.read((unit) => listCorrecting(unit, run.id, CHUNK))
      for (const item of chosen) await correctOne(deps, run, item, { reason: String(reason), by: String(by) })
      if (chosen.length < CHUNK) return
    }
  }
}

async function correctOne(
  deps: CorrectRunDeps,
  run: Run,
  item: ToCorrect,
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<void> {
  const { database, audit } = deps
  const again = rebill(deps)
  const { tenantId, seasonId } = run
  try {
    await database.write(async (unit) => {
      const [household] = await lockHouseholds(unit, tenantId, [item.householdId])
      const [season] = await findSeasons(unit, tenantId, [seasonId])
      if (!household || !season) throw notFound('这个用热户')
      const posted = await again(unit, { tenantId, household, season, why: { origin: 'rebill', reason } })
      const standing = await listStandingLines(unit, seasonId, [item.householdId])
      const nowFen = standing.reduce((sum, { amountFen }) => sum + amountFen, 0)
      if (nowFen !== item.amountFen) throw new DomainError(409, 'COMPARISON_STALE', '比对之后资料又有变更，请重新比对')
      await markCorrected(unit, item.id, 'corrected', null)
      if (!posted) return
      const caller = { ...jobCaller(tenantId, by), requestId: run.runNo }
      const history = { tenantId, householdId: item.householdId, what: 'bill.rebilled', reason, actorName: by }
      await appendChange(unit, { ...history, before: null, after: { season: season.code } })
      const detail = { seasonCode: season.code, reason, runNo: run.runNo }
      await audit.record(unit, caller, {
        action: 'billing.bill.rebill',
        subjectKind: 'household',
        subjectNo: household.householdNo,
        detail,
        orgUnitId: household.orgUnitId,
      })
    })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    await database.write((unit) => markCorrected(unit, item.id, 'kept', error.detail))
  }
}
