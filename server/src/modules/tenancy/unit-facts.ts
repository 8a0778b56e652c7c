import { lockHouseholds } from '../../database/locks.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { DomainError } from '../../platform/domain-error.ts'

/** What tenancy must ask of later rooms before it changes the tree; compose hands it in. */
export type UnitFacts = {
  /** Households of these units, ascending. */
  householdsIn(unit: ReadUnit, tenantId: number, unitIds: readonly number[]): Promise<readonly number[]>
  /** Whether anything was ever posted for a household of these units, or is on its way. */
  hasMoney(unit: ReadUnit, tenantId: number, unitIds: readonly number[]): Promise<boolean>
  /** Units whose seasons the households of these units are recorded in. */
  seasonUnits(unit: ReadUnit, tenantId: number, unitIds: readonly number[]): Promise<readonly number[]>
  /** What names this unit, in words; nothing for one that was never used. */
  usesOf(unit: ReadUnit, tenantId: number, unitId: number): Promise<readonly string[]>
}

/**
 * Money stays with the legal entity it was posted for. Looked at twice: before the households are locked, so that a large unit is
 * refused without holding anybody up, and under the lock. Throws UNIT_HAS_MONEY.
 */
export async function refuseWithMoney(facts: UnitFacts, unit: Unit, tenantId: number, unitIds: readonly number[]): Promise<void> {
  const refuse = async () => {
    if (await facts.hasMoney(unit, tenantId, unitIds))
      throw new DomainError(409, 'UNIT_HAS_MONEY', '该组织的用热户已有账务，不能改到另一个法人主体名下')
  }
  await refuse()
  await lockHouseholds(unit, tenantId, await facts.householdsIn(unit, tenantId, unitIds))
  await refuse()
}
