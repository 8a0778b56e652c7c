import type { Page } from '../../../shared/contracts/fields.ts'
import type { MeteredArea, MeteredHousehold, MeteringQuery } from '../../../shared/contracts/metering.ts'
import { maskName } from '../../../shared/format/mask.ts'
import type { Database } from '../database/database.ts'
import { inScope, scopeValues } from '../database/scope.ts'
import type { ReadUnit } from '../database/unit-of-work.ts'
import { type Fitting, type Gap, listFittings, listGaps, meteringOf } from '../modules/metering/index.ts'
import { findSeasonFor, findUnitByCode } from '../modules/tenancy/index.ts'
import type { Scope } from '../platform/caller.ts'
import { notFound } from '../platform/domain-error.ts'

type Row = Pick<MeteredHousehold, 'householdNo' | 'customerName' | 'address' | 'orgUnit' | 'chargedFen'> & {
  readonly id: number
  readonly settled: number
}
type AreaRow = { readonly householdId: number; readonly areaNo: number; readonly name: string; readonly metered: number }

const LIVE = 'NOT EXISTS (SELECT 1 FROM bill_lines r WHERE r.reverses_line_id = l.id)'
const METERED = `l.season_id = :seasonId AND l.rule_kind = 'two-part@1' AND l.line_type = 'charge' AND ${LIVE}`

/**
 * Metered households of a season, by card number: whoever was charged on a meter's tariff, and whoever has a meter. With what each area's meters showed and
 * what is missing before the season can be settled. Throws NOT_FOUND.
 */
export function listMetered({ database }: { readonly database: Database }) {
  return ({ scope }: { readonly scope: Scope }, query: MeteringQuery): Promise<Page<MeteredHousehold>> =>
    database.read(async (unit) => {
      const { page, pageSize, seasonCode, orgUnit: code, state, householdNo } = query
      const under = code ? await findUnitByCode(unit, scope, code) : null
      if (code && !under) throw notFound('该组织')
      const unitId = under?.id ?? scope.unitIds[0] ?? 0
      const season = await findSeasonFor(unit, scope.tenantId, unitId, seasonCode)
      if (!season) throw notFound('该采暖季')
      const from = `households h JOIN customers c ON c.id = h.customer_id JOIN org_units u ON u.id = h.org_unit_id
        WHERE ${inScope('h')} AND (EXISTS (SELECT 1 FROM bill_lines l WHERE l.household_id = h.id AND ${METERED})
          OR EXISTS (SELECT 1 FROM meter_fittings f WHERE f.household_id = h.id AND f.fitted_on <= :endsOn AND (f.removed_on IS NULL OR f.removed_on >= :startsOn)))
        ${under ? 'AND EXISTS (SELECT 1 FROM org_unit_ancestors x WHERE x.unit_id = h.org_unit_id AND x.ancestor_id = :underId)' : ''}
        ${state ? `AND ${state === 'settled' ? '' : 'NOT'} EXISTS (SELECT 1 FROM meter_settlements s WHERE s.household_id = h.id AND s.season_id = :seasonId)` : ''}
        ${householdNo ? 'AND h.household_no = :householdNo' : ''}`
      const values = {
        ...scopeValues(scope),
        ...{ seasonId: season.id, startsOn: season.startsOn, endsOn: season.endsOn },
        ...(under ? { underId: under.id } : {}),
        ...(householdNo ? { householdNo } : {}),
      }
      const [count] = await unit.select<{ total: number }>(`SELECT COUNT(*) AS total FROM ${from}`, values)
      const rows = await unit.select<Row>(
        `SELECT h.id, h.household_no AS householdNo, c.name AS customerName, h.address, u.name AS orgUnit,
           (SELECT SUM(l.amount_fen) FROM bill_lines l WHERE l.household_id = h.id AND ${METERED}) AS chargedFen,
           (SELECT COUNT(*) FROM meter_settlements s WHERE s.household_id = h.id AND s.season_id = :seasonId) AS settled
         FROM ${from} ORDER BY h.household_no LIMIT :size OFFSET :skip`,
        { ...values, size: pageSize, skip: (page - 1) * pageSize },
      )
      const ids = rows.map(({ id }) => id)
      const areas = await listAreas(unit, ids, season.id)
      const fittings = await listFittings(unit, ids, season)
      const gaps = await listGaps(unit, ids, season.id)
      return { items: rows.map((row) => present(row, areas, fittings, gaps)), total: count?.total ?? 0, page, pageSize }
    })
}

/** Areas charged on a meter's tariff, and those a meter hangs in. */
function listAreas(unit: ReadUnit, householdIds: readonly number[], seasonId: number): Promise<AreaRow[]> {
  if (householdIds.length === 0) return Promise.resolve([])
  return unit.select(
    `SELECT a.household_id AS householdId, a.area_no AS areaNo, a.name,
       (SELECT COUNT(*) FROM bill_lines l WHERE l.household_id = a.household_id AND l.area_no = a.area_no AND ${METERED}) AS metered
     FROM heated_areas a JOIN household_seasons s ON s.id = a.household_season_id
     WHERE s.season_id = :seasonId AND a.household_id IN (:householdIds) ORDER BY a.household_id, a.area_no`,
    { householdIds, seasonId },
  )
}

function present(
  { id, customerName, settled, ...row }: Row,
  areas: readonly AreaRow[],
  fittings: readonly Fitting[],
  gaps: readonly Gap[],
) {
  const own = <One extends { readonly householdId: number }>(all: readonly One[]) => all.filter(({ householdId }) => householdId === id)
  const [ownFittings, ownGaps] = [own(fittings), own(gaps)]
  const hasMeter = (areaNo: number) => ownFittings.some((fitting) => fitting.areaNo === areaNo)
  const shown = own(areas).filter(({ areaNo, metered }) => metered > 0 || hasMeter(areaNo))
  const needed = shown.filter(({ metered }) => metered > 0).flatMap(({ areaNo }) => meteringOf(areaNo, ownFittings, ownGaps).needed)
  return {
    ...row,
    customerName: maskName(customerName),
    settled: settled > 0,
    needed: [...(row.chargedFen === null ? ['本季还没有出账'] : []), ...needed],
    areas: shown.map(
      ({ areaNo, name }): MeteredArea => ({
        areaNo,
        name,
        meters: ownFittings
          .filter((fitting) => fitting.areaNo === areaNo)
          .map(({ meterNo, unit, fittedOn, removedOn, startMilli, endMilli }) => ({
            meterNo,
            unit,
            fittedOn,
            removedOn,
            startMilli,
            endMilli,
          })),
        gap: ownGaps.find((gap) => gap.areaNo === areaNo)?.reason ?? null,
      }),
    ),
  }
}
