import type { SignIn } from '../../../../shared/contracts/staff.ts'
import { formatInstant } from '../../../../shared/format/time.ts'
import { isDuplicate } from '../../database/database.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { randomToken, sha256 } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { FIRST_PASSWORD_MS } from './first-password.ts'
import { judgeAttempt, lockOf, type Verdict } from './judge-attempt.ts'
import { DECOY_HASH, passwordMatches } from './passwords.ts'
import { presentProfile } from './profile.ts'
import { appendSession } from './session.repository.ts'
import { ACCESS_SECONDS, IDLE_MS, type Origin, type Signed, type StaffDeps, signAccess } from './session-tokens.ts'
import { type Account, appendTries, findAccount, findTries, lockAccount, lockTries, saveAttempts, saveTries } from './sign-in.repository.ts'
import { listProfileRows } from './staff.repository.ts'

type Counted = { readonly verdict: Verdict; readonly failedCount: number }
type Attempt = { readonly kind: 'in'; readonly family: string; readonly refreshToken: string; readonly expiresAt: number }
type Refusal = { readonly kind: 'refused' } | { readonly kind: 'locked'; readonly until: number }

/**
 * Company code, name and password against a session. Unknown company, unknown name, wrong password and disabled person are refused in
 * the same words after the same work, and locked after the same number of failures: the fifth locks for 15 minutes (423 LOCKED), also
 * a name nobody has. The count is kept under a lock, so guesses sent at once get no more than five answers, and in the database, so a
 * restart forgives nothing.
 */
export function signIn({ database, clock, audit, tokens }: StaffDeps) {
  return async ({ companyCode, name, password }: SignIn, origin: Origin): Promise<Signed> => {
    const nameHash = sha256(`${companyCode}/${name}`)
    // Both are looked for, whoever it is: one statement less would be heard from outside.
    const { account, tries } = await database.read(async (unit) => ({
      account: await findAccount(unit, companyCode, name),
      tries: await findTries(unit, nameHash),
    }))
    const until = lockOf(account ?? tries, clock.now())
    if (until !== null) throw locked(until)
    const opens = account?.state === 'active' && !isOver(account.passwordGivenAt, clock.now())
    const matches = (await passwordMatches(account?.passwordHash ?? DECOY_HASH, password)) && opens
    const about = { subjectKind: 'staff' as const, subjectName: `${companyCode}/${name}`, requestId: origin.requestId, ip: origin.ip }
    const attempt = () =>
      database.write(async (unit): Promise<Attempt | Refusal> => {
        const { verdict, failedCount } = account ? await countAttempt(unit, account, matches) : await countStranger(unit, nameHash)
        const tenantId = account?.tenantId ?? PLATFORM_TENANT_ID
        const detail = account ? { failed: failedCount } : { known: false, failed: failedCount }
        await audit.recordSecurity(unit, { ...about, tenantId, event: `sign-in.${verdict.kind}`, detail })
        return verdict.kind === 'in' && account ? openSession(unit, account, origin) : (verdict as Refusal)
      })
    // Two first failures under one unknown name at once: the loser finds the winner's row.
    const outcome = await attempt().catch((error) => (isDuplicate(error) ? attempt() : Promise.reject(error)))
    if (outcome.kind === 'locked') throw locked(outcome.until)
    if (outcome.kind === 'refused' || !account) throw refused()
    return {
      session: {
        accessToken: signAccess(tokens, { staffId: account.staffId, tenantId: account.tenantId, family: outcome.family }),
        expiresInSeconds: ACCESS_SECONDS,
        profile: presentProfile(
          await database.read((unit) => listProfileRows(unit, account.tenantId, account.staffId)),
          database.engine === 'sqlite',
        ),
      },
      refresh: { token: outcome.refreshToken, expiresAt: outcome.expiresAt },
    }
  }

  /** Judges under the lock what was guessed outside it: once the account is locked, even the right password comes too late. */
  async function countAttempt(unit: Unit, seen: Account, matches: boolean): Promise<Counted> {
    const now = await lockAccount(unit, seen.staffId)
    const { verdict, after } = judgeAttempt(now, matches && now.passwordHash === seen.passwordHash, clock.now())
    if (after !== now) await saveAttempts(unit, seen.staffId, after)
    return { verdict, failedCount: after.failedCount }
  }

  /** The same for a name nobody has. */
  async function countStranger(unit: Unit, nameHash: string): Promise<Counted> {
    const now = await lockTries(unit, nameHash)
    const { verdict, after } = judgeAttempt(now, false, clock.now())
    if (now === null) await appendTries(unit, nameHash, after)
    else if (after !== now) await saveTries(unit, nameHash, after)
    return { verdict, failedCount: after.failedCount }
  }

  async function openSession(unit: Unit, { staffId, tenantId }: Account, { ip, agent }: Origin): Promise<Attempt> {
    const family = randomToken(16)
    const refreshToken = randomToken()
    const expiresAt = clock.now() + IDLE_MS
    const refreshHash = sha256(refreshToken)
    await appendSession(unit, { tenantId, subjectKind: 'staff', subjectId: staffId, family, refreshHash, expiresAt, ip, agent })
    return { kind: 'in', family, refreshToken, expiresAt }
  }
}

/** A first password opens the door for three days. */
function isOver(passwordGivenAt: number | null, now: number): boolean {
  return passwordGivenAt !== null && now > passwordGivenAt + FIRST_PASSWORD_MS
}

function refused(): DomainError {
  return new DomainError(401, 'SIGN_IN_REFUSED', '公司代码、用户名或密码不对')
}

export function locked(until: number): DomainError {
  return new DomainError(423, 'LOCKED', `登录失败次数过多，账号已锁定到 ${formatInstant(until)}，请稍后再试或联系管理员`, {
    facts: { lockedUntil: new Date(until).toISOString() },
  })
}
