import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { Scope } from '../../platform/caller.ts'
import { notFound } from '../../platform/domain-error.ts'
import { findHousehold, type HouseholdRecord } from './households.repository.ts'

/** The household of this number inside the scope. Throws NOT_FOUND. */
export async function householdInScope(unit: ReadUnit, scope: Scope, householdNo: string): Promise<HouseholdRecord> {
  const found = await findHousehold(unit, scope, householdNo)
  if (!found) throw notFound('用热户')
  return found
}
