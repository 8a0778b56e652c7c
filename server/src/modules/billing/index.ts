import type { Database } from '../../database/database.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import type { Audit } from '../audit/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Tariffs } from '../tariffs/index.ts'
import { readAccounts } from './account.ts'
import { endLateFeeHold, holdLateFee, readLateFeeHolds } from './hold-late-fee.ts'
import { postChunk } from './post-chunk.ts'
import { postOpenings } from './post-openings.ts'
import { createPriceThread } from './price-thread.ts'
import { listBillingRuns, readBillingRun } from './read-run.ts'
import { runBilling } from './run-billing.ts'
import { startBillingRun } from './start-billing-run.ts'

export { type Account, type AccountLine, discountsBy, quoteAccount } from './account.ts'
export { applySettlement, chargeLateFee } from './apply-settlement.ts'
export type { HouseholdOpening } from './post-openings.ts'
export { type MoneySource, PostingBatch, type PostingHead } from './posting-batch.ts'

export type Billing = {
  readonly readAccounts: ReturnType<typeof readAccounts>
  readonly postOpenings: ReturnType<typeof postOpenings>
  readonly startBillingRun: ReturnType<typeof startBillingRun>
  readonly listRuns: ReturnType<typeof listBillingRuns>
  readonly readRun: ReturnType<typeof readBillingRun>
  readonly holdLateFee: ReturnType<typeof holdLateFee>
  readonly endLateFeeHold: ReturnType<typeof endLateFeeHold>
  readonly readLateFeeHolds: ReturnType<typeof readLateFeeHolds>
  readonly jobs: readonly JobHandler[]
  stop(): Promise<void>
}

export type BillingDeps = {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly crashAt: CrashAt
  readonly audit: Audit
  readonly tariffs: Tariffs
  readonly ledger: Ledger
}

export function createBilling(deps: BillingDeps): Billing {
  const accounts = readAccounts(deps.tariffs)
  const thread = createPriceThread()
  const run = runBilling({ ...deps, thread, post: postChunk({ ...deps, accounts }) })
  return {
    readAccounts: accounts,
    postOpenings: postOpenings(deps),
    startBillingRun: startBillingRun(deps),
    listRuns: listBillingRuns(deps),
    readRun: readBillingRun(deps),
    holdLateFee: holdLateFee({ ...deps, accounts }),
    endLateFeeHold: endLateFeeHold({ ...deps, accounts }),
    readLateFeeHolds: readLateFeeHolds(deps),
    jobs: [{ kind: 'billing.run', title: '出账', handle: (job) => run(job.tenantId, job.payload) }],
    stop: () => thread.stop(),
  }
}
