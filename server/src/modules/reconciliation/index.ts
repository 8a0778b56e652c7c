import type { JobHandler } from '../../jobs/handler.ts'
import { type AskDeps, askDaily, askForStatements, type FetchPayload } from './ask-for-statements.ts'
import { type CompareDeps, compareDay } from './compare-day.ts'
import { type FetchDeps, fetchBill } from './fetch-bill.ts'
import { readDifferences, readStatement, readStatements } from './read-statements.ts'
import { confirmDifference, explainDifference, rejectDifference } from './settle-difference.ts'

export { billChannels } from './bill-channels.ts'

export type ReconciliationDeps = AskDeps & CompareDeps & Omit<FetchDeps, 'compare'>

export type Reconciliation = ReturnType<typeof createReconciliation>

const HALF_HOUR_MS = 1_800_000

/** The room of 对账: the channels' bills beside our books. It moves no money itself. */
export function createReconciliation(deps: ReconciliationDeps) {
  const daily = askDaily(deps)
  const fetch = fetchBill({ ...deps, compare: compareDay(deps) })
  const jobs: readonly JobHandler[] = [
    { kind: 'reconciliation.daily', title: '每日获取支付平台账单', everyMs: HALF_HOUR_MS, handle: daily },
    { kind: 'reconciliation.fetch', title: '获取账单并对账', handle: (job) => fetch(job.payload as FetchPayload) },
  ]
  return {
    askForStatements: askForStatements(deps),
    readStatements: readStatements(deps),
    readStatement: readStatement(deps),
    readDifferences: readDifferences(deps),
    explainDifference: explainDifference(deps),
    confirmDifference: confirmDifference(deps),
    rejectDifference: rejectDifference(deps),
    jobs,
  }
}
