import { nextBillingRunState } from '../../../../shared/states/billing-run.ts'
import { TransitionRefused } from '../../../../shared/states/machine.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { findActiveRun, listRuns, type Run, setRunState } from './billing-run.repository.ts'
import type { StartRunDeps } from './start-billing-run.ts'

/** 停止: the chunk at hand is finished, then nothing more is done. What is posted stays. Throws NOT_FOUND, BILLING_RUN_TRANSITION_REFUSED. */
export function stopBillingRun(deps: StartRunDeps) {
  return (caller: Caller, runNo: string): Promise<null> =>
    actOnRun(deps, caller, runNo, 'stop', async (unit, run) => {
      await setRunState(unit, run.id, nextOf(run, 'stop'))
    })
}

/** 继续: goes on where it was stopped. Throws NOT_FOUND, RUN_ACTIVE, BILLING_RUN_TRANSITION_REFUSED. */
export function resumeBillingRun(deps: StartRunDeps) {
  return (caller: Caller, runNo: string): Promise<null> =>
    actOnRun(deps, caller, runNo, 'resume', async (unit, run) => {
      const state = nextOf(run, 'resume')
      const active = run.mode === 'post' ? await findActiveRun(unit, run.tenantId, run.seasonId, run.orgUnitId) : null
      if (active) throw new DomainError(409, 'RUN_ACTIVE', '该范围已有出账任务在进行，请等待完成', { facts: { runNo: active.runNo } })
      await setRunState(unit, run.id, state)
      const businessKey = `${runNo}:${run.version + 1}`
      await deps.queue.add(unit, { tenantId: run.tenantId, kind: 'billing.run', businessKey, payload: { runNo } })
    })
}

function actOnRun(
  { database, audit }: StartRunDeps,
  caller: Caller,
  runNo: string,
  act: 'stop' | 'resume',
  work: (unit: Unit, run: Run) => Promise<void>,
): Promise<null> {
  const { tenantId, unitIds } = caller.scope
  return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
    // Two people who press at once, and the start of another run, take turns on the season.
    const seen = (await listRuns(unit, tenantId, unitIds, runNo))[0]
    if (!seen) throw notFound('这次出账')
    await unit.selectForUpdate('SELECT id FROM seasons WHERE id = :id', { id: seen.seasonId })
    await unit.selectForUpdate('SELECT id FROM billing_runs WHERE id = :id', { id: seen.id })
    const [run] = await listRuns(unit, tenantId, unitIds, runNo)
    if (!run) throw notFound('这次出账')
    await work(unit, run)
    await audit.record(unit, caller, {
      action: `billing.run.${act}`,
      subjectKind: 'billing-run',
      subjectNo: runNo,
      detail: { done: run.doneCount },
    })
    return null
  })
}

function nextOf(run: Run, event: 'stop' | 'resume'): Run['state'] {
  try {
    return nextBillingRunState(run.state, event)
  } catch (error) {
    if (error instanceof TransitionRefused) throw new DomainError(409, error.code, error.message)
    throw error
  }
}
