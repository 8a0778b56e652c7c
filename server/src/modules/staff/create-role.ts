import { defaultRoles, platformRoles } from '../../../../shared/access/roles.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { Caller } from '../../platform/caller.ts'
import { checked } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { RoleInput } from './inputs.ts'
import type { StaffDeps } from './session-tokens.ts'
import { findRoles, insertRoles } from './staff.repository.ts'

/** A role of the caller's company. Throws INVALID, ROLE_CODE_TAKEN. */
export function createRole({ database, audit }: Pick<StaffDeps, 'database' | 'audit'>) {
  return async (caller: Caller, given: RoleInput): Promise<void> => {
    const role = checked(RoleInput, given, '角色有误')
    await unlessTaken(
      () =>
        database.write(async (unit) => {
          await insertRoles(unit, caller.scope.tenantId, [role])
          await audit.record(unit, caller, {
            action: 'staff.role.create',
            subjectKind: 'role',
            subjectNo: role.code,
            detail: { name: role.name, permissions: role.permissions, limits: role.limits },
          })
        }),
      () => new DomainError(409, 'ROLE_CODE_TAKEN', `角色代码 ${role.code} 已被使用`),
    )
  }
}

/** The roles every company starts with; those it has already stay as they are, so asking again adds only what is new. */
export function createDefaultRoles({ database, audit }: Pick<StaffDeps, 'database' | 'audit'>) {
  return (caller: Caller): Promise<void> =>
    database.write(async (unit) => {
      const { tenantId } = caller.scope
      const wanted = tenantId === PLATFORM_TENANT_ID ? platformRoles : defaultRoles
      const known = await findRoles(
        unit,
        tenantId,
        wanted.map(({ code }) => code),
      )
      const missing = wanted.filter(({ code }) => !known.some((role) => role.code === code))
      if (missing.length === 0) return
      await insertRoles(
        unit,
        tenantId,
        missing.map((role) => ({ ...role, limits: {} })),
      )
      await audit.record(unit, caller, {
        action: 'staff.role.create',
        subjectKind: 'role',
        subjectNo: 'default',
        detail: { codes: missing.map(({ code }) => code) },
      })
    })
}
