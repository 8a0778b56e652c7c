import type { SignIn } from '../../../../shared/contracts/staff.ts'
import { formatInstant } from '../../../../shared/format/time.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { randomToken, sha256 } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { DECOY_HASH, passwordMatches } from './passwords.ts'
import { presentProfile } from './profile.ts'
import { appendSession } from './session.repository.ts'
import { ACCESS_SECONDS, IDLE_MS, type Origin, type Signed, type StaffDeps, signAccess } from './session-tokens.ts'
import { type Account, findAccount, lockAccount, saveAttempts } from './sign-in.repository.ts'
import { listProfileRows } from './staff.repository.ts'

export const MAX_FAILURES = 5
export const LOCK_MS = 15 * 60_000

type Attempt = { readonly kind: 'in'; readonly family: string; readonly refreshToken: string; readonly expiresAt: number }
type Refusal = { readonly kind: 'refused' } | { readonly kind: 'locked'; readonly until: number }

/**
 * Company code, name and password against a session. Unknown company, unknown name, wrong password and disabled person are
 * refused in the same words after the same work. Five failures lock for 15 minutes (423 LOCKED); the count is kept under a
 * lock, so guesses sent at once get no more than five answers, and in the database, so a restart forgives nothing.
 */
export function signIn({ database, clock, audit, tokens }: StaffDeps) {
  return async ({ companyCode, name, password }: SignIn, origin: Origin): Promise<Signed> => {
    const account = await database.read((unit) => findAccount(unit, companyCode, name))
    if (account?.lockedUntil && account.lockedUntil > clock.now()) throw locked(account.lockedUntil)
    const matches = (await passwordMatches(account?.passwordHash ?? DECOY_HASH, password)) && account?.state === 'active'
    const outcome = await database.write(async (unit): Promise<Attempt | Refusal> => {
      const about = { subjectKind: 'staff' as const, subjectName: `${companyCode}/${name}`, requestId: origin.requestId, ip: origin.ip }
      if (!account) {
        await audit.recordSecurity(unit, { ...about, event: 'sign-in.refused', tenantId: PLATFORM_TENANT_ID, detail: { known: false } })
        return { kind: 'refused' }
      }
      const result = await countAttempt(unit, account, matches)
      const { tenantId } = account
      await audit.recordSecurity(unit, { ...about, tenantId, event: `sign-in.${result.kind}`, detail: { failed: result.failedCount } })
      if (result.kind !== 'in') return result
      return openSession(unit, account, origin)
    })
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
  async function countAttempt(
    unit: Unit,
    seen: Account,
    matches: boolean,
  ): Promise<(Refusal | { readonly kind: 'in' }) & { readonly failedCount: number }> {
    const now = clock.now()
    const { failedCount, lockedUntil, passwordHash } = await lockAccount(unit, seen.staffId)
    if (lockedUntil !== null && lockedUntil > now) return { kind: 'locked', until: lockedUntil, failedCount }
    if (matches && passwordHash === seen.passwordHash) {
      if (failedCount > 0 || lockedUntil !== null) await saveAttempts(unit, seen.staffId, 0, null)
      return { kind: 'in', failedCount: 0 }
    }
    const failures = (lockedUntil === null ? failedCount : 0) + 1
    const until = failures >= MAX_FAILURES ? now + LOCK_MS : null
    await saveAttempts(unit, seen.staffId, failures, until)
    return until === null ? { kind: 'refused', failedCount: failures } : { kind: 'locked', until, failedCount: failures }
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

function refused(): DomainError {
  return new DomainError(401, 'SIGN_IN_REFUSED', '公司代码、用户名或密码不对')
}

function locked(until: number): DomainError {
  return new DomainError(423, 'LOCKED', `登录失败次数过多，账号已锁定到 ${formatInstant(until)}，请稍后再试或联系管理员`, {
    facts: { lockedUntil: new Date(until).toISOString() },
  })
}
