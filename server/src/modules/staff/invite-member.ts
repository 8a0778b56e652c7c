import { MAIN_ADMIN } from '../../../../shared/access/granting.ts'
import type { FirstPassword, InviteMember } from '../../../../shared/contracts/staff/members.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { findUnitsByCode } from '../tenancy/index.ts'
import { FIRST_PASSWORD_MS, firstPassword } from './first-password.ts'
import { beyondCaller, namesOf } from './govern-member.ts'
import { hashPassword } from './passwords.ts'
import { placePosts } from './place-posts.ts'
import { listRolesByCode } from './role.repository.ts'
import type { StaffDeps } from './session-tokens.ts'
import { insertStaff } from './staff.repository.ts'

type WantedPost = InviteMember['posts'][number]

/**
 * 新增员工: with a first password that is told once and stored nowhere, and must be changed at the first sign-in. The same request again gets the same
 * answer without it. Throws INVALID with every fault, STAFF_NAME_TAKEN, MAIN_ADMIN_BY_TRANSFER, ROLE_ABOVE.
 */
export function inviteMember({ database, clock, audit }: Pick<StaffDeps, 'database' | 'clock' | 'audit'>) {
  return async (caller: StaffCaller, { name, displayName, posts }: InviteMember): Promise<FirstPassword> => {
    const { tenantId } = caller.scope
    const password = firstPassword(name)
    const passwordHash = await hashPassword(password)
    const telling = toldOnce(caller)
    await unlessTaken(
      () =>
        writeOnce(database, { key: telling.key, tenantId }, async (unit) => {
          await refuseGrants(unit, caller, posts)
          const now = clock.now()
          const staffId = await insertStaff(unit, { tenantId, name, displayName, passwordHash, passwordGivenAt: now }, now)
          await placePosts(unit, caller, staffId, posts)
          await audit.record(unit, caller, {
            action: 'staff.member.create',
            subjectKind: 'staff',
            subjectNo: name,
            detail: { displayName, posts: posts.map(postText) },
          })
          return { name }
        }),
      () => new DomainError(409, 'STAFF_NAME_TAKEN', `用户名 ${name} 已被使用`),
    )
    return telling.answer(name, password, clock.now() + FIRST_PASSWORD_MS)
  }
}

/** An answer that holds a secret is given once: the key keeps it without. */
export function toldOnce({ key }: Pick<StaffCaller, 'key'>) {
  let repeated = false
  const watched = key && {
    ...key,
    onHit() {
      repeated = true
      key.onHit()
    },
  }
  return {
    key: watched,
    answer: (name: string, password: string, expiresAt: number): FirstPassword =>
      repeated
        ? { name, firstPassword: null, expiresAt: null }
        : { name, firstPassword: password, expiresAt: new Date(expiresAt).toISOString() },
  }
}

export function postText({ orgUnitCode, roleCode }: WantedPost): string {
  return `${orgUnitCode}/${roleCode}`
}

/** Nobody hands out rights over people and company that they do not hold there, nor the main admin's role, nor a post at a closed unit. */
export async function refuseGrants(unit: ReadUnit, caller: StaffCaller, posts: readonly WantedPost[]): Promise<void> {
  if (posts.some(({ roleCode }) => roleCode === MAIN_ADMIN))
    throw new DomainError(409, 'MAIN_ADMIN_BY_TRANSFER', '主管理员只有一位，请用“移交主管理员”')
  const units = new Map(
    (
      await findUnitsByCode(
        unit,
        caller.scope,
        posts.map(({ orgUnitCode }) => orgUnitCode),
      )
    ).map((one) => [one.code, one]),
  )
  const closed = posts.flatMap(({ orgUnitCode }, index) =>
    units.get(orgUnitCode)?.closedAt ? [{ path: `posts.${index}.orgUnitCode`, message: `${units.get(orgUnitCode)?.name} 已停用` }] : [],
  )
  if (closed.length > 0) throw invalid('岗位有误', closed)
  const roles = await listRolesByCode(
    unit,
    caller.scope.tenantId,
    posts.map(({ roleCode }) => roleCode),
  )
  const beyond = await beyondCaller(
    unit,
    caller,
    posts.flatMap(({ orgUnitCode, roleCode }) => {
      const unitId = units.get(orgUnitCode)?.id
      return unitId === undefined ? [] : [{ unitId, permissions: roles.get(roleCode)?.permissions ?? [] }]
    }),
  )
  if (beyond.length > 0) throw new DomainError(403, 'ROLE_ABOVE', `所选角色含有您没有的管理权限，不能授予：${namesOf(beyond)}`)
}
