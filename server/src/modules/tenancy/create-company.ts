import type { Database } from '../../database/database.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { Caller } from '../../platform/caller.ts'
import { checked } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { CompanyInput } from './inputs.ts'
import { insertCompany, insertLegalEntity, insertOrgUnit, PLATFORM_TENANT_ID } from './tenancy.repository.ts'

export type NewCompany = { readonly tenantId: number; readonly legalEntityId: number; readonly orgUnitId: number }

/** Opens a company with its first legal entity and its top unit. Only the platform may; throws COMPANY_CODE_TAKEN, INVALID. */
export function createCompany({ database, audit }: { readonly database: Database; readonly audit: Audit }) {
  return async (caller: Caller, given: CompanyInput): Promise<NewCompany> => {
    if (caller.scope.tenantId !== PLATFORM_TENANT_ID) throw new DomainError(403, 'FORBIDDEN', '只有平台运营可以开通公司')
    const { code, name, legalEntity } = checked(CompanyInput, given, '公司资料有误')
    return unlessTaken(
      () =>
        database.write(async (unit) => {
          const tenantId = await insertCompany(unit, { code, name })
          const legalEntityId = await insertLegalEntity(unit, tenantId, legalEntity)
          const orgUnitId = await insertOrgUnit(unit, { tenantId, parentId: null, code, name, kind: 'company', legalEntityId })
          await audit.record(unit, caller, {
            action: 'tenancy.company.create',
            subjectKind: 'company',
            subjectNo: code,
            detail: { name, legalEntity: legalEntity.code },
          })
          return { tenantId, legalEntityId, orgUnitId }
        }),
      () => new DomainError(409, 'COMPANY_CODE_TAKEN', `公司代码 ${code} 已被使用`),
    )
  }
}
