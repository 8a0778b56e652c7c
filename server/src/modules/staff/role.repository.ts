import { isPermission, type Permission } from '../../../../shared/access/permissions.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'

export type HeldRole = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly limits: Readonly<Record<string, number>>
  readonly version: number
  /** People in use who have it. */
  readonly memberCount: number
}

const ROLE = `SELECT r.id, r.code, r.name, r.permissions, r.limits, r.version,
  (SELECT COUNT(DISTINCT p.staff_id) FROM posts p JOIN staff s ON s.id = p.staff_id WHERE p.role_id = r.id AND s.state = 'active') AS memberCount
  FROM roles r`
type Row = Omit<HeldRole, 'permissions' | 'limits'> & { readonly permissions: string; readonly limits: string }

function roleOf(row: Row): HeldRole {
  return {
    ...row,
    memberCount: Number(row.memberCount),
    permissions: (JSON.parse(row.permissions) as string[]).filter(isPermission),
    limits: JSON.parse(row.limits),
  }
}

/** In the order in which they came to be: the default ones first. */
export async function listRoles(unit: ReadUnit, tenantId: number): Promise<HeldRole[]> {
  return (await unit.select<Row>(`${ROLE} WHERE r.tenant_id = :tenantId ORDER BY r.created_at, r.id`, { tenantId })).map(roleOf)
}

export async function listRolesByCode(unit: ReadUnit, tenantId: number, codes: readonly string[]): Promise<ReadonlyMap<string, HeldRole>> {
  if (codes.length === 0) return new Map()
  const rows = await unit.select<Row>(`${ROLE} WHERE r.tenant_id = :tenantId AND r.code IN (:codes)`, { tenantId, codes })
  return new Map(rows.map((row) => [row.code, roleOf(row)]))
}

export async function lockRole(unit: Unit, tenantId: number, code: string): Promise<HeldRole | null> {
  const [own] = await unit.selectForUpdate<{ id: number }>('SELECT id FROM roles WHERE tenant_id = :tenantId AND code = :code', {
    tenantId,
    code,
  })
  return own ? ((await listRolesByCode(unit, tenantId, [code])).get(code) ?? null) : null
}

export type RoleContent = Pick<HeldRole, 'name' | 'permissions' | 'limits'>

export function saveRole(unit: Unit, id: number, { name, permissions, limits }: RoleContent): Promise<number> {
  return unit.execute('UPDATE roles SET name = :name, permissions = :permissions, limits = :limits, version = version + 1 WHERE id = :id', {
    id,
    name,
    permissions: JSON.stringify(permissions),
    limits: JSON.stringify(limits),
  })
}

/** Whether anybody has it, in use or not: a disabled person keeps their posts. */
export async function roleIsUsed(unit: ReadUnit, id: number): Promise<boolean> {
  return (await unit.select('SELECT id FROM posts WHERE role_id = :id LIMIT 1', { id })).length > 0
}

export function deleteRole(unit: Unit, id: number): Promise<number> {
  return unit.execute('DELETE FROM roles WHERE id = :id', { id })
}

/** Roles are the company's: whoever edits them does so from its top. */
export async function sitsAtTop(unit: ReadUnit, tenantId: number, unitIds: readonly number[]): Promise<boolean> {
  if (unitIds.length === 0) return false
  const sql = 'SELECT id FROM org_units WHERE tenant_id = :tenantId AND parent_id IS NULL AND id IN (:unitIds)'
  return (await unit.select(sql, { tenantId, unitIds })).length > 0
}
