import type { Database } from '../../database/database.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import type { Purge } from '../../jobs/purge.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import type { Audit } from '../audit/index.ts'
import type { Billing } from '../billing/index.ts'
import type { Tariffs } from '../tariffs/index.ts'
import type { Tenancy } from '../tenancy/index.ts'
import { checkImport } from './check-import.ts'
import { commitImport } from './commit-import.ts'
import { exportHouseholds } from './export-households.ts'
import { postImport } from './post-import.ts'
import { readErrors, readImport, readImportRows, readImports, readTemplate } from './read-imports.ts'
import { readReference } from './reference.ts'
import { uploadImport } from './upload-import.ts'

export { refuseWhileImporting } from './commit-import.ts'

export type Exchange = {
  readonly readTemplate: ReturnType<typeof readTemplate>
  readonly uploadImport: ReturnType<typeof uploadImport>
  readonly commitImport: ReturnType<typeof commitImport>
  readonly readImports: ReturnType<typeof readImports>
  readonly readImport: ReturnType<typeof readImport>
  readonly readImportRows: ReturnType<typeof readImportRows>
  readonly readErrors: ReturnType<typeof readErrors>
  readonly exportHouseholds: ReturnType<typeof exportHouseholds>
  readonly jobs: readonly JobHandler[]
}

export type ExchangeDeps = {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly crashAt: CrashAt
  readonly audit: Audit
  readonly tenancy: Tenancy
  readonly tariffs: Tariffs
  readonly billing: Billing
}

export function createExchange(deps: ExchangeDeps): Exchange {
  const { database } = deps
  const reference = readReference(deps)
  const check = checkImport({ ...deps, reference })
  const post = postImport(deps)
  return {
    readTemplate: readTemplate(reference),
    uploadImport: uploadImport({ ...deps, reference }),
    commitImport: commitImport(deps),
    readImports: readImports({ database }),
    readImport: readImport({ database }),
    readImportRows: readImportRows({ database }),
    readErrors: readErrors({ database }),
    exportHouseholds: exportHouseholds(deps),
    jobs: [
      { kind: 'exchange.import.check', title: '校验导入的工作簿', handle: (job) => check(job.tenantId, job.payload) },
      { kind: 'exchange.import.commit', title: '导入用热户', handle: (job) => post(job.tenantId, job.payload) },
    ],
  }
}

/** Uploads nobody has committed: a week, then bytes and rows with what they say of people go; the history of the import stays. */
export const exchangePurges: readonly Purge[] = [
  { table: 'import_parts', keepMs: 7 * 24 * 3_600_000, over: 'created_at <= :before' },
  {
    table: 'import_rows',
    keepMs: 7 * 24 * 3_600_000,
    over: `created_at <= :before AND import_id NOT IN (SELECT id FROM imports WHERE state = 'committing')`,
  },
]
