import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { Caller } from '../../platform/caller.ts'
import { checked, invalid } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { OrgUnitInput } from './inputs.ts'
import { findLegalEntity, findUnitByCode, insertOrgUnit } from './tenancy.repository.ts'
import { lockTree, PARENTS } from './unit-tree.repository.ts'

/** A unit below one the caller sees. Throws INVALID with every fault, UNIT_CODE_TAKEN. */
export function addOrgUnit({ database, audit }: { readonly database: Database; readonly audit: Audit }) {
  return async (caller: Caller, given: OrgUnitInput): Promise<{ readonly orgUnitId: number }> => {
    const { code, name, kind, parentCode, legalEntityCode } = checked(OrgUnitInput, given, '组织资料有误')
    const { tenantId } = caller.scope
    return unlessTaken(
      () =>
        writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
          await lockTree(unit, tenantId)
          const parent = await findUnitByCode(unit, caller.scope, parentCode)
          const entity = legalEntityCode ? await findLegalEntity(unit, tenantId, legalEntityCode) : null
          const faults = [
            ...(parent ? [] : [{ path: 'parentCode', message: `没有找到上级组织 ${parentCode}` }]),
            ...(parent && !PARENTS[kind].includes(parent.kind) ? [{ path: 'kind', message: '这类组织不能设在该上级之下' }] : []),
            ...(parent?.closedAt ? [{ path: 'parentCode', message: `${parent.name} 已停用` }] : []),
            ...(legalEntityCode && !entity ? [{ path: 'legalEntityCode', message: `没有找到法人主体 ${legalEntityCode}` }] : []),
          ]
          if (!parent || faults.length > 0) throw invalid('组织资料有误', faults)
          const legalEntityId = entity?.id ?? parent.legalEntityId
          const orgUnitId = await insertOrgUnit(unit, { tenantId, parentId: parent.id, code, name, kind, legalEntityId })
          await audit.record(unit, caller, {
            action: 'tenancy.unit.create',
            subjectKind: 'org-unit',
            subjectNo: code,
            detail: { name, kind, parent: parentCode },
            orgUnitId,
          })
          return { orgUnitId }
        }),
      () => new DomainError(409, 'UNIT_CODE_TAKEN', `组织代码 ${code} 已被使用`),
    )
  }
}
