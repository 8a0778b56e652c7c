import type { MoveUnit } from '../../../../shared/contracts/tenancy/units.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Caller } from '../../platform/caller.ts'
import { invalid } from '../../platform/check-input.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import { type TreeDeps, unitChanged } from './edit-org-unit.ts'
import { findUnits, subtreeOf } from './tenancy.repository.ts'
import { refuseWithMoney, type UnitFacts } from './unit-facts.ts'
import { type HeldUnit, holdUnit, lockTree, PARENTS, rehang, setLegalEntity, unitsAbove, unitsOfEntity } from './unit-tree.repository.ts'

/**
 * 调整上级: the unit with everything below it. It takes over the new parent's legal entity, which is refused once anything was posted; within one
 * legal entity it moves freely, as long as its households keep their seasons. Throws NOT_FOUND, UNIT_CHANGED, INVALID, UNIT_HAS_MONEY,
 * UNIT_SEASON_ELSEWHERE.
 */
export function moveOrgUnit({ database, audit, facts }: TreeDeps) {
  return (caller: Caller, code: string, { parentCode, version }: MoveUnit): Promise<{ readonly code: string }> => {
    const { tenantId } = caller.scope
    return writeOnce(database, { key: caller.key, tenantId }, async (unit) => {
      await lockTree(unit, tenantId)
      const held = await holdUnit(unit, caller.scope, code)
      if (!held) throw notFound('该组织')
      if (held.version !== version) throw unitChanged()
      const parent = await holdUnit(unit, caller.scope, parentCode)
      const below = await subtreeOf(unit, tenantId, held.id)
      const wrong = parent ? faultOf(held, parent, below) : `没有找到上级组织 ${parentCode}`
      if (!parent || wrong) throw invalid('不能这样调整', [{ path: 'parentCode', message: wrong ?? '' }])
      const [old] = await findUnits(unit, tenantId, [held.parentId ?? 0])
      await keepSeasons(facts, unit, tenantId, below, parent)
      if (parent.legalEntityId !== held.legalEntityId) {
        const followers = await unitsOfEntity(unit, held.id, held.legalEntityId)
        await refuseWithMoney(facts, unit, tenantId, followers)
        await setLegalEntity(unit, followers, parent.legalEntityId)
      }
      await rehang(unit, tenantId, held.id, parent.id)
      await audit.record(unit, caller, {
        action: 'tenancy.unit.move',
        subjectKind: 'org-unit',
        subjectNo: code,
        detail: {
          before: { parent: old?.code ?? null, legalEntity: held.legalEntityCode },
          after: { parent: parentCode, legalEntity: parent.legalEntityCode },
        },
        orgUnitId: held.id,
      })
      return { code }
    })
  }
}

function faultOf(held: HeldUnit, parent: HeldUnit, below: readonly number[]): string | null {
  if (held.parentId === null) return '公司是最上级，不能移动'
  if (below.includes(parent.id)) return '不能移到自己或自己的下级之下'
  if (parent.id === held.parentId) return '已经在这个上级之下'
  if (parent.closedAt !== null) return '上级组织已停用'
  return PARENTS[held.kind].includes(parent.kind) ? null : '这类组织不能设在该上级之下'
}

/** A household lives by the seasons of its unit and those above: moved away from them it would lose its records. */
async function keepSeasons(facts: UnitFacts, unit: Unit, tenantId: number, below: readonly number[], parent: HeldUnit): Promise<void> {
  const seasonUnits = await facts.seasonUnits(unit, tenantId, below)
  const reachable = new Set([...below, ...(await unitsAbove(unit, parent.id))])
  if (seasonUnits.every((id) => reachable.has(id))) return
  throw new DomainError(409, 'UNIT_SEASON_ELSEWHERE', '该组织的用热户使用原上级的采暖季，新的上级没有这个采暖季，不能移动')
}
