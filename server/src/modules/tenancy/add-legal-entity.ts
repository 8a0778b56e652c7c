import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { Caller } from '../../platform/caller.ts'
import { checked } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { LegalEntityInput } from './inputs.ts'
import { insertLegalEntity } from './tenancy.repository.ts'

/** Another 法人主体 of the caller's company. Throws LEGAL_ENTITY_CODE_TAKEN, INVALID. */
export function addLegalEntity({ database, audit }: { readonly database: Database; readonly audit: Audit }) {
  return async (caller: Caller, given: (typeof LegalEntityInput)['_input']): Promise<{ readonly legalEntityId: number }> => {
    const entity = checked(LegalEntityInput, given, '法人主体资料有误')
    return unlessTaken(
      () =>
        writeOnce(database, { key: caller.key, tenantId: caller.scope.tenantId }, async (unit) => {
          const legalEntityId = await insertLegalEntity(unit, caller.scope.tenantId, entity)
          await audit.record(unit, caller, {
            action: 'tenancy.legal-entity.create',
            subjectKind: 'legal-entity',
            subjectNo: entity.code,
            detail: { name: entity.name, taxNo: entity.taxNo },
          })
          return { legalEntityId }
        }),
      () => new DomainError(409, 'LEGAL_ENTITY_CODE_TAKEN', `法人主体代码 ${entity.code} 已被使用`),
    )
  }
}
