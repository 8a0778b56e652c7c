import { createSecretKey } from 'node:crypto'
import jwt from 'jsonwebtoken'
import type { Clock } from './clock.ts'

/** Who a token is for. One made for residents is no token for staff. */
export type Audience = 'staff' | 'resident' | 'wechat-sign-in' | 'alipay-sign-in'
export type Claims = Readonly<Record<string, string | number>>

export type Tokens = {
  sign(audience: Audience, claims: Claims, lifeSeconds: number): string
  /** The claims of a token that is ours, for this audience and still valid; null for anything else, without saying why. */
  read(audience: Audience, token: string): Claims | null
}

const ISSUER = 'nuanzhang'
const ALGORITHM = 'HS256'

/** Signed, readable tokens: nothing secret goes into them. `secret` is TOKEN_SECRET, at least 32 characters. */
export function createTokens({ secret, clock }: { readonly secret: string; readonly clock: Pick<Clock, 'now'> }): Tokens {
  // Given as a text, each call would first try to read it as a PEM key: that costs more than all the rest.
  const key = createSecretKey(Buffer.from(secret))
  const seconds = () => Math.floor(clock.now() / 1000)
  return {
    sign(audience, claims, lifeSeconds) {
      const issued = seconds()
      return jwt.sign({ ...claims, iat: issued, exp: issued + lifeSeconds }, key, { algorithm: ALGORITHM, audience, issuer: ISSUER })
    },
    read(audience, token) {
      try {
        const claims = jwt.verify(token, key, { algorithms: [ALGORITHM], audience, issuer: ISSUER, clockTimestamp: seconds() })
        return typeof claims === 'object' ? (claims as Claims) : null
      } catch {
        return null
      }
    },
  }
}
