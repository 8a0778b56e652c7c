import { isPermission, type Permission } from '../../../../shared/access/permissions.ts'
import { inScope, scopeValues } from '../../database/scope.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { posts, roles, staff } from './staff.model.ts'

export type NewRole = {
  readonly code: string
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly limits: Readonly<Record<string, number>>
}

export async function insertRoles(unit: Unit, tenantId: number, wanted: readonly NewRole[]): Promise<void> {
  await unit.insert(
    roles,
    wanted.map(({ code, name, permissions, limits }) => ({
      id: unit.newId(roles),
      tenant_id: tenantId,
      code,
      name,
      permissions: JSON.stringify(permissions),
      limits: JSON.stringify(limits),
    })),
  )
}

export async function findRoles(unit: ReadUnit, tenantId: number, codes: readonly string[]): Promise<{ id: number; code: string }[]> {
  if (codes.length === 0) return []
  return unit.select<{ id: number; code: string }>('SELECT id, code FROM roles WHERE tenant_id = :tenantId AND code IN (:codes)', {
    tenantId,
    codes,
  })
}

export type NewStaff = {
  readonly tenantId: number
  readonly name: string
  readonly displayName: string
  readonly passwordHash: string
  readonly passwordGivenAt?: number
}

export async function insertStaff(unit: Unit, person: NewStaff, now: number): Promise<number> {
  const id = unit.newId(staff)
  await unit.insert(staff, [
    {
      id,
      tenant_id: person.tenantId,
      name: person.name,
      display_name: person.displayName,
      password_hash: person.passwordHash,
      password_changed_at: now,
      password_given_at: person.passwordGivenAt ?? null,
      state: 'active',
      failed_count: 0,
    },
  ])
  return id
}

export async function insertPosts(
  unit: Unit,
  tenantId: number,
  staffId: number,
  wanted: readonly { readonly orgUnitId: number; readonly roleId: number }[],
): Promise<void> {
  await unit.insert(
    posts,
    wanted.map(({ orgUnitId, roleId }) => ({
      id: unit.newId(posts),
      tenant_id: tenantId,
      staff_id: staffId,
      org_unit_id: orgUnitId,
      role_id: roleId,
    })),
  )
}

export async function findStaffId(unit: ReadUnit, tenantId: number, name: string): Promise<number | null> {
  const [person] = await unit.select<{ id: number }>('SELECT id FROM staff WHERE tenant_id = :tenantId AND name = :name', {
    tenantId,
    name,
  })
  return person?.id ?? null
}

export async function findStaffName(unit: ReadUnit, tenantId: number, staffId: number): Promise<string | null> {
  const [person] = await unit.select<{ name: string }>('SELECT name FROM staff WHERE tenant_id = :tenantId AND id = :staffId', {
    tenantId,
    staffId,
  })
  return person?.name ?? null
}

/** A colleague with a post in the scope. */
export async function findVisibleStaff(unit: ReadUnit, scope: Scope, name: string): Promise<{ readonly id: number } | null> {
  const [person] = await unit.select<{ id: number }>(
    `SELECT s.id FROM staff s WHERE s.tenant_id = :tenantId AND s.name = :name AND EXISTS (SELECT 1 FROM posts p WHERE p.staff_id = s.id AND ${inScope('p')})`,
    { ...scopeValues(scope), name },
  )
  return person ?? null
}

/** One row of a person's posts, as the statement gives them. */
type PostRow = {
  readonly staffId: number
  readonly tenantId: number
  readonly name: string
  readonly displayName: string
  readonly passwordGivenAt: number | null
  readonly unitId: number
  readonly permissions: string
  readonly limits: string
}
/** A person in a role at a unit: these rights hold there and below, nowhere else. */
export type Post = {
  readonly unitId: number
  readonly permissions: readonly Permission[]
  readonly limits: Readonly<Partial<Record<Permission, number>>>
}
export type StaffWithPosts = {
  readonly staffId: number
  readonly tenantId: number
  readonly name: string
  readonly displayName: string
  /** When somebody else chose the password; null once its owner has. */
  readonly passwordGivenAt: number | null
  readonly posts: readonly Post[]
}

