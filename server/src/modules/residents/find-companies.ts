import type { CompanyChoice } from '../../../../shared/contracts/residents.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { findChannelApp, findCompanyById, PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { searchCompanies } from './place.repository.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/** Who heats somebody, by a part of the company's, a branch's or a community's name; in a company's own app there is only that one. */
export function findCompanies({ database }: ResidentsDeps) {
  return ({ appId }: ResidentCaller, term: string): Promise<{ items: CompanyChoice[] }> =>
    database.read(async (unit) => {
      const app = await findChannelApp(unit, appId)
      if (!app?.tenantId) return { items: await searchCompanies(unit, term, PLATFORM_TENANT_ID) }
      const own = await findCompanyById(unit, app.tenantId)
      return { items: own ? [{ code: own.code, name: own.name }] : [] }
    })
}
