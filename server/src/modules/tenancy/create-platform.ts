import { type Database, isDuplicate } from '../../database/database.ts'
import type { Audit } from '../audit/index.ts'
import { operatorCaller } from './operator-caller.ts'
import { findCompanyById, getTopUnitId, insertCompany, insertLegalEntity, insertOrgUnit, PLATFORM_TENANT_ID } from './tenancy.repository.ts'

/** Tenant 1 with the one unit its operators work at. Made once; asked again it changes nothing and answers the same. */
export function createPlatform({ database, audit }: { readonly database: Database; readonly audit: Audit }) {
  const make = (): Promise<{ readonly tenantId: number; readonly orgUnitId: number }> =>
    database.write(async (unit) => {
      const tenantId = PLATFORM_TENANT_ID
      if (await findCompanyById(unit, tenantId)) {
        return { tenantId, orgUnitId: await getTopUnitId(unit, tenantId) }
      }
      await insertCompany(unit, { id: tenantId, code: 'PLATFORM', name: '暖账平台' })
      const legalEntityId = await insertLegalEntity(unit, tenantId, { code: 'PLATFORM', name: '暖账平台', taxNo: '000000000000000' })
      const orgUnitId = await insertOrgUnit(unit, {
        tenantId,
        parentId: null,
        code: 'PLATFORM',
        name: '暖账平台',
        kind: 'company',
        legalEntityId,
      })
      await audit.record(unit, operatorCaller(tenantId, [orgUnitId]), {
        action: 'tenancy.company.create',
        subjectKind: 'company',
        subjectNo: 'PLATFORM',
        detail: {},
      })
      return { tenantId, orgUnitId }
    })
  // Two processes that start on an empty database: the later one finds what the first has made.
  return () => make().catch((error) => (isDuplicate(error) ? make() : Promise.reject(error)))
}
