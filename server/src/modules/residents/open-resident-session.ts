import { isDuplicate } from '../../database/database.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { AlipayLoginResult } from '../../gateways/alipay/port.ts'
import type { LoginResult, WechatIdentity } from '../../gateways/wechat-login/port.ts'
import { businessNumber } from '../../platform/business-number.ts'
import { randomToken, sha256 } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { appendSession, type Origin } from '../staff/index.ts'
import {
  findIdentity,
  findResidentByPhone,
  findResidentByUnionid,
  insertIdentity,
  insertResident,
  moveIdentity,
  savePhone,
  saveUnionid,
  type WechatPerson,
} from './identity.repository.ts'
import { type Carrier, LIFE_SECONDS, type ResidentsDeps, signResident } from './resident-tokens.ts'

export type OpenedSession = { readonly token: string; readonly expiresInSeconds: number }

/** What a platform said about a code, in our words: 401 when the person must try again, 502 when nobody can. */
export function identityFrom(result: LoginResult | AlipayLoginResult, platformName: '微信' | '支付宝'): WechatIdentity {
  if (result.kind === 'identified') return result.identity
  if (result.kind === 'refused') throw new DomainError(401, 'SIGN_IN_REFUSED', `${platformName}登录已失效，请重新进入`)
  throw new DomainError(502, 'GATEWAY_UNAVAILABLE', `${platformName}暂时没有回应，请稍后再试`)
}

/**
 * A phone that nobody has proved for so long may be somebody else's by now: numbers are given out again. Its next owner begins as a
 * stranger. Longer than a year, because people come once a heating season.
 */
const PHONE_HOLDS_MS = 400 * 86_400_000

/** From this moment on a proof of a phone still counts. */
export const phoneHoldsSince = (now: number) => now - PHONE_HOLDS_MS

/** A session for whom the platform named, or who proved a phone; somebody new becomes a resident. Codes were exchanged before: no network call happens here. */
export async function openResidentSession(
  { database, clock, tokens }: Pick<ResidentsDeps, 'database' | 'clock' | 'tokens'>,
  person: WechatPerson,
  carrier: Carrier,
  origin: Origin,
): Promise<OpenedSession> {
  const family = randomToken(16)
  const work = () =>
    database.write(async (unit) => {
      const { identityId, residentId } = await identify(unit, person)
      await appendSession(unit, {
        tenantId: null,
        subjectKind: 'resident',
        subjectId: residentId,
        family,
        // Residents have no refresh token; the column wants one that nobody knows.
        refreshHash: sha256(randomToken()),
        expiresAt: clock.now() + LIFE_SECONDS[carrier] * 1000,
        ip: origin.ip,
        agent: origin.agent,
      })
      return identityId
    })
  // Two first visits at once: the loser finds whom the winner has written.
  const identityId = await work().catch((error) => (isDuplicate(error) ? work() : Promise.reject(error)))
  return { token: signResident(tokens, carrier, { identityId, family }), expiresInSeconds: LIFE_SECONDS[carrier] }

  function identify(unit: Unit, known: WechatPerson): Promise<Identified> {
    return known.phone === undefined ? identifyByPlatform(unit, known) : identifyByPhone(unit, known, known.phone)
  }

  async function identifyByPlatform(unit: Unit, { appId, openid, unionid }: WechatPerson): Promise<Identified> {
    const known = await findIdentity(unit, appId, openid)
    if (known) {
      if (unionid !== null && known.unionid === null) await saveUnionid(unit, known.identityId, unionid)
      return known
    }
    const residentId = (unionid === null ? null : await findResidentByUnionid(unit, unionid)) ?? (await newResident(unit))
    return { identityId: await insertIdentity(unit, residentId, person), residentId }
  }

  /** The resident who proved this phone lately, in whatever app; else a new one, also where an old proof has run out. */
  async function identifyByPhone(unit: Unit, { appId, openid }: WechatPerson, phone: string): Promise<Identified> {
    const now = clock.now()
    const residentId = (await findResidentByPhone(unit, phone, phoneHoldsSince(now))) ?? (await newResident(unit))
    const known = await findIdentity(unit, appId, openid)
    if (known && known.residentId !== residentId) await moveIdentity(unit, known.identityId, residentId)
    const identityId = known?.identityId ?? (await insertIdentity(unit, residentId, person))
    await savePhone(unit, identityId, phone, now)
    return { identityId, residentId }
  }

  function newResident(unit: Unit): Promise<number> {
    return insertResident(unit, businessNumber('R', clock))
  }
}

type Identified = { readonly identityId: number; readonly residentId: number }
