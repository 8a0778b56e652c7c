import type { Unit } from '../../database/unit-of-work.ts'
import { sessions } from './session.model.ts'

export type NewSession = {
  readonly tenantId: number | null
  readonly subjectKind: 'staff' | 'resident'
  readonly subjectId: number
  /** All refresh tokens that grew out of one sign-in. */
  readonly family: string
  /** SHA-256 of the token; the token itself is stored nowhere. */
  readonly refreshHash: string
  readonly expiresAt: number
  readonly ip: string | null
  readonly agent: string | null
}

export async function appendSession(unit: Unit, session: NewSession): Promise<void> {
  await unit.insert(sessions, [
    {
      id: unit.newId(sessions),
      tenant_id: session.tenantId,
      subject_kind: session.subjectKind,
      subject_id: session.subjectId,
      family: session.family,
      refresh_hash: session.refreshHash,
      state: 'active',
      expires_at: session.expiresAt,
      ip: session.ip,
      agent: session.agent?.slice(0, 255) ?? null,
    },
  ])
}

export type StoredSession = {
  readonly id: number
  readonly subjectId: number
  readonly tenantId: number
  readonly family: string
  readonly state: 'active' | 'rotated' | 'ended'
  readonly expiresAt: number
  readonly endedAt: number | null
  readonly ip: string | null
  readonly agent: string | null
}

/** A staff refresh token's row under lock, so that of two uses of one token exactly one is the first. */
export async function lockStaffSession(unit: Unit, refreshHash: string): Promise<StoredSession | null> {
  const [session] = await unit.selectForUpdate<StoredSession>(
    `SELECT id, subject_id AS subjectId, tenant_id AS tenantId, family, state, expires_at AS expiresAt, ended_at AS endedAt, ip, agent
     FROM sessions WHERE refresh_hash = :refreshHash AND subject_kind = 'staff'`,
    { refreshHash },
  )
  return session ?? null
}

/** When somebody signed in, and until when the family still lives; null when it does not. */
export async function findFamily(unit: Unit, family: string): Promise<{ readonly startedAt: number; readonly aliveUntil: number | null }> {
  const [row] = await unit.select<{ startedAt: number; aliveUntil: number | null }>(
    `SELECT MIN(created_at) AS startedAt, MAX(CASE WHEN state = 'active' THEN expires_at END) AS aliveUntil FROM sessions WHERE family = :family`,
    { family },
  )
  return row ?? { startedAt: 0, aliveUntil: null }
}

export async function markRotated(unit: Unit, id: number, now: number): Promise<void> {
  await unit.execute(`UPDATE sessions SET state = 'rotated', ended_at = :now WHERE id = :id AND state = 'active'`, { id, now })
}

/** Ends a sign-in with everything that grew out of it; answers whether anything still lived. */
export async function endFamily(unit: Unit, family: string, now: number): Promise<boolean> {
  const touched = await unit.execute(
    `UPDATE sessions SET ended_at = CASE WHEN state = 'active' THEN :now ELSE ended_at END, state = 'ended' WHERE family = :family AND state <> 'ended'`,
    { family, now },
  )
  return touched > 0
}

/** Ends every sign-in of one person. */
export async function endSessionsOf(unit: Unit, subjectKind: NewSession['subjectKind'], subjectId: number, now: number): Promise<void> {
  await unit.execute(
    `UPDATE sessions SET ended_at = CASE WHEN state = 'active' THEN :now ELSE ended_at END, state = 'ended'
     WHERE subject_kind = :subjectKind AND subject_id = :subjectId AND state <> 'ended'`,
    { subjectKind, subjectId, now },
  )
}
