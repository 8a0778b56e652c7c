import type { Database } from '../../database/database.ts'
import type { Caller } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { listRuns, listSkipped, type Run } from './billing-run.repository.ts'

/** Runs of the caller's units, newest first. */
export function listBillingRuns({ database }: { readonly database: Database }) {
  return (caller: Caller): Promise<Run[]> => database.read((unit) => listRuns(unit, caller.scope.tenantId, caller.scope.unitIds))
}

/** One run with the households it left out. Throws NOT_FOUND. */
export function readBillingRun({ database }: { readonly database: Database }) {
  return (
    caller: Caller,
    runNo: string,
  ): Promise<{ readonly run: Run; readonly skipped: readonly { householdNo: string; reason: string }[] }> =>
    database.read(async (unit) => {
      const run = (await listRuns(unit, caller.scope.tenantId, caller.scope.unitIds, runNo))[0]
      if (!run) throw notFound('这次出账')
      return { run, skipped: await listSkipped(unit, run.id) }
    })
}
