import { privacyVersion } from '../../../../shared/access/privacy.ts'
import type { Me } from '../../../../shared/contracts/residents.ts'
import { maskPhone } from '../../../../shared/format/mask.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { findChannelApp, findCompanyById } from '../tenancy/index.ts'
import { lastConsent } from './consent.repository.ts'
import { findPhone } from './identity.repository.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/** Who is signed in, through which app, and what they have agreed to. */
export function readMe({ database, sendText }: ResidentsDeps) {
  return ({ residentId, appId, actor }: ResidentCaller): Promise<Me> =>
    database.read(async (unit) => {
      const app = await findChannelApp(unit, appId)
      const company = app?.tenantId ? await findCompanyById(unit, app.tenantId) : null
      const phone = await findPhone(unit, residentId)
      const consent = await lastConsent(unit, residentId)
      return {
        residentNo: actor.name,
        phone: phone === null ? null : maskPhone(phone),
        canProvePhone: sendText !== null,
        company: company && { code: company.code, name: company.name },
        privacy: {
          version: privacyVersion,
          agreedVersion: consent?.act === 'given' ? consent.version : null,
          agreedAt: consent?.act === 'given' ? new Date(consent.at).toISOString() : null,
        },
      }
    })
}
