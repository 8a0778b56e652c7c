import { guardedAmong, MAIN_ADMIN } from '../../../../shared/access/granting.ts'
import type { CreateRole, EditRole, StaffRole } from '../../../../shared/contracts/staff/roles.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { randomCode } from '../../platform/crypto.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { namesOf } from './govern-member.ts'
import { listPostsOf } from './member.repository.ts'
import { deleteRole, type HeldRole, listRoles, lockRole, roleIsUsed, saveRole, sitsAtTop } from './role.repository.ts'
import type { StaffDeps } from './session-tokens.ts'
import { insertRoles } from './staff.repository.ts'

type Deps = Pick<StaffDeps, 'database' | 'audit'>

/** All roles of the company, each with why this person may not edit it. */
export function listStaffRoles({ database }: Deps) {
  return ({ scope, staffId }: StaffCaller): Promise<StaffRole[]> =>
    database.read(async (unit) => {
      const own = await listPostsOf(unit, scope.tenantId, staffId)
      return (await listRoles(unit, scope.tenantId)).map(({ id: _, permissions, limits, ...role }) => ({
        ...role,
        permissions: [...permissions],
        limits: { ...limits },
        locked: lockedFor(
          role.code,
          own.map(({ roleCode }) => roleCode),
        ),
      }))
    })
}

/** 新增角色. Throws ROLE_CODE_TAKEN, ROLE_ABOVE, NOT_FOUND for who does not sit at the company's top. */
export function addRole({ database, audit }: Deps) {
  return (caller: StaffCaller, { code, ...content }: CreateRole): Promise<{ readonly code: string }> => {
    const { tenantId } = caller.scope
    return unlessTaken(
      () =>
        writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
          await atTop(unit, caller)
          const named = code ?? `role-${randomCode(8).toLowerCase()}`
          refuseBeyond(caller, content.permissions)
          await insertRoles(unit, tenantId, [{ code: named, ...content }])
          await audit.record(unit, caller, { action: 'staff.role.create', subjectKind: 'role', subjectNo: named, detail: content })
          return { code: named }
        }),
      () => new DomainError(409, 'ROLE_CODE_TAKEN', `角色代码 ${code} 已被使用`),
    )
  }
}

/** 修改角色: whoever has it has the new rights from the next request on. Throws NOT_FOUND, ROLE_LOCKED, ROLE_CHANGED, ROLE_ABOVE. */
export function editRole({ database, audit }: Deps) {
  return (caller: StaffCaller, code: string, { version, ...content }: EditRole): Promise<{ readonly code: string }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const role = await hold(unit, caller, code)
      if (role.version !== version) throw new DomainError(409, 'ROLE_CHANGED', '该角色在您打开之后被人改过，请刷新后再操作')
      const changed = [...role.permissions, ...content.permissions].filter(
        (name) => role.permissions.includes(name) !== content.permissions.includes(name),
      )
      refuseBeyond(caller, changed)
      await saveRole(unit, role.id, content)
      await audit.record(unit, caller, {
        action: 'staff.role.edit',
        subjectKind: 'role',
        subjectNo: code,
        detail: {
          name: content.name,
          added: content.permissions.filter((name) => !role.permissions.includes(name)),
          removed: role.permissions.filter((name) => !content.permissions.includes(name)),
          before: { name: role.name, limits: role.limits },
          after: { name: content.name, limits: content.limits },
        },
      })
      return { code }
    })
  }
}

/** 删除角色, while nobody has it. Throws NOT_FOUND, ROLE_LOCKED, ROLE_IN_USE, ROLE_ABOVE. */
export function removeRole({ database, audit }: Deps) {
  return (caller: StaffCaller, code: string): Promise<{ readonly code: string }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const role = await hold(unit, caller, code)
      if (await roleIsUsed(unit, role.id)) throw new DomainError(409, 'ROLE_IN_USE', '还有员工在用这个角色，不能删除')
      refuseBeyond(caller, role.permissions)
      await deleteRole(unit, role.id)
      await audit.record(unit, caller, { action: 'staff.role.delete', subjectKind: 'role', subjectNo: code, detail: { name: role.name } })
      return { code }
    })
  }
}

async function hold(unit: Unit, caller: StaffCaller, code: string): Promise<HeldRole> {
  await atTop(unit, caller)
  const role = await lockRole(unit, caller.scope.tenantId, code)
  if (!role) throw notFound('该角色')
  const own = await listPostsOf(unit, caller.scope.tenantId, caller.staffId)
  const reason = lockedFor(
    code,
    own.map(({ roleCode }) => roleCode),
  )
  if (reason !== null) throw new DomainError(409, 'ROLE_LOCKED', reason)
  return role
}

function lockedFor(code: string, own: readonly string[]): string | null {
  if (code === MAIN_ADMIN) return '主管理员角色由系统规定，不能修改'
  return own.includes(code) ? '这是您自己的角色，不能由自己修改' : null
}

async function atTop(unit: Unit, { scope }: StaffCaller): Promise<void> {
  if (!(await sitsAtTop(unit, scope.tenantId, scope.unitIds))) throw notFound('该角色')
}

/** Rights over people and company are given and taken only by who holds them. */
function refuseBeyond(caller: StaffCaller, rights: readonly string[]): void {
  const held = caller.posts.filter(({ unitId }) => caller.scope.unitIds.includes(unitId)).flatMap(({ permissions }) => permissions)
  const beyond = guardedAmong(rights).filter((name) => !held.includes(name))
  if (beyond.length > 0) throw new DomainError(403, 'ROLE_ABOVE', `您没有这些管理权限，不能授予或收回：${namesOf(beyond)}`)
}
