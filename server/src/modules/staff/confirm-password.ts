import type { StaffCaller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { judgeAttempt, lockOf } from './judge-attempt.ts'
import { passwordMatches } from './passwords.ts'
import type { StaffDeps } from './session-tokens.ts'
import { findAccountById, lockAccount, saveAttempts } from './sign-in.repository.ts'
import { locked } from './sign-in.ts'

/**
 * Whether whoever sits at the desk knows the password, before an act that needs it; failures count and lock as at sign-in, so an open desk is no place to
 * guess. Answers the hash it matched: the act compares it under its own lock. Throws PASSWORD_WRONG, LOCKED.
 */
export async function confirmPassword(
  { database, clock, audit }: Pick<StaffDeps, 'database' | 'clock' | 'audit'>,
  caller: StaffCaller,
  { password, path, act }: { readonly password: string; readonly path: string; readonly act: string },
): Promise<string> {
  const account = await database.read((unit) => findAccountById(unit, caller.staffId))
  if (!account) throw new Error(`staff ${caller.staffId} vanished`)
  const until = lockOf(account, clock.now())
  if (until !== null) throw locked(until)
  const matches = await passwordMatches(account.passwordHash, password)
  const verdict = await database.write(async (unit) => {
    const now = await lockAccount(unit, account.staffId)
    const judged = judgeAttempt(now, matches && now.passwordHash === account.passwordHash, clock.now())
    if (judged.after !== now) await saveAttempts(unit, account.staffId, judged.after)
    if (judged.verdict.kind !== 'in')
      await audit.recordSecurity(unit, {
        event: 'confirm.refused',
        tenantId: caller.scope.tenantId,
        subjectKind: 'staff',
        subjectName: account.name,
        detail: { act, failed: judged.after.failedCount },
        requestId: caller.requestId,
        ip: caller.ip,
      })
    return judged.verdict
  })
  if (verdict.kind === 'locked') throw locked(verdict.until)
  if (verdict.kind === 'refused') throw new DomainError(422, 'PASSWORD_WRONG', '密码不对', { errors: [{ path, message: '密码不对' }] })
  return account.passwordHash
}

/** What was confirmed is no longer the password: somebody changed it between the question and the act. */
export function passwordChanged(): DomainError {
  return new DomainError(409, 'PASSWORD_CHANGED', '密码刚刚被修改过，请用新密码重新登录')
}
