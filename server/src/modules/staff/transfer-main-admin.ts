import { MAIN_ADMIN } from '../../../../shared/access/granting.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { confirmPassword, passwordChanged } from './confirm-password.ts'
import { findStaff, givePost, listPostsOf, lockStaff, removePosts } from './member.repository.ts'
import type { StaffDeps } from './session-tokens.ts'
import { lockAccount } from './sign-in.repository.ts'
import { findRoles, insertPosts } from './staff.repository.ts'

/**
 * 移交主管理员 in one step, confirmed by password: the post goes over, and whoever gives it up stays as 管理员 when nothing else is left to them. Throws
 * NOT_FOUND, NOT_MAIN_ADMIN, OWN_RIGHTS, MEMBER_DISABLED, PASSWORD_WRONG, LOCKED.
 */
export function transferMainAdmin(deps: Pick<StaffDeps, 'database' | 'clock' | 'audit'>) {
  const { database, audit } = deps
  return async (caller: StaffCaller, name: string, password: string): Promise<{ readonly name: string }> => {
    const { tenantId } = caller.scope
    await database.read((unit) => judge(unit, caller, name))
    const matched = await confirmPassword(deps, caller, { password, path: 'password', act: 'transfer' })
    return database.write(async (unit) => {
      // One's own row first: of two transfers at once the second finds the post gone.
      if ((await lockAccount(unit, caller.staffId)).passwordHash !== matched) throw passwordChanged()
      const heir = await lockStaff(unit, tenantId, name)
      const post = await judge(unit, caller, name)
      if (!heir) throw notFound('该员工')
      const theirs = await listPostsOf(unit, tenantId, heir.id)
      if (theirs.some(({ roleCode, unitId }) => roleCode === MAIN_ADMIN && unitId === post.unitId)) await removePosts(unit, [post.id])
      else await givePost(unit, post.id, heir.id)
      if ((await listPostsOf(unit, tenantId, caller.staffId)).length === 0) await stayAsAdmin(unit, caller, post.unitId)
      const detail = { from: caller.actor.name, to: `${heir.displayName}(${heir.name})` }
      await audit.record(unit, caller, { action: 'staff.admin.transfer', subjectKind: 'staff', subjectNo: name, detail })
      await audit.recordSecurity(unit, {
        event: 'admin.transferred',
        tenantId,
        subjectKind: 'staff',
        subjectName: name,
        detail,
        requestId: caller.requestId,
        ip: caller.ip,
      })
      return { name }
    })
  }
}

/** The post that goes over. Asked before the password is, and again under the lock. */
async function judge(unit: ReadUnit, caller: StaffCaller, name: string) {
  const { tenantId } = caller.scope
  const heir = await findStaff(unit, tenantId, name)
  if (!heir) throw notFound('该员工')
  if (heir.id === caller.staffId) throw new DomainError(409, 'OWN_RIGHTS', '您已经是主管理员')
  if (heir.state !== 'active') throw new DomainError(409, 'MEMBER_DISABLED', '此人已停用，请先启用')
  const post = (await listPostsOf(unit, tenantId, caller.staffId)).find(({ roleCode }) => roleCode === MAIN_ADMIN)
  if (!post) throw new DomainError(409, 'NOT_MAIN_ADMIN', '只有主管理员本人可以移交')
  return post
}

async function stayAsAdmin(unit: Unit, { scope, staffId }: StaffCaller, orgUnitId: number): Promise<void> {
  const [admin] = await findRoles(unit, scope.tenantId, ['admin'])
  if (!admin) throw new DomainError(409, 'NO_ADMIN_ROLE', '公司没有“管理员”角色，移交后您将没有岗位；请先给自己安排另一个岗位')
  await insertPosts(unit, scope.tenantId, staffId, [{ orgUnitId, roleId: admin.id }])
}
