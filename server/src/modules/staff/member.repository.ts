import { isPermission, type Permission } from '../../../../shared/access/permissions.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'

export type HeldStaff = {
  readonly id: number
  readonly name: string
  readonly displayName: string
  readonly state: 'active' | 'disabled'
  readonly passwordHash: string
}

/** A colleague's row under lock: two administrators who change one person wait for each other. */
export async function lockStaff(unit: Unit, tenantId: number, name: string): Promise<HeldStaff | null> {
  const [person] = await unit.selectForUpdate<HeldStaff>(
    `SELECT id, name, display_name AS displayName, state, password_hash AS passwordHash FROM staff
     WHERE tenant_id = :tenantId AND name = :name`,
    { tenantId, name },
  )
  return person ?? null
}

export async function findStaff(unit: ReadUnit, tenantId: number, name: string): Promise<Pick<HeldStaff, 'id' | 'state'> | null> {
  const [person] = await unit.select<Pick<HeldStaff, 'id' | 'state'>>(
    'SELECT id, state FROM staff WHERE tenant_id = :tenantId AND name = :name',
    {
      tenantId,
      name,
    },
  )
  return person ?? null
}

export type HeldPost = {
  readonly id: number
  readonly unitId: number
  readonly unitCode: string
  readonly unit: string
  readonly roleCode: string
  readonly role: string
  readonly permissions: readonly Permission[]
}

/** All posts of one person, in the order they were given. */
export async function listPostsOf(unit: ReadUnit, tenantId: number, staffId: number): Promise<readonly HeldPost[]> {
  const rows = await unit.select<Omit<HeldPost, 'permissions'> & { readonly permissions: string }>(
    `SELECT p.id, p.org_unit_id AS unitId, u.code AS unitCode, u.name AS unit, r.code AS roleCode, r.name AS role, r.permissions
     FROM posts p JOIN roles r ON r.id = p.role_id JOIN org_units u ON u.id = p.org_unit_id
     WHERE p.tenant_id = :tenantId AND p.staff_id = :staffId ORDER BY p.id`,
    { tenantId, staffId },
  )
  return rows.map((row) => ({ ...row, permissions: (JSON.parse(row.permissions) as string[]).filter(isPermission) }))
}

/** Each of these units with all units above it and itself. */
export async function listAbove(unit: ReadUnit, unitIds: readonly number[]): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
  const above = new Map(unitIds.map((id) => [id, new Set<number>()]))
  if (unitIds.length === 0) return above
  const rows = await unit.select<{ unitId: number; ancestorId: number }>(
    'SELECT unit_id AS unitId, ancestor_id AS ancestorId FROM org_unit_ancestors WHERE unit_id IN (:unitIds)',
    { unitIds },
  )
  for (const { unitId, ancestorId } of rows) above.get(unitId)?.add(ancestorId)
  return above
}

export function renameStaff(unit: Unit, id: number, displayName: string): Promise<number> {
  return unit.execute('UPDATE staff SET display_name = :displayName, version = version + 1 WHERE id = :id', { id, displayName })
}

export function setStaffState(unit: Unit, id: number, state: HeldStaff['state']): Promise<number> {
  return unit.execute('UPDATE staff SET state = :state, version = version + 1 WHERE id = :id', { id, state })
}

/** `givenAt` null: its owner chose it. A new password forgives what was tried with the old one. */
export function setPassword(
  unit: Unit,
  id: number,
  { passwordHash, at, givenAt }: { readonly passwordHash: string; readonly at: number; readonly givenAt: number | null },
): Promise<number> {
  return unit.execute(
    `UPDATE staff SET password_hash = :passwordHash, password_changed_at = :at, password_given_at = :givenAt, failed_count = 0, failed_at = NULL,
       locked_until = NULL, version = version + 1 WHERE id = :id`,
    { id, passwordHash, at, givenAt },
  )
}

export async function removePosts(unit: Unit, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await unit.execute('DELETE FROM posts WHERE id IN (:ids)', { ids })
}

/** Hands a post over to somebody else as it is. */
export function givePost(unit: Unit, postId: number, staffId: number): Promise<number> {
  return unit.execute('UPDATE posts SET staff_id = :staffId, version = version + 1 WHERE id = :postId', { postId, staffId })
}
