import { notFound } from '../platform/domain-error.ts'
import type { Unit } from './unit-of-work.ts'

/** A household under lock: everything that decides about its money is read after this. */
export type LockedHousehold = {
  readonly id: number
  readonly householdNo: string
  readonly orgUnitId: number
  readonly customerId: number
  readonly lastSequence: number
}

/**
 * The first statement of every money use-case: locks the households in ascending id, so that two acts on the same ones wait for
 * each other instead of dead-locking. Throws NOT_FOUND when one of them is not of this company.
 */
export async function lockHouseholds(unit: Unit, tenantId: number, ids: readonly number[]): Promise<readonly LockedHousehold[]> {
  const wanted = [...new Set(ids)].sort((a, b) => a - b)
  if (wanted.length === 0) return []
  const rows = await unit.selectForUpdate<LockedHousehold>(
    `SELECT id, household_no AS householdNo, org_unit_id AS orgUnitId, customer_id AS customerId, last_sequence AS lastSequence
     FROM households WHERE tenant_id = :tenantId AND id IN (:ids) ORDER BY id`,
    { tenantId, ids: wanted },
  )
  if (rows.length !== wanted.length) throw notFound('用热户')
  return rows
}
