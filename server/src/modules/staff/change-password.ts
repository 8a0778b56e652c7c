import type { ChangePassword } from '../../../../shared/contracts/staff/members.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { confirmPassword, passwordChanged } from './confirm-password.ts'
import { setPassword } from './member.repository.ts'
import { hashPassword, passwordFaults } from './passwords.ts'
import { endFamiliesOf } from './session-list.repository.ts'
import type { StaffDeps } from './session-tokens.ts'
import { findAccountById, lockAccount } from './sign-in.repository.ts'

/**
 * 修改密码, one's own: the old one is asked, the new one must be another and none of those tried first. All other sign-ins end; this one goes on. Throws
 * INVALID, PASSWORD_WRONG, LOCKED.
 */
export function changePassword(deps: Pick<StaffDeps, 'database' | 'clock' | 'audit'>) {
  const { database, clock, audit } = deps
  return async (caller: StaffCaller, { oldPassword, newPassword }: ChangePassword): Promise<void> => {
    const account = await database.read((unit) => findAccountById(unit, caller.staffId))
    if (!account) throw new Error(`staff ${caller.staffId} vanished`)
    const faults = [...passwordFaults(newPassword, account.name), ...(newPassword === oldPassword ? ['新密码不能与原密码相同'] : [])]
    if (faults.length > 0)
      throw invalid(
        '新密码不能使用',
        faults.map((message) => ({ path: 'newPassword', message })),
      )
    const matched = await confirmPassword(deps, caller, { password: oldPassword, path: 'oldPassword', act: 'change' })
    const passwordHash = await hashPassword(newPassword)
    await database.write(async (unit) => {
      if ((await lockAccount(unit, caller.staffId)).passwordHash !== matched) throw passwordChanged()
      const now = clock.now()
      await setPassword(unit, caller.staffId, { passwordHash, at: now, givenAt: null })
      const endedSignIns = await endFamiliesOf(unit, caller.scope.tenantId, caller.staffId, now, caller.family)
      await audit.recordSecurity(unit, {
        event: 'credential.changed',
        tenantId: caller.scope.tenantId,
        subjectKind: 'staff',
        subjectName: account.name,
        detail: { endedSignIns },
        requestId: caller.requestId,
        ip: caller.ip,
      })
    })
  }
}
