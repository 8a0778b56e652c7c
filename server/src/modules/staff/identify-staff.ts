import type { StaffCaller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { readAccess, type StaffDeps } from './session-tokens.ts'
import { findSignedIn } from './staff.repository.ts'

/** Who this access token is, in one statement. Throws 401 SIGN_IN_NEEDED for a token that is not ours, too old, or of an ended session. */
export function identifyStaff({ database, clock, tokens }: Pick<StaffDeps, 'database' | 'clock' | 'tokens'>) {
  return async (accessToken: string, from: { readonly requestId: string | null; readonly ip: string | null }): Promise<StaffCaller> => {
    const claims = readAccess(tokens, accessToken)
    const person = claims && (await database.read((unit) => findSignedIn(unit, { ...claims, now: clock.now() })))
    if (!person) throw new DomainError(401, 'SIGN_IN_NEEDED', '请先登录')
    const { staffId, tenantId, name, displayName, posts, passwordGivenAt } = person
    return {
      actor: { kind: 'staff', id: staffId, name: `${displayName}(${name})` },
      staffId,
      scope: { tenantId, unitIds: [...new Set(posts.map(({ unitId }) => unitId))] },
      permissions: [...new Set(posts.flatMap(({ permissions }) => permissions))],
      posts,
      family: claims.family,
      mustChangePassword: passwordGivenAt !== null,
      requestId: from.requestId,
      ip: from.ip,
      key: null,
    }
  }
}
