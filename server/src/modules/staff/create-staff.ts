import { unlessTaken } from '../../database/unless-taken.ts'
import type { Caller } from '../../platform/caller.ts'
import { checked, invalid } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { StaffInput } from './inputs.ts'
import { hashPassword, passwordFaults } from './passwords.ts'
import { placePosts } from './place-posts.ts'
import type { StaffDeps } from './session-tokens.ts'
import { insertStaff } from './staff.repository.ts'

/** A person with a password and at least one post inside the caller's units. Throws INVALID with every fault, STAFF_NAME_TAKEN. */
export function createStaff({ database, clock, audit }: Pick<StaffDeps, 'database' | 'clock' | 'audit'>) {
  return async (caller: Caller, given: StaffInput): Promise<{ readonly staffId: number }> => {
    const { name, displayName, password, posts } = checked(StaffInput, given, '员工资料有误')
    const weak = passwordFaults(password, name)
    if (weak.length > 0)
      throw invalid(
        '员工资料有误',
        weak.map((message) => ({ path: 'password', message })),
      )
    const passwordHash = await hashPassword(password)
    const { tenantId } = caller.scope
    return unlessTaken(
      () =>
        database.write(async (unit) => {
          const staffId = await insertStaff(unit, { tenantId, name, displayName, passwordHash }, clock.now())
          await placePosts(unit, caller, staffId, posts)
          await audit.record(unit, caller, {
            action: 'staff.member.create',
            subjectKind: 'staff',
            subjectNo: name,
            detail: { displayName, posts: posts.map(({ orgUnitCode, roleCode }) => `${orgUnitCode}/${roleCode}`) },
          })
          return { staffId }
        }),
      () => new DomainError(409, 'STAFF_NAME_TAKEN', `用户名 ${name} 已被使用`),
    )
  }
}
