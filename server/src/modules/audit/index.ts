import type { Database } from '../../database/database.ts'
import type { Clock } from '../../platform/clock.ts'
import { exportAuditLog } from './export-audit-log.ts'
import { listAuditLog, listSecurityLog } from './list-audit-log.ts'
import { noteRefusal } from './note-refusal.ts'
import { record, recordSecurity } from './record.ts'

export type { AuditEntry, AuditedCaller, SecurityEvent } from './record.ts'

export type Audit = {
  readonly record: ReturnType<typeof record>
  readonly recordSecurity: ReturnType<typeof recordSecurity>
  readonly listAuditLog: ReturnType<typeof listAuditLog>
  readonly listSecurityLog: ReturnType<typeof listSecurityLog>
  readonly exportAuditLog: ReturnType<typeof exportAuditLog>
  readonly noteRefusal: ReturnType<typeof noteRefusal>
}

export function createAudit({ database, clock }: { readonly database: Database; readonly clock: Clock }): Audit {
  const write = record(clock)
  const writeSecurity = recordSecurity(clock)
  return {
    record: write,
    recordSecurity: writeSecurity,
    listAuditLog: listAuditLog(database),
    listSecurityLog: listSecurityLog(database),
    exportAuditLog: exportAuditLog({ database, record: write }),
    noteRefusal: noteRefusal({ database, record: writeSecurity }),
  }
}
