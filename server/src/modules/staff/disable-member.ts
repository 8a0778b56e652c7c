import type { DisableMember } from '../../../../shared/contracts/staff/members.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { governMember } from './govern-member.ts'
import { setStaffState } from './member.repository.ts'
import { endFamiliesOf } from './session-list.repository.ts'
import type { StaffDeps } from './session-tokens.ts'

type Deps = Pick<StaffDeps, 'database' | 'clock' | 'audit'>

/** 停用: every sign-in ends at once, and no new one begins. Throws NOT_FOUND, OWN_RIGHTS, MAIN_ADMIN, MEMBER_ELSEWHERE, MEMBER_ABOVE, MEMBER_DISABLED. */
export function disableMember({ database, clock, audit }: Deps) {
  return (caller: StaffCaller, name: string, { reason }: DisableMember): Promise<{ readonly name: string }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const member = await governMember(unit, caller, name, { wholly: true })
      if (member.state === 'disabled') throw new DomainError(409, 'MEMBER_DISABLED', '此人已经停用')
      await setStaffState(unit, member.id, 'disabled')
      const ended = await endFamiliesOf(unit, tenantId, member.id, clock.now())
      await audit.record(unit, caller, {
        action: 'staff.member.disable',
        subjectKind: 'staff',
        subjectNo: name,
        detail: { displayName: member.displayName, reason, endedSignIns: ended },
      })
      return { name }
    })
  }
}

/** 启用. The old password still opens the door; sign-ins ended before stay ended. Throws as above, MEMBER_ACTIVE. */
export function enableMember({ database, audit }: Deps) {
  return (caller: StaffCaller, name: string): Promise<{ readonly name: string }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const member = await governMember(unit, caller, name, { wholly: true })
      if (member.state === 'active') throw new DomainError(409, 'MEMBER_ACTIVE', '此人没有停用')
      await setStaffState(unit, member.id, 'active')
      await audit.record(unit, caller, {
        action: 'staff.member.enable',
        subjectKind: 'staff',
        subjectNo: name,
        detail: { displayName: member.displayName },
      })
      return { name }
    })
  }
}
