import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { HeatUnit } from '../../../../shared/tariff/facts.ts'
import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { meterFittings, meteringGaps, meterSettlements, meters, readings } from './meter.model.ts'

export type ReadingPurpose = 'start' | 'end'

/** A meter on an area with what it showed in one season; null is not read yet. */
export type Fitting = {
  readonly fittingId: number
  readonly householdId: number
  readonly areaNo: number
  readonly meterNo: string
  readonly unit: HeatUnit
  readonly fittedOn: LocalDay
  readonly removedOn: LocalDay | null
  readonly startMilli: number | null
  readonly endMilli: number | null
}
export type Gap = {
  readonly householdId: number
  readonly areaNo: number
  readonly missing: number
  readonly unit: HeatUnit | null
  readonly neighboursMilliPerM2: number | null
  readonly reason: string
}
export type MeteredSeason = { readonly id: number; readonly startsOn: LocalDay; readonly endsOn: LocalDay }

const newest = (purpose: ReadingPurpose) =>
  `(SELECT r.value_milli FROM readings r WHERE r.fitting_id = f.id AND r.season_id = :seasonId AND r.purpose = '${purpose}' ORDER BY r.created_at DESC, r.id DESC LIMIT 1)`

/** Every meter that counted on some day of the season, by household, area and day. */
export function listFittings(unit: ReadUnit, householdIds: readonly number[], { id, startsOn, endsOn }: MeteredSeason): Promise<Fitting[]> {
  if (householdIds.length === 0) return Promise.resolve([])
  return unit.select(
    `SELECT f.id AS fittingId, f.household_id AS householdId, f.area_no AS areaNo, m.meter_no AS meterNo, m.unit, f.fitted_on AS fittedOn,
       f.removed_on AS removedOn, ${newest('start')} AS startMilli, ${newest('end')} AS endMilli
     FROM meter_fittings f JOIN meters m ON m.id = f.meter_id
     WHERE f.household_id IN (:householdIds) AND f.fitted_on <= :endsOn AND (f.removed_on IS NULL OR f.removed_on >= :startsOn)
     ORDER BY f.household_id, f.area_no, f.fitted_on, f.id`,
    { householdIds, seasonId: id, startsOn, endsOn },
  )
}

/** Of each area the newest word. */
export async function listGaps(unit: ReadUnit, householdIds: readonly number[], seasonId: number): Promise<Gap[]> {
  if (householdIds.length === 0) return []
  const rows = await unit.select<Gap>(
    `SELECT household_id AS householdId, area_no AS areaNo, missing, unit, neighbours_milli_per_m2 AS neighboursMilliPerM2, reason
     FROM metering_gaps WHERE household_id IN (:householdIds) AND season_id = :seasonId ORDER BY created_at, id`,
    { householdIds, seasonId },
  )
  const last = new Map(rows.map((row) => [`${row.householdId} ${row.areaNo}`, row]))
  return [...last.values()].filter(({ missing }) => missing === 1)
}

/** Households of these whose season is settled. */
export async function listSettled(unit: ReadUnit, householdIds: readonly number[], seasonId: number): Promise<ReadonlySet<number>> {
  if (householdIds.length === 0) return new Set()
  const rows = await unit.select<{ householdId: number }>(
    'SELECT household_id AS householdId FROM meter_settlements WHERE household_id IN (:householdIds) AND season_id = :seasonId',
    { householdIds, seasonId },
  )
  return new Set(rows.map(({ householdId }) => householdId))
}

export async function insertSettlement(unit: Unit, row: { tenantId: number; householdId: number; seasonId: number; settledBy: string }) {
  const { tenantId: tenant_id, householdId: household_id, seasonId: season_id, settledBy: settled_by } = row
  await unit.insert(meterSettlements, [{ id: unit.newId(meterSettlements), tenant_id, household_id, season_id, settled_by }])
}

export type MeterRecord = { readonly id: number; readonly unit: HeatUnit; readonly fittedTo: string | null }

/** A meter of the company with the household it hangs in now. */
export async function findMeter(unit: ReadUnit, tenantId: number, meterNo: string): Promise<MeterRecord | null> {
  const [meter] = await unit.select<MeterRecord>(
    `SELECT m.id, m.unit, (SELECT h.household_no FROM meter_fittings f JOIN households h ON h.id = f.household_id
       WHERE f.meter_id = m.id AND f.removed_on IS NULL) AS fittedTo
     FROM meters m WHERE m.tenant_id = :tenantId AND m.meter_no = :meterNo`,
    { tenantId, meterNo },
  )
  return meter ?? null
}

export async function insertMeter(unit: Unit, tenantId: number, meterNo: string, heatUnit: HeatUnit): Promise<number> {
  const id = unit.newId(meters)
  await unit.insert(meters, [{ id, tenant_id: tenantId, meter_no: meterNo, unit: heatUnit }])
  return id
}

export type NewFitting = {
  readonly tenantId: number
  readonly meterId: number
  readonly householdId: number
  readonly areaNo: number
  readonly fittedOn: LocalDay
}

export async function insertFitting(unit: Unit, { tenantId, meterId, householdId, areaNo, fittedOn }: NewFitting): Promise<number> {
  const id = unit.newId(meterFittings)
  await unit.insert(meterFittings, [
    { id, tenant_id: tenantId, meter_id: meterId, household_id: householdId, area_no: areaNo, fitted_on: fittedOn, removed_on: null },
  ])
  return id
}

export async function endFitting(unit: Unit, fittingId: number, removedOn: LocalDay): Promise<void> {
  await unit.execute('UPDATE meter_fittings SET removed_on = :removedOn, version = version + 1 WHERE id = :fittingId', {
    removedOn,
    fittingId,
  })
}

export type NewReading = {
  readonly tenantId: number
  readonly fittingId: number
  readonly seasonId: number
  readonly purpose: ReadingPurpose
  readonly valueMilli: number
  readonly readOn: LocalDay
  readonly readBy: string
  readonly reason: string | null
}

export async function appendReading(unit: Unit, reading: NewReading): Promise<void> {
  await unit.insert(readings, [
    {
      id: unit.newId(readings),
      tenant_id: reading.tenantId,
      fitting_id: reading.fittingId,
      season_id: reading.seasonId,
      purpose: reading.purpose,
      value_milli: reading.valueMilli,
      read_on: reading.readOn,
      read_by: reading.readBy,
      reason: reading.reason,
    },
  ])
}

export type NewGap = Omit<Gap, 'missing'> & {
  readonly tenantId: number
  readonly seasonId: number
  readonly missing: boolean
  readonly recordedBy: string
}

export async function appendGap(unit: Unit, gap: NewGap): Promise<void> {
  await unit.insert(meteringGaps, [
    {
      id: unit.newId(meteringGaps),
      tenant_id: gap.tenantId,
      household_id: gap.householdId,
      season_id: gap.seasonId,
      area_no: gap.areaNo,
      missing: gap.missing ? 1 : 0,
      unit: gap.unit,
      neighbours_milli_per_m2: gap.neighboursMilliPerM2,
      reason: gap.reason,
      recorded_by: gap.recordedBy,
    },
  ])
}
