import { guardedAmong, MAIN_ADMIN } from '../../../../shared/access/granting.ts'
import { type Permission, permissionLabels } from '../../../../shared/access/permissions.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { hashOf } from '../../platform/crypto.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { type HeldPost, type HeldStaff, listAbove, listPostsOf, lockStaff } from './member.repository.ts'

export type GovernedMember = HeldStaff & {
  readonly posts: readonly HeldPost[]
  /** Those at units the caller governs. */
  readonly postsHere: readonly HeldPost[]
}

type RightsAt = { readonly unitId: number; readonly permissions: readonly string[] }

/**
 * A colleague somebody is about to act on, locked. Throws NOT_FOUND for who has no post in the caller's units, OWN_RIGHTS for oneself, MAIN_ADMIN,
 * MEMBER_ABOVE for who holds guarded rights the caller does not; with `wholly`, MEMBER_ELSEWHERE for who has posts outside too.
 */
export async function governMember(
  unit: Unit,
  caller: StaffCaller,
  name: string,
  { wholly, alsoMainAdmin = false }: { readonly wholly: boolean; readonly alsoMainAdmin?: boolean },
): Promise<GovernedMember> {
  const { tenantId, unitIds } = caller.scope
  const person = await lockStaff(unit, tenantId, name)
  const posts = person ? await listPostsOf(unit, tenantId, person.id) : []
  const above = await listAbove(
    unit,
    posts.map(({ unitId }) => unitId),
  )
  const postsHere = posts.filter(({ unitId }) => unitIds.some((id) => above.get(unitId)?.has(id)))
  if (!person || postsHere.length === 0) throw notFound('该员工')
  if (person.id === caller.staffId) throw new DomainError(409, 'OWN_RIGHTS', '不能处理自己的账号和岗位，请由其他管理员办理')
  if (!alsoMainAdmin && posts.some(({ roleCode }) => roleCode === MAIN_ADMIN))
    throw new DomainError(409, 'MAIN_ADMIN', '主管理员的账号只能由本人管理，或先移交主管理员')
  if (wholly && postsHere.length < posts.length)
    throw new DomainError(409, 'MEMBER_ELSEWHERE', '此人在您管辖之外还有岗位，请由上级管理员办理')
  const beyond = await beyondCaller(unit, caller, postsHere)
  if (beyond.length > 0) throw new DomainError(403, 'MEMBER_ABOVE', `此人有您没有的管理权限：${namesOf(beyond)}`)
  return { ...person, posts, postsHere }
}

/** Guarded rights among these that the caller does not hold at the unit or above it. */
export async function beyondCaller(unit: ReadUnit, caller: StaffCaller, wanted: readonly RightsAt[]): Promise<readonly Permission[]> {
  const above = await listAbove(unit, [...new Set(wanted.map(({ unitId }) => unitId))])
  const holds = (unitId: number, right: Permission) =>
    caller.posts.some((post) => post.permissions.includes(right) && above.get(unitId)?.has(post.unitId))
  return [...new Set(wanted.flatMap(({ unitId, permissions }) => guardedAmong(permissions).filter((right) => !holds(unitId, right))))]
}

export function namesOf(rights: readonly Permission[]): string {
  return rights.map((right) => permissionLabels[right]).join('、')
}

/** What an administrator saw of a colleague: changed by somebody else meanwhile, it is another. */
export function revisionOf(displayName: string, posts: readonly { readonly unitCode: string; readonly roleCode: string }[]): string {
  return hashOf({ displayName, posts: posts.map(({ unitCode, roleCode }) => `${unitCode}/${roleCode}`).sort() }).slice(0, 16)
}
