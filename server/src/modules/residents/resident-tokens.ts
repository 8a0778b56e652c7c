import type { Database } from '../../database/database.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { AlipayLoginGateway } from '../../gateways/alipay/port.ts'
import type { WechatLoginGateway } from '../../gateways/wechat-login/port.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tokens } from '../../platform/tokens.ts'
import type { Audit } from '../audit/index.ts'
import type { SendText } from '../messaging/index.ts'

export type ResidentsDeps = {
  readonly database: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly tokens: Tokens
  readonly wechatLogin: WechatLoginGateway
  readonly alipayLogin: AlipayLoginGateway
  /** Where residents and WeChat see us, without a trailing slash: https://heat.example.com */
  readonly publicUrl: string
  /** Keys the hashes of phone numbers and codes. */
  readonly secret: string
  /** Null where no text messages are sent. */
  readonly sendText: SendText | null
  /** What may stand against deleting an account: asked under the resident's lock, throws to refuse. */
  readonly deletionGuards: readonly DeletionGuard[]
}

export type DeletionGuard = (unit: Unit, residentId: number, now: number) => Promise<void>

/** A mini-program carries its token itself; a page in WeChat has it in a cookie that scripts can't read. One is not taken for the other. */
export type Carrier = 'mini' | 'h5'
export const LIFE_SECONDS: Readonly<Record<Carrier, number>> = { mini: 2 * 3_600, h5: 12 * 3_600 }

export type ResidentClaims = { readonly identityId: number; readonly family: string }

export function signResident(tokens: Tokens, carrier: Carrier, { identityId, family }: ResidentClaims): string {
  return tokens.sign('resident', { sub: String(identityId), fam: family, via: carrier }, LIFE_SECONDS[carrier])
}

export function readResident(tokens: Tokens, carrier: Carrier, token: string): ResidentClaims | null {
  const claims = tokens.read('resident', token)
  const identityId = Number(claims?.sub)
  if (!claims || claims.via !== carrier || !Number.isSafeInteger(identityId)) return null
  return { identityId, family: String(claims.fam) }
}
