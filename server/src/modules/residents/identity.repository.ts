import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { residentIdentities, residents } from './resident.model.ts'

/** Who an app says somebody is. */
export type WechatPerson = {
  readonly platform: string
  readonly appId: string
  readonly openid: string
  readonly unionid: string | null
  /** Proved by a code; left out where the platform says who somebody is. */
  readonly phone?: string
}
export type KnownIdentity = {
  readonly identityId: number
  readonly residentId: number
  readonly unionid: string | null
}

export async function findIdentity(unit: ReadUnit, appId: string, openid: string): Promise<KnownIdentity | null> {
  const [identity] = await unit.select<KnownIdentity>(
    'SELECT id AS identityId, resident_id AS residentId, unionid FROM resident_identities WHERE app_id = :appId AND openid = :openid',
    { appId, openid },
  )
  return identity ?? null
}

/** The resident whom another app of the same platform account knows by this union id. */
export async function findResidentByUnionid(unit: ReadUnit, unionid: string): Promise<number | null> {
  const [row] = await unit.select<{ residentId: number }>(
    'SELECT resident_id AS residentId FROM resident_identities WHERE unionid = :unionid ORDER BY id LIMIT 1',
    { unionid },
  )
  return row?.residentId ?? null
}

/** The resident who proved this phone last, and not before `since`. */
export async function findResidentByPhone(unit: ReadUnit, phone: string, since: number): Promise<number | null> {
  const [row] = await unit.select<{ residentId: number }>(
    `SELECT i.resident_id AS residentId FROM resident_identities i JOIN residents r ON r.id = i.resident_id
     WHERE i.phone = :phone AND i.phone_proved_at >= :since AND r.state = 'active' ORDER BY i.phone_proved_at DESC, i.id LIMIT 1`,
    { phone, since },
  )
  return row?.residentId ?? null
}

/** The phone a resident proved last; null when none. */
export async function findPhone(unit: ReadUnit, residentId: number): Promise<string | null> {
  const [row] = await unit.select<{ phone: string }>(
    `SELECT phone FROM resident_identities WHERE resident_id = :residentId AND phone IS NOT NULL ORDER BY phone_proved_at DESC, id LIMIT 1`,
    { residentId },
  )
  return row?.phone ?? null
}

export async function savePhone(unit: Unit, identityId: number, phone: string, provedAt: number): Promise<void> {
  await unit.execute(
    'UPDATE resident_identities SET phone = :phone, phone_proved_at = :provedAt, version = version + 1 WHERE id = :identityId',
    {
      identityId,
      phone,
      provedAt,
    },
  )
}

/** Other phones of this resident no longer sign in as them: only the one just proved does. */
export async function forgetOtherPhones(unit: Unit, residentId: number, phone: string): Promise<void> {
  await unit.execute(
    `UPDATE resident_identities SET phone = NULL, phone_proved_at = NULL, version = version + 1
     WHERE resident_id = :residentId AND phone IS NOT NULL AND phone <> :phone`,
    { residentId, phone },
  )
}

/** A phone whose last proof is older than `before` belongs to nobody any more. */
export async function forgetOldProofs(unit: Unit, phone: string, before: number): Promise<void> {
  await unit.execute(
    `UPDATE resident_identities SET phone = NULL, phone_proved_at = NULL, version = version + 1 WHERE phone = :phone AND phone_proved_at < :before`,
    { phone, before },
  )
}

export async function moveIdentity(unit: Unit, identityId: number, residentId: number): Promise<void> {
  await unit.execute('UPDATE resident_identities SET resident_id = :residentId, version = version + 1 WHERE id = :identityId', {
    identityId,
    residentId,
  })
}

/** Every way in of one resident now leads to another, and the first is no longer used. */
export async function mergeResident(unit: Unit, from: number, into: number): Promise<void> {
  const ids = { from, into }
  await unit.execute('UPDATE resident_identities SET resident_id = :into, version = version + 1 WHERE resident_id = :from', ids)
  await unit.execute('UPDATE residents SET merged_into_id = :into, version = version + 1 WHERE merged_into_id = :from', ids)
  await unit.execute(`UPDATE residents SET state = 'merged', merged_into_id = :into, version = version + 1 WHERE id = :from`, ids)
}

/** Whatever names a person is gone; the rows stay for what points at them. Those merged into this one go too. */
export async function anonymiseResident(unit: Unit, residentId: number, nobody: () => string): Promise<void> {
  const identities = await unit.select<{ id: number }>('SELECT id FROM resident_identities WHERE resident_id = :residentId', { residentId })
  for (const { id } of identities) {
    await unit.execute(
      `UPDATE resident_identities SET openid = :openid, unionid = NULL, phone = NULL, phone_proved_at = NULL, version = version + 1 WHERE id = :id`,
      { id, openid: nobody() },
    )
  }
  await unit.execute(`UPDATE residents SET state = 'deleted', version = version + 1 WHERE id = :residentId`, { residentId })
}

export async function insertResident(unit: Unit, residentNo: string): Promise<number> {
  const id = unit.newId(residents)
  await unit.insert(residents, [{ id, resident_no: residentNo, state: 'active' }])
  return id
}

export async function insertIdentity(unit: Unit, residentId: number, person: WechatPerson): Promise<number> {
  const id = unit.newId(residentIdentities)
  const { platform, appId, openid, unionid } = person
  await unit.insert(residentIdentities, [{ id, resident_id: residentId, platform, app_id: appId, openid, unionid }])
  return id
}

/** WeChat tells the union id only from the day an app is joined to the account. */
export async function saveUnionid(unit: Unit, identityId: number, unionid: string): Promise<void> {
  await unit.execute('UPDATE resident_identities SET unionid = :unionid, version = version + 1 WHERE id = :identityId', {
    identityId,
    unionid,
  })
}

export type SignedInRow = { readonly residentId: number; readonly residentNo: string; readonly appId: string; readonly openid: string }

/** Resident, identity, app and living session in one statement: it runs before every request of a resident. */
export async function findSignedInResident(
  unit: ReadUnit,
  session: { readonly identityId: number; readonly family: string; readonly now: number },
): Promise<SignedInRow | null> {
  const [row] = await unit.select<SignedInRow>(
    `SELECT r.id AS residentId, r.resident_no AS residentNo, i.app_id AS appId, i.openid
     FROM resident_identities i JOIN residents r ON r.id = i.resident_id JOIN channel_apps a ON a.app_id = i.app_id
       JOIN sessions s ON s.subject_id = r.id
     WHERE i.id = :identityId AND r.state = 'active' AND a.state = 'active'
       AND s.family = :family AND s.subject_kind = 'resident' AND s.state = 'active' AND s.expires_at > :now`,
    session,
  )
  return row ?? null
}

/** Serialises what one resident does: tries are counted one after the other. */
export async function lockResident(unit: Unit, residentId: number): Promise<void> {
  await unit.selectForUpdate<{ id: number }>('SELECT id FROM residents WHERE id = :residentId', { residentId })
}
