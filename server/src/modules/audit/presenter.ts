import type { SecurityRow } from '../../../../shared/contracts/audit/logs.ts'
import type { AuditRow } from '../../../../shared/contracts/audit.ts'
import type { AuditRecord } from './audit.repository.ts'
import type { SecurityRecord } from './security.repository.ts'

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

export function presentSecurityRow({ at, event, subjectKind, subjectName, detail, requestId, ip }: SecurityRecord): SecurityRow {
  return { at: new Date(at).toISOString(), event, subjectKind, subject: subjectName, detail: JSON.parse(detail), requestId, ip }
}
