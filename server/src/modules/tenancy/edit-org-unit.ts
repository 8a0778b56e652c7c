import type { EditUnit } from '../../../../shared/contracts/tenancy/units.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { findLegalEntity } from './tenancy.repository.ts'
import { refuseWithMoney, type UnitFacts } from './unit-facts.ts'
import { holdUnit, lockTree, renameUnit, setLegalEntity, unitsOfEntity } from './unit-tree.repository.ts'

export type TreeDeps = { readonly database: Database; readonly audit: Audit; readonly facts: UnitFacts }

/**
 * 修改组织: its name, and while nothing was posted its legal entity, which the units below that shared it follow. Throws NOT_FOUND, UNIT_CHANGED, INVALID,
 * UNIT_HAS_MONEY.
 */
export function editOrgUnit({ database, audit, facts }: TreeDeps) {
  return (caller: Caller, code: string, { name, legalEntityCode, version }: EditUnit): Promise<{ readonly code: string }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      await lockTree(unit, tenantId)
      const held = await holdUnit(unit, caller.scope, code)
      if (!held) throw notFound('该组织')
      if (held.version !== version) throw unitChanged()
      const entity = await findLegalEntity(unit, tenantId, legalEntityCode)
      if (!entity) throw invalid('组织资料有误', [{ path: 'legalEntityCode', message: `没有找到法人主体 ${legalEntityCode}` }])
      if (entity.id !== held.legalEntityId) {
        const followers = await unitsOfEntity(unit, held.id, held.legalEntityId)
        await refuseWithMoney(facts, unit, tenantId, followers)
        await setLegalEntity(unit, followers, entity.id)
      }
      await renameUnit(unit, held.id, name)
      await audit.record(unit, caller, {
        action: 'tenancy.unit.edit',
        subjectKind: 'org-unit',
        subjectNo: code,
        detail: { before: { name: held.name, legalEntity: held.legalEntityCode }, after: { name, legalEntity: entity.code } },
        orgUnitId: held.id,
      })
      return { code }
    })
  }
}

export function unitChanged(): DomainError {
  return new DomainError(409, 'UNIT_CHANGED', '该组织在您打开之后被人改过，请刷新后再操作')
}
