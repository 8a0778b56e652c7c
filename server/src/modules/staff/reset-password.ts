import type { FirstPassword } from '../../../../shared/contracts/staff/members.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import { FIRST_PASSWORD_MS, firstPassword } from './first-password.ts'
import { governMember } from './govern-member.ts'
import { toldOnce } from './invite-member.ts'
import { setPassword } from './member.repository.ts'
import { hashPassword } from './passwords.ts'
import { endFamiliesOf } from './session-list.repository.ts'
import type { StaffDeps } from './session-tokens.ts'

/**
 * 重置密码: a new first password, told once; every sign-in ends and a lock is lifted. Throws NOT_FOUND, OWN_RIGHTS, MAIN_ADMIN, MEMBER_ELSEWHERE,
 * MEMBER_ABOVE.
 */
export function resetPassword({ database, clock, audit }: Pick<StaffDeps, 'database' | 'clock' | 'audit'>) {
  return async (caller: StaffCaller, name: string): Promise<FirstPassword> => {
    const { tenantId } = caller.scope
    const password = firstPassword(name)
    const passwordHash = await hashPassword(password)
    const telling = toldOnce(caller)
    await writeOnce(database, { key: telling.key, tenantId }, async (unit) => {
      const member = await governMember(unit, caller, name, { wholly: true })
      const now = clock.now()
      await setPassword(unit, member.id, { passwordHash, at: now, givenAt: now })
      const endedSignIns = await endFamiliesOf(unit, tenantId, member.id, now)
      const entry = { action: 'staff.member.reset', subjectKind: 'staff', subjectNo: name }
      await audit.record(unit, caller, { ...entry, detail: { displayName: member.displayName, endedSignIns } })
      await audit.recordSecurity(unit, {
        event: 'credential.reset',
        tenantId,
        subjectKind: 'staff',
        subjectName: name,
        detail: { by: caller.actor.name, endedSignIns },
        requestId: caller.requestId,
        ip: caller.ip,
      })
      return { name }
    })
    return telling.answer(name, password, clock.now() + FIRST_PASSWORD_MS)
  }
}
