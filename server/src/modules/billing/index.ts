import type { Database } from '../../database/database.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import type { Audit } from '../audit/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Tariffs } from '../tariffs/index.ts'
import { readAccounts } from './account.ts'
import { chargeExtra } from './charge-extra.ts'
import { correctChosen, correctRun } from './correct-run.ts'
import { type Corrections, createCorrections } from './corrections.ts'
import { creditHeat } from './credit-heat.ts'
import { explainRunItem } from './explain-run-item.ts'
import { exportRun } from './export-run.ts'
import { endLateFeeHold, holdLateFee, readLateFeeHolds } from './hold-late-fee.ts'
import { postChunk } from './post-chunk.ts'
import { postOpenings } from './post-openings.ts'
import { createPriceThread } from './price-thread.ts'
import { listBillingRuns, readBillingRun } from './read-run.ts'
import { runBilling } from './run-billing.ts'
import { runMeterSettlements, settleMeteringsJob } from './settle-many-meterings.ts'
import { startBillingRun } from './start-billing-run.ts'
import { resumeBillingRun, stopBillingRun } from './stop-billing-run.ts'

export { type Account, type AccountLine, discountsBy, quoteAccount } from './account.ts'
export { type ApplyReleased, applyReleased } from './apply-released.ts'
export { applySettlement, chargeLateFee } from './apply-settlement.ts'
export { answerCharge, releaseAll, releaseFrom, reverseAnswer, reverseCharge } from './correct-charge.ts'
export { judgeHeatCredit } from './credit-heat.ts'
export type { ExplainedItem } from './explain-run-item.ts'
export { type LiveCharge, listChargesPaidBy, listLiveCharges, listPaidParts, type PostedLine } from './live-charge.repository.ts'
export type { HouseholdOpening } from './post-openings.ts'
export { type MoneySource, type NewAnswer, PostingBatch, type PostingHead, type ReversalWhy } from './posting-batch.ts'
export { accruedLateFee, type ReopenedSeason, settleLateFeeBeforeReopening } from './reopen-lines.ts'
export { useBalance } from './use-balance.ts'

export type Billing = {
  readonly readAccounts: ReturnType<typeof readAccounts>
  readonly postOpenings: ReturnType<typeof postOpenings>
  readonly startBillingRun: ReturnType<typeof startBillingRun>
  readonly stopRun: ReturnType<typeof stopBillingRun>
  readonly resumeRun: ReturnType<typeof resumeBillingRun>
  readonly explainRunItem: ReturnType<typeof explainRunItem>
  readonly exportRun: ReturnType<typeof exportRun>
  readonly chargeExtra: ReturnType<typeof chargeExtra>
  readonly correctRun: ReturnType<typeof correctRun>
  readonly listRuns: ReturnType<typeof listBillingRuns>
  readonly readRun: ReturnType<typeof readBillingRun>
  readonly holdLateFee: ReturnType<typeof holdLateFee>
  readonly endLateFeeHold: ReturnType<typeof endLateFeeHold>
  readonly readLateFeeHolds: ReturnType<typeof readLateFeeHolds>
  readonly corrections: Corrections
  readonly creditHeat: ReturnType<typeof creditHeat>
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
  const correct = correctChosen({ ...deps, accounts })
  const run = runBilling({ ...deps, thread, post: postChunk({ ...deps, accounts }) })
  const settleMeterings = runMeterSettlements({ ...deps, accounts })
  return {
    readAccounts: accounts,
    postOpenings: postOpenings(deps),
    startBillingRun: startBillingRun(deps),
    stopRun: stopBillingRun(deps),
    resumeRun: resumeBillingRun(deps),
    explainRunItem: explainRunItem({ ...deps, thread }),
    exportRun: exportRun(deps),
    chargeExtra: chargeExtra({ ...deps, accounts }),
    correctRun: correctRun({ ...deps, accounts }),
    listRuns: listBillingRuns(deps),
    readRun: readBillingRun(deps),
    holdLateFee: holdLateFee({ ...deps, accounts }),
    endLateFeeHold: endLateFeeHold({ ...deps, accounts }),
    readLateFeeHolds: readLateFeeHolds(deps),
    corrections: createCorrections({ ...deps, accounts }),
    creditHeat: creditHeat({ ...deps, accounts }),
    jobs: [
      { kind: 'billing.run', title: '出账', handle: (job) => run(job.tenantId, job.payload) },
      { kind: settleMeteringsJob, title: '批量计量结算', handle: (job) => settleMeterings(job.tenantId, job.payload) },
      { kind: 'billing.correct', title: '按差异更正', handle: (job) => correct(job.tenantId, job.payload) },
    ],
    stop: () => thread.stop(),
  }
}
