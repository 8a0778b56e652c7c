import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { lateFeeHolds } from './late-fee-hold.model.ts'

export type HoldRow = {
  readonly id: number
  readonly householdId: number
  readonly seasonCode: string
  readonly startsOn: LocalDay
  readonly endsOn: LocalDay | null
  readonly reason: string
  readonly placedBy: string
  readonly endedBy: string | null
}

export function listHolds(unit: ReadUnit, householdIds: readonly number[]): Promise<HoldRow[]> {
  return unit.select(
    `SELECT f.id, f.household_id AS householdId, s.code AS seasonCode, f.starts_on AS startsOn, f.ends_on AS endsOn, f.reason,
       f.placed_by AS placedBy, f.ended_by AS endedBy
     FROM late_fee_holds f JOIN seasons s ON s.id = f.season_id WHERE f.household_id IN (:householdIds) ORDER BY f.starts_on, f.id`,
    { householdIds: householdIds.length > 0 ? householdIds : [0] },
  )
}

export type NewHold = {
  readonly tenantId: number
  readonly householdId: number
  readonly seasonId: number
  readonly from: LocalDay
  readonly reason: string
  readonly placedBy: string
}

/** Answers its id. */
export async function insertHold(unit: Unit, { tenantId, householdId, seasonId, from, reason, placedBy }: NewHold): Promise<number> {
  const id = unit.newId(lateFeeHolds)
  await unit.insert(lateFeeHolds, [
    { id, tenant_id: tenantId, household_id: householdId, season_id: seasonId, starts_on: from, reason, placed_by: placedBy },
  ])
  return id
}

export function endHold(unit: Unit, id: number, to: LocalDay, endedBy: string): Promise<number> {
  return unit.execute(
    'UPDATE late_fee_holds SET ends_on = :to, ended_by = :endedBy, version = version + 1 WHERE id = :id AND ends_on IS NULL',
    { id, to, endedBy },
  )
}
