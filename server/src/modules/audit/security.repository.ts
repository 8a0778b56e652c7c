import { endOfDay, startOfDay } from '../../../../shared/calendar/local-day.ts'
import type { SecurityQuery } from '../../../../shared/contracts/audit/logs.ts'
import { beginsWith, contains, ESCAPED } from '../../database/like.ts'
import { scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Replacements } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'

export type SecurityRecord = {
  readonly at: number
  readonly event: string
  readonly subjectKind: 'staff' | 'resident'
  readonly subjectName: string
  readonly detail: string
  readonly requestId: string | null
  readonly ip: string | null
}

/** Who signs in belongs to no unit: the log is the company's, for those who see the company from its top. */
const VISIBLE = `l.tenant_id = :tenantId AND EXISTS (
  SELECT 1 FROM org_units top WHERE top.tenant_id = :tenantId AND top.id IN (:unitIds) AND top.parent_id IS NULL)`

/** Newest first. */
export async function listSecurity(
  unit: ReadUnit,
  scope: Scope,
  { page, pageSize, ...filter }: SecurityQuery,
): Promise<{ readonly rows: readonly SecurityRecord[]; readonly total: number }> {
  const conditions = [{ where: VISIBLE, values: scopeValues(scope) as Replacements }, ...conditionsOf(filter)]
  const where = conditions.map((one) => one.where).join(' AND ')
  const values: Replacements = Object.assign({}, ...conditions.map((one) => one.values))
  const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM security_log l WHERE ${where}`, values)
  const rows = await unit.select<SecurityRecord>(
    `SELECT l.at, l.event, l.subject_kind AS subjectKind, l.subject_name AS subjectName, l.detail, l.request_id AS requestId, l.ip
     FROM security_log l WHERE ${where} ORDER BY l.at DESC, l.id DESC LIMIT :size OFFSET :skip`,
    { ...values, size: pageSize, skip: (page - 1) * pageSize },
  )
  return { rows, total: Number(count?.total ?? 0) }
}

function conditionsOf({ from, to, actor, household, event }: Omit<SecurityQuery, 'page' | 'pageSize'>) {
  return [
    ...(from ? [{ where: 'l.at >= :from', values: { from: startOfDay(from) } }] : []),
    ...(to ? [{ where: 'l.at <= :to', values: { to: endOfDay(to) } }] : []),
    ...(actor ? [{ where: `l.subject_name LIKE :actor ${ESCAPED}`, values: { actor: contains(actor) } }] : []),
    ...(household ? [{ where: `l.detail LIKE :household ${ESCAPED}`, values: { household: contains(`"${household}"`) } }] : []),
    ...(event ? [{ where: `l.event LIKE :event ${ESCAPED}`, values: { event: beginsWith(event) } }] : []),
  ]
}
