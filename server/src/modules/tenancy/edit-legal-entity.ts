import type { EditEntity } from '../../../../shared/contracts/tenancy/units.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { lockEntity, saveEntity } from './legal-entity.repository.ts'

/** 修改法人主体: name and tax number; its code stays, because books are named by it. Throws NOT_FOUND, LEGAL_ENTITY_CHANGED. */
export function editLegalEntity({ database, audit }: { readonly database: Database; readonly audit: Audit }) {
  return (caller: Caller, code: string, { name, taxNo, version }: EditEntity): Promise<{ readonly code: string }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      const entity = await lockEntity(unit, caller.scope, code)
      if (!entity) throw notFound('该法人主体')
      if (entity.version !== version) throw new DomainError(409, 'LEGAL_ENTITY_CHANGED', '该法人主体在您打开之后被人改过，请刷新后再操作')
      await saveEntity(unit, entity.id, { name, taxNo })
      await audit.record(unit, caller, {
        action: 'tenancy.legal-entity.edit',
        subjectKind: 'legal-entity',
        subjectNo: code,
        detail: { before: { name: entity.name, taxNo: entity.taxNo }, after: { name, taxNo } },
      })
      return { code }
    })
  }
}
