import type { BillingRun } from '../../../../shared/contracts/billing.ts'
import type { Run } from './billing-run.repository.ts'

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

export function presentRun(run: Run, skipped: readonly { householdNo: string; reason: string }[], now: number): BillingRun {
  return {
    runNo: run.runNo,
    seasonCode: run.seasonCode,
    orgUnit: run.orgUnitCode,
    mode: run.mode,
    state: run.state,
    previewRunNo: run.previewRunNo,
    householdCount: run.householdCount,
    doneCount: run.doneCount,
    postedCount: run.postedCount,
    skippedCount: run.skippedCount,
    totalFen: run.totalFen,
    startedAt: iso(run.startedAt),
    finishedAt: iso(run.finishedAt),
    householdsPerSecond: paceOf(run, now),
    startedBy: run.startedBy,
    skipped: [...skipped],
  }
}

function paceOf({ startedAt, finishedAt, doneCount }: Run, now: number): number | null {
  const seconds = startedAt === null ? 0 : Math.floor(((finishedAt ?? now) - startedAt) / 1000)
  return seconds < 1 ? null : Math.floor(doneCount / seconds)
}
