import type { Database } from '../../database/database.ts'
import type { JobHandler } from '../../jobs/handler.ts'
import type { Purge } from '../../jobs/purge.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import type { Audit } from '../audit/index.ts'
import type { Billing } from '../billing/index.ts'
import type { Households } from '../households/index.ts'
import type { Tariffs } from '../tariffs/index.ts'
import type { Tenancy } from '../tenancy/index.ts'
import { checkImport } from './check-import.ts'
import { commitImport } from './commit-import.ts'
import { exportContacts } from './export-contacts.ts'
import { exportHouseholds } from './export-households.ts'
import { postContacts } from './post-contacts.ts'
import { postImport } from './post-import.ts'
import { readErrors, readImport, readImportRows, readImports, readTemplate } from './read-imports.ts'
import { readReference } from './reference.ts'
import { uploadContacts, uploadImport } from './upload-import.ts'

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
  readonly uploadContacts: ReturnType<typeof uploadContacts>
  readonly exportContacts: ReturnType<typeof exportContacts>
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
  readonly households: Pick<Households, 'contacts'>
}

export function createExchange(deps: ExchangeDeps): Exchange {
  const { database } = deps
  const reference = readReference(deps)
  const { contacts } = deps.households
  const check = checkImport({ ...deps, reference, contacts })
  const post = postImport(deps)
  const postChanges = postContacts({ ...deps, contacts })
  return {
    readTemplate: readTemplate(reference),
    uploadImport: uploadImport({ ...deps, reference }),
    commitImport: commitImport(deps),
    readImports: readImports({ database }),
    readImport: readImport({ database }),
    readImportRows: readImportRows({ database }),
    readErrors: readErrors({ database }),
    exportHouseholds: exportHouseholds(deps),
    uploadContacts: uploadContacts(deps),
    exportContacts: exportContacts({ ...deps, contacts }),
    jobs: [
      { kind: 'exchange.import.check', title: '校验导入的工作簿', handle: (job) => check(job.tenantId, job.payload) },
      { kind: 'exchange.contacts.commit', title: '按表格修改用热户', handle: (job) => postChanges(job.tenantId, job.payload) },
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
