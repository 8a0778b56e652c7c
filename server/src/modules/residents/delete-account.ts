import { writeOnce } from '../../database/idempotency.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { randomToken } from '../../platform/crypto.ts'
import { endSessionsOf } from '../staff/index.ts'
import { PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { forgetLabels } from './binding.repository.ts'
import { appendConsent } from './consent.repository.ts'
import { anonymiseResident, lockResident } from './identity.repository.ts'
import { removeAllBindings } from './remove-binding.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/**
 * 注销: a resident is forgotten. Homes are given up, names of homes, phone and platform identities are gone, every session ends; who comes
 * back is a stranger. What was paid stays in the ledger, by the resident's number alone. Throws what a guard refuses (ORDER_OPEN).
 */
export function deleteAccount(deps: ResidentsDeps) {
  const { database, clock, audit, deletionGuards } = deps
  return (caller: ResidentCaller): Promise<null> =>
    writeOnce(database, { key: caller.key, tenantId: PLATFORM_TENANT_ID }, async (unit) => {
      const { residentId } = caller
      const now = clock.now()
      await lockResident(unit, residentId)
      for (const guard of deletionGuards) await guard(unit, residentId, now)
      await removeAllBindings(deps, unit, caller)
      await forgetLabels(unit, residentId)
      await appendConsent(unit, residentId, { act: 'withdrawn', version: null, at: now })
      await anonymiseResident(unit, residentId, () => `gone:${randomToken(24)}`)
      await endSessionsOf(unit, 'resident', residentId, now)
      await audit.recordSecurity(unit, {
        event: 'resident.deleted',
        tenantId: PLATFORM_TENANT_ID,
        subjectKind: 'resident',
        subjectName: caller.actor.name,
        detail: {},
        requestId: caller.requestId,
        ip: caller.ip,
      })
      return null
    })
}
