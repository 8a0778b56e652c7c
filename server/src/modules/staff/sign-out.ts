import { sha256 } from '../../platform/crypto.ts'
import { endFamily, lockStaffSession } from './session.repository.ts'
import { type Origin, readAccess, type StaffDeps } from './session-tokens.ts'
import { findStaffName } from './staff.repository.ts'

/** Ends the sign-in that a refresh token or an access token belongs to. Neither needs to be fresh, and a second time is no fault. */
export function signOut({ database, clock, audit, tokens }: StaffDeps) {
  return async (given: { readonly refreshToken: string | null; readonly accessToken: string | null }, origin: Origin): Promise<void> => {
    const claims = given.accessToken === null ? null : readAccess(tokens, given.accessToken)
    await database.write(async (unit) => {
      const session = given.refreshToken === null ? null : await lockStaffSession(unit, sha256(given.refreshToken))
      const family = session?.family ?? claims?.family
      if (family === undefined || !(await endFamily(unit, family, clock.now()))) return
      const staffId = session?.subjectId ?? claims?.staffId ?? 0
      const tenantId = session?.tenantId ?? claims?.tenantId ?? 0
      await audit.recordSecurity(unit, {
        event: 'sign-out',
        tenantId,
        subjectKind: 'staff',
        subjectName: (await findStaffName(unit, tenantId, staffId)) ?? '',
        detail: {},
        requestId: origin.requestId,
        ip: origin.ip,
      })
    })
  }
}