/** Person, posts, roles, living session and active company in one statement: it runs before every staff request. */
export async function findSignedIn(
  unit: ReadUnit,
  session: { readonly tenantId: number; readonly staffId: number; readonly family: string; readonly now: number },
): Promise<StaffWithPosts | null> {
  const rows = await unit.select<PostRow>(
    `SELECT s.id AS staffId, s.tenant_id AS tenantId, s.name, s.display_name AS displayName, s.password_given_at AS passwordGivenAt,
       p.org_unit_id AS unitId, r.permissions, r.limits
     FROM staff s JOIN tenants t ON t.id = s.tenant_id JOIN posts p ON p.staff_id = s.id JOIN roles r ON r.id = p.role_id
     WHERE s.id = :staffId AND s.tenant_id = :tenantId AND s.state = 'active' AND t.state = 'active'
       AND EXISTS (SELECT 1 FROM sessions x WHERE x.family = :family AND x.subject_kind = 'staff' AND x.subject_id = s.id
                   AND x.state = 'active' AND x.expires_at > :now)
     ORDER BY p.id`,
    session,
  )
  const [first] = rows
  if (!first) return null
  const { staffId, tenantId, name, displayName, passwordGivenAt } = first
  return { staffId, tenantId, name, displayName, passwordGivenAt, posts: rows.map(postOf) }
}

function postOf({ unitId, permissions, limits }: PostRow): Post {
  return { unitId, permissions: (JSON.parse(permissions) as string[]).filter(isPermission), limits: JSON.parse(limits) }
}

export type ProfileRow = {
  readonly name: string
  readonly displayName: string
  readonly companyCode: string
  readonly companyName: string
  readonly roleCode: string
  readonly roleName: string
  readonly permissions: string
  readonly unitCode: string
  readonly unitName: string
  readonly passwordGivenAt: number | null
}

/** Everything a person's own screen says about them, one row per post. */
export function listProfileRows(unit: ReadUnit, tenantId: number, staffId: number): Promise<ProfileRow[]> {
  return unit.select<ProfileRow>(
    `SELECT s.name, s.display_name AS displayName, t.code AS companyCode, t.name AS companyName, r.code AS roleCode, r.name AS roleName,
       r.permissions, u.code AS unitCode, u.name AS unitName, s.password_given_at AS passwordGivenAt
     FROM staff s JOIN tenants t ON t.id = s.tenant_id JOIN posts p ON p.staff_id = s.id JOIN roles r ON r.id = p.role_id
       JOIN org_units u ON u.id = p.org_unit_id
     WHERE s.id = :staffId AND s.tenant_id = :tenantId ORDER BY p.id`,
    { tenantId, staffId },
  )
}

export type MemberRow = {
  readonly name: string
  readonly displayName: string
  readonly state: 'active' | 'disabled'
  readonly lockedUntil: number | null
  readonly passwordGivenAt: number | null
  readonly roleCode: string
  readonly role: string
  readonly unitCode: string
  readonly orgUnit: string
  readonly self: number
}

/** Posts inside the scope, with whose they are: a colleague's posts elsewhere are not shown. */
export function listMemberRows(unit: ReadUnit, scope: Scope, staffId: number): Promise<MemberRow[]> {
  return unit.select<MemberRow>(
    `SELECT s.name, s.display_name AS displayName, s.state, s.locked_until AS lockedUntil, s.password_given_at AS passwordGivenAt,
       r.code AS roleCode, r.name AS role, u.code AS unitCode, u.name AS orgUnit, CASE WHEN s.id = :staffId THEN 1 ELSE 0 END AS self
     FROM posts p JOIN staff s ON s.id = p.staff_id JOIN roles r ON r.id = p.role_id JOIN org_units u ON u.id = p.org_unit_id
     WHERE ${inScope('p')} ORDER BY s.name, p.id`,
    { ...scopeValues(scope), staffId },
  )
}
