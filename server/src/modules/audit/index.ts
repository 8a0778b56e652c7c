import type { Database } from '../../database/database.ts'
import type { Clock } from '../../platform/clock.ts'
import { listAuditLog } from './list-audit-log.ts'
import { record, recordSecurity } from './record.ts'

export type { AuditEntry, AuditedCaller, SecurityEvent } from './record.ts'

export type Audit = {
  readonly record: ReturnType<typeof record>
  readonly recordSecurity: ReturnType<typeof recordSecurity>
  readonly listAuditLog: ReturnType<typeof listAuditLog>
}

export function createAudit({ database, clock }: { readonly database: Database; readonly clock: Clock }): Audit {
  return { record: record(clock), recordSecurity: recordSecurity(clock), listAuditLog: listAuditLog(database) }
}
