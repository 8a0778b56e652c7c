import { randomToken, sha256 } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { presentProfile } from './profile.ts'
import { appendSession, endFamily, findFamily, lockStaffSession, markRotated, type StoredSession } from './session.repository.ts'
import { ABSOLUTE_MS, ACCESS_SECONDS, IDLE_MS, type Origin, type Signed, type StaffDeps, signAccess } from './session-tokens.ts'
import { findSignedIn, listProfileRows } from './staff.repository.ts'

/** Two tabs that refresh at the same moment: the second comes with the token the first has just used up. */
export const RACE_MS = 5_000

type Outcome =
  | { readonly kind: 'over' }
  | {
      readonly kind: 'renewed' | 'raced'
      readonly session: StoredSession
      readonly refreshToken: string | null
      readonly expiresAt: number
    }

/**
 * A refresh token for a new access token and a new refresh token. Each is used once: a used one that comes again ends the whole
 * sign-in and is written to the security log, because somebody has a copy. The one exception is a race of two tabs (the same
 * browser and address within five seconds): the loser gets an access token only and keeps the cookie the winner was given, so a
 * thief can win ten minutes by it and never a session. Throws 401 SESSION_OVER.
 */
export function refreshSession({ database, clock, audit, tokens }: StaffDeps) {
  return async (refreshToken: string, origin: Origin): Promise<Signed> => {
    const outcome = await database.write(async (unit): Promise<Outcome> => {
      const session = await lockStaffSession(unit, sha256(refreshToken))
      const now = clock.now()
      if (!session || session.state === 'ended' || session.expiresAt <= now) return { kind: 'over' }
      const { family, tenantId, subjectId: staffId } = session
      const { startedAt, aliveUntil } = await findFamily(unit, family)
      const person = await findSignedIn(unit, { tenantId, staffId, family, now })
      if (!person || aliveUntil === null) return { kind: 'over' }
      if (session.state === 'rotated') {
        if (isRace(session, origin, now)) return { kind: 'raced', session, refreshToken: null, expiresAt: aliveUntil }
        await endFamily(unit, family, now)
        await audit.recordSecurity(unit, {
          event: 'refresh.reused',
          tenantId,
          subjectKind: 'staff',
          subjectName: person.name,
          detail: { firstUsedAt: session.endedAt },
          requestId: origin.requestId,
          ip: origin.ip,
        })
        return { kind: 'over' }
      }
      const expiresAt = Math.min(now + IDLE_MS, startedAt + ABSOLUTE_MS)
      if (expiresAt <= now) return { kind: 'over' }
      const next = randomToken()
      await markRotated(unit, session.id, now)
      const refreshHash = sha256(next)
      const { ip, agent } = origin
      await appendSession(unit, { tenantId, subjectKind: 'staff', subjectId: staffId, family, refreshHash, expiresAt, ip, agent })
      return { kind: 'renewed', session, refreshToken: next, expiresAt }
    })
    if (outcome.kind === 'over') throw sessionOver()
    const { subjectId: staffId, tenantId, family } = outcome.session
    const rows = await database.read((unit) => listProfileRows(unit, tenantId, staffId))
    return {
      session: {
        accessToken: signAccess(tokens, { staffId, tenantId, family }),
        expiresInSeconds: ACCESS_SECONDS,
        profile: presentProfile(rows, database.engine === 'sqlite'),
      },
      refresh: outcome.refreshToken === null ? null : { token: outcome.refreshToken, expiresAt: outcome.expiresAt },
    }
  }
}

function isRace(session: StoredSession, origin: Origin, now: number): boolean {
  const sameBrowser = session.ip === origin.ip && session.agent === (origin.agent?.slice(0, 255) ?? null)
  return sameBrowser && session.endedAt !== null && now - session.endedAt <= RACE_MS
}

export function sessionOver(): DomainError {
  return new DomainError(401, 'SESSION_OVER', '登录已过期，请重新登录')
}
