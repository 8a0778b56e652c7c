import { addDays, localDayOf } from '../../../../shared/calendar/local-day.ts'
import type { Database } from '../../database/database.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Metrics } from '../../platform/metrics.ts'
import type { Ledger } from './index.ts'
import { oldestUnsealedAt } from './ledger.repository.ts'

const SEAL_EVERY_MS = 3_000
const DIGEST_EVERY_MS = 3_600_000
/** A unit that began before midnight carries that day; after so long it is committed, whichever server it ran on. */
const AFTER_MIDNIGHT_MS = 3_600_000
/** The seal must follow its entry within ten seconds; later is an alarm. */
const LAG_ALARM_MS = 10_000

export type LedgerJobDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly ledger: Ledger
}

/** 封账链: seals what has been posted every three seconds, and the rows without an entry of each day that is over, once. */
export function ledgerJobs({ database, clock, logger, metrics, ledger }: LedgerJobDeps): readonly JobHandler[] {
  return [
    {
      kind: 'ledger.seal',
      title: '账目封存',
      everyMs: SEAL_EVERY_MS,
      async handle() {
        const oldest = await database.read(oldestUnsealedAt)
        const lagMs = oldest === null ? 0 : clock.now() - oldest
        metrics.sealLag(lagMs / 1000)
        if (lagMs > LAG_ALARM_MS) logger.warn({ lagMs }, 'entries have waited too long for their seal')
        await ledger.sealEntries()
      },
    },
    {
      kind: 'ledger.digest',
      title: '每日摘要封存',
      everyMs: DIGEST_EVERY_MS,
      handle: () => ledger.sealDigests(addDays(localDayOf(clock.now() - AFTER_MIDNIGHT_MS), -1)),
    },
  ]
}
