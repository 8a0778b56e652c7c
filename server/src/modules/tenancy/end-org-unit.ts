import type { CloseUnit, UnitEnding } from '../../../../shared/contracts/tenancy/units.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { TreeDeps } from './edit-org-unit.ts'
import { findUnits } from './tenancy.repository.ts'
import { deleteUnit, hasChildren, holdUnit, listOpenChildren, lockTree, setClosed } from './unit-tree.repository.ts'

/**
 * 停用组织: nothing new may come into it; what it has stays, is billed and paid. A unit nobody ever used is taken away instead. Throws NOT_FOUND,
 * UNIT_IS_TOP, UNIT_HAS_OPEN_CHILDREN, UNIT_CLOSED.
 */
export function endOrgUnit({ database, audit, facts, clock }: TreeDeps & { readonly clock: Clock }) {
  return (caller: Caller, code: string, { reason }: CloseUnit): Promise<UnitEnding> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit): Promise<UnitEnding> => {
      await lockTree(unit, tenantId)
      const held = await holdUnit(unit, caller.scope, code)
      if (!held) throw notFound('该组织')
      if (held.parentId === null) throw new DomainError(409, 'UNIT_IS_TOP', '公司是最上级，不能停用')
      if (held.closedAt !== null) throw new DomainError(409, 'UNIT_CLOSED', '该组织已经停用')
      const open = await listOpenChildren(unit, tenantId, held.id)
      if (open.length > 0) throw new DomainError(409, 'UNIT_HAS_OPEN_CHILDREN', `请先停用或移走下级组织：${open.slice(0, 5).join('、')}`)
      const uses = await facts.usesOf(unit, tenantId, held.id)
      const unused = uses.length === 0 && !(await hasChildren(unit, tenantId, held.id))
      if (unused) await deleteUnit(unit, held.id)
      else await setClosed(unit, held.id, clock.now())
      const ending = unused ? ('deleted' as const) : ('closed' as const)
      await audit.record(unit, caller, {
        action: unused ? 'tenancy.unit.delete' : 'tenancy.unit.close',
        subjectKind: 'org-unit',
        subjectNo: code,
        detail: { name: held.name, reason, uses },
        orgUnitId: unused ? held.parentId : held.id,
      })
      return { code, ending }
    })
  }
}

/** 恢复使用. Throws NOT_FOUND, UNIT_OPEN, UNIT_PARENT_CLOSED. */
export function reopenOrgUnit({ database, audit }: TreeDeps) {
  return (caller: Caller, code: string): Promise<{ readonly code: string }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      await lockTree(unit, tenantId)
      const held = await holdUnit(unit, caller.scope, code)
      if (!held) throw notFound('该组织')
      if (held.closedAt === null) throw new DomainError(409, 'UNIT_OPEN', '该组织没有停用')
      const [parent] = await findUnits(unit, tenantId, [held.parentId ?? 0])
      if (parent?.closedAt) throw new DomainError(409, 'UNIT_PARENT_CLOSED', '上级组织已停用，请先恢复上级')
      await setClosed(unit, held.id, null)
      await audit.record(unit, caller, {
        action: 'tenancy.unit.reopen',
        subjectKind: 'org-unit',
        subjectNo: code,
        detail: { name: held.name },
        orgUnitId: held.id,
      })
      return { code }
    })
  }
}
