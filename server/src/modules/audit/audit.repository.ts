import { beginsWith, contains, ESCAPED } from '../../database/like.ts'
import { scopeValues } from '../../database/scope.ts'
import type { NewRow } from '../../database/table.ts'
import type { ReadUnit, Replacements, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { auditLog, securityLog } from './audit.model.ts'

export async function appendAudit(unit: Unit, row: Omit<NewRow<typeof auditLog>, 'id'>): Promise<void> {
  await unit.insert(auditLog, [{ id: unit.newId(auditLog), ...row }])
}

export async function appendSecurity(unit: Unit, row: Omit<NewRow<typeof securityLog>, 'id'>): Promise<void> {
  await unit.insert(securityLog, [{ id: unit.newId(securityLog), ...row }])
}

export type AuditRecord = {
  readonly at: number
  readonly actorKind: string
  readonly actorName: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectNo: string
  readonly detail: string
  readonly requestId: string | null
  readonly ip: string | null
}
export type AuditFilter = {
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly subject?: string | undefined
  readonly page: number
  readonly pageSize: number
}

/** Rows of the caller's units; rows of the whole company only for those who see it from its top. */
const VISIBLE = `a.tenant_id = :tenantId AND EXISTS (
    SELECT 1 FROM org_units seen WHERE seen.tenant_id = :tenantId AND seen.id IN (:unitIds)
    AND (seen.parent_id IS NULL OR EXISTS (SELECT 1 FROM org_unit_ancestors below WHERE below.unit_id = a.org_unit_id AND below.ancestor_id = seen.id)))`

/** Newest first. Two statements, whatever the page holds. */
export async function listAudit(
  unit: ReadUnit,
  scope: Scope,
  filter: AuditFilter,
): Promise<{ readonly rows: AuditRecord[]; readonly total: number }> {
  const { where, values } = conditionOf(scope, filter)
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM audit_log a WHERE ${where}`, values)
  const rows = await unit.select<AuditRecord>(
    `SELECT a.at, a.actor_kind AS actorKind, a.actor_name AS actorName, a.action, a.subject_kind AS subjectKind, a.subject_no AS subjectNo,
       a.detail, a.request_id AS requestId, a.ip
     FROM audit_log a WHERE ${where} ORDER BY a.at DESC, a.id DESC LIMIT :size OFFSET :skip`,
    { ...values, size: filter.pageSize, skip: (filter.page - 1) * filter.pageSize },
  )
  return { rows, total: count?.total ?? 0 }
}

function conditionOf(scope: Scope, { actor, action, subject }: AuditFilter): { where: string; values: Replacements } {
  const where = [
    VISIBLE,
    ...(actor ? [`a.actor_name LIKE :actor ${ESCAPED}`] : []),
    ...(action ? [`a.action LIKE :action ${ESCAPED}`] : []),
    ...(subject ? [`a.subject_no LIKE :subject ${ESCAPED}`] : []),
  ].join(' AND ')
  return {
    where,
    values: {
      ...scopeValues(scope),
      ...(actor ? { actor: contains(actor) } : {}),
      ...(action ? { action: beginsWith(action) } : {}),
      ...(subject ? { subject: beginsWith(subject) } : {}),
    },
  }
}
