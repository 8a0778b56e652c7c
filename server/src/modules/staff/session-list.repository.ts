import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'

export type LivingSignIn = {
  readonly family: string
  readonly signedInAt: number
  readonly lastUsedAt: number
  readonly ip: string | null
  readonly agent: string | null
}

/** Sign-ins of one person that still live, newest first, each by its latest token. */
export function listLiving(unit: ReadUnit, tenantId: number, staffId: number, now: number): Promise<LivingSignIn[]> {
  return unit.select<LivingSignIn>(
    `SELECT x.family, (SELECT MIN(f.created_at) FROM sessions f WHERE f.family = x.family) AS signedInAt, x.created_at AS lastUsedAt, x.ip, x.agent
     FROM sessions x WHERE x.tenant_id = :tenantId AND x.subject_kind = 'staff' AND x.subject_id = :staffId AND x.state = 'active' AND x.expires_at > :now
     ORDER BY x.created_at DESC, x.id DESC`,
    { tenantId, staffId, now },
  )
}

/** Ends all sign-ins of a person, or all but one; answers how many lived. */
export async function endFamiliesOf(unit: Unit, tenantId: number, staffId: number, now: number, but = ''): Promise<number> {
  const living = (await listLiving(unit, tenantId, staffId, now)).filter(({ family }) => family !== but)
  await unit.execute(
    `UPDATE sessions SET ended_at = CASE WHEN state = 'active' THEN :now ELSE ended_at END, state = 'ended'
     WHERE tenant_id = :tenantId AND subject_kind = 'staff' AND subject_id = :staffId AND state <> 'ended' AND family <> :but`,
    { tenantId, staffId, now, but },
  )
  return living.length
}
