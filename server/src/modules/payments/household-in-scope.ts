import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findHousehold } from '../households/index.ts'

/** A household of the caller's units. Throws NOT_FOUND in the same words for a missing one and for another's. */
export async function householdInScope(
  unit: ReadUnit,
  scope: Scope,
  householdNo: string,
): Promise<{ readonly householdId: number; readonly householdNo: string }> {
  const household = await findHousehold(unit, scope, householdNo)
  if (!household) throw notFound('这个用热户')
  return { householdId: household.id, householdNo: household.householdNo }
}
