import type { AuditRow } from '../../../../shared/contracts/audit.ts'
import type { AuditRecord } from './audit.repository.ts'

export function presentAuditRow(record: AuditRecord): AuditRow {
  return {
    at: new Date(record.at).toISOString(),
    actorKind: record.actorKind,
    actor: record.actorName,
    action: record.action,
    subjectKind: record.subjectKind,
    subjectNo: record.subjectNo,
    detail: JSON.parse(record.detail),
    requestId: record.requestId,
    ip: record.ip,
  }
}
