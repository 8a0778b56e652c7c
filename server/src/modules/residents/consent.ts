import { privacyVersion } from '../../../../shared/access/privacy.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { appendConsent, keepConsent, lastConsent } from './consent.repository.ts'
import { lockResident } from './identity.repository.ts'
import { removeAllBindings } from './remove-binding.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/** Throws PRIVACY_CHANGED for another wording than the one in force: nobody agrees to what they were not shown. */
export function assertCurrentWording(version: string): void {
  if (version !== privacyVersion) throw new DomainError(409, 'PRIVACY_CHANGED', '隐私说明有了新版本，请重新打开本应用，看过再同意')
}

/** Agrees to the wording in force. */
export function giveConsent({ database, clock }: ResidentsDeps) {
  return (caller: ResidentCaller, version: string): Promise<null> => {
    assertCurrentWording(version)
    return writeOnce(database, { key: caller.key, tenantId: PLATFORM_TENANT_ID }, async (unit) => {
      await lockResident(unit, caller.residentId)
      await keepConsent(unit, caller.residentId, version, clock.now())
      return null
    })
  }
}

/** Takes the consent back: with it goes what stood on it, every bound home. Done before, it stays done. */
export function withdrawConsent(deps: ResidentsDeps) {
  const { database, clock } = deps
  return (caller: ResidentCaller): Promise<null> =>
    writeOnce(database, { key: caller.key, tenantId: PLATFORM_TENANT_ID }, async (unit) => {
      const { residentId } = caller
      await lockResident(unit, residentId)
      await removeAllBindings(deps, unit, caller)
      const last = await lastConsent(unit, residentId)
      if (last?.act !== 'withdrawn')
        await appendConsent(unit, residentId, { act: 'withdrawn', version: last?.version ?? null, at: clock.now() })
      return null
    })
}
