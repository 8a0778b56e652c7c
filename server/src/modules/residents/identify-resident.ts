import type { ResidentCaller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { findSignedInResident } from './identity.repository.ts'
import { type Carrier, type ResidentsDeps, readResident } from './resident-tokens.ts'

/** Who this token is, in one statement. Throws 401 SIGN_IN_NEEDED for a token that is not ours, too old, carried the wrong way, or signed out. */
export function identifyResident({ database, clock, tokens }: ResidentsDeps) {
  return async (
    carrier: Carrier,
    token: string,
    from: { readonly requestId: string | null; readonly ip: string | null },
  ): Promise<ResidentCaller> => {
    const claims = readResident(tokens, carrier, token)
    const person = claims && (await database.read((unit) => findSignedInResident(unit, { ...claims, now: clock.now() })))
    if (!person) throw new DomainError(401, 'SIGN_IN_NEEDED', '请先登录')
    const { residentId, residentNo, appId, openid } = person
    return { actor: { kind: 'resident', id: residentId, name: residentNo }, residentId, appId, openid, ...from, key: null }
  }
}
