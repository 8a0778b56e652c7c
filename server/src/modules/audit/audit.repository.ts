import { endOfDay, startOfDay } from '../../../../shared/calendar/local-day.ts'
import type { AuditFilter as Filter } from '../../../../shared/contracts/audit/logs.ts'
import type { Database } from '../../database/database.ts'
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
export type AuditFilter = Filter & { readonly page: number; readonly pageSize: number }

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
  const rows = await unit.select<AuditRecord>(`${RECORD} WHERE ${where} ORDER BY a.at DESC, a.id DESC LIMIT :size OFFSET :skip`, {
    ...values,
    size: filter.pageSize,
    skip: (filter.page - 1) * filter.pageSize,
  })
  return { rows, total: count?.total ?? 0 }
}

const RECORD = `SELECT a.id, a.at, a.actor_kind AS actorKind, a.actor_name AS actorName, a.action, a.subject_kind AS subjectKind, a.subject_no AS subjectNo,
    a.detail, a.request_id AS requestId, a.ip
  FROM audit_log a`
const ROWS_AT_ONCE = 500

/** The same rows in the same order, all of them: a page at a time from the last row on. */
export async function* walkAudit(database: Database, scope: Scope, filter: Filter): AsyncGenerator<AuditRecord> {
  const { where, values } = conditionOf(scope, filter)
  const sql = `${RECORD} WHERE ${where} AND (a.at < :at OR (a.at = :at AND a.id < :id)) ORDER BY a.at DESC, a.id DESC LIMIT ${ROWS_AT_ONCE}`
  for (let last = { at: Number.MAX_SAFE_INTEGER, id: 0 }; ; ) {
    const after = last
    const rows = await database.read((unit) => unit.select<AuditRecord & { readonly id: number }>(sql, { ...values, ...after }))
    yield* rows
    const end = rows.at(-1)
    if (rows.length < ROWS_AT_ONCE || !end) return
    last = { at: end.at, id: end.id }
  }
}

type Condition = { readonly where: string; readonly values: Replacements }

function conditionOf(scope: Scope, filter: Filter): Condition {
  const { from, to, actor, action, household, subjectKind, subject } = filter
  const conditions: readonly Condition[] = [
    { where: VISIBLE, values: scopeValues(scope) },
    ...(from ? [{ where: 'a.at >= :from', values: { from: startOfDay(from) } }] : []),
    ...(to ? [{ where: 'a.at <= :to', values: { to: endOfDay(to) } }] : []),
    ...(actor ? [{ where: `a.actor_name LIKE :actor ${ESCAPED}`, values: { actor: contains(actor) } }] : []),
    ...(action ? [{ where: `a.action LIKE :action ${ESCAPED}`, values: { action: beginsWith(action) } }] : []),
    ...(subjectKind ? [{ where: 'a.subject_kind = :subjectKind', values: { subjectKind } }] : []),
    ...(subject ? [{ where: `a.subject_no LIKE :subject ${ESCAPED}`, values: { subject: beginsWith(subject) } }] : []),
    ...(household
      ? [
          {
            where: `((a.subject_kind = 'household' AND a.subject_no = :household) OR a.detail LIKE :named ${ESCAPED})`,
            values: { household, named: contains(`"${household}"`) },
          },
        ]
      : []),
  ]
  return { where: conditions.map((one) => one.where).join(' AND '), values: Object.assign({}, ...conditions.map((one) => one.values)) }
}
