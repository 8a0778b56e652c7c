import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'

export type UnitSeason = {
  readonly unitId: number
  readonly depth: number
  readonly id: number
  readonly code: string
  readonly startsOn: LocalDay
  readonly endsOn: LocalDay
  readonly state: string
}

/** Every season these units live by, the nearest unit's first. */
export function seasonsOfUnits(unit: ReadUnit, tenantId: number, unitIds: readonly number[]): Promise<UnitSeason[]> {
  return unit.select<UnitSeason>(
    `SELECT a.unit_id AS unitId, a.depth, s.id, s.code, s.starts_on AS startsOn, s.ends_on AS endsOn, s.state
     FROM seasons s JOIN org_unit_ancestors a ON a.ancestor_id = s.org_unit_id
     WHERE s.tenant_id = :tenantId AND a.unit_id IN (:unitIds) ORDER BY a.unit_id, s.code, a.depth`,
    { tenantId, unitIds },
  )
}

export function communitiesOf(unit: ReadUnit, tenantId: number, unitIds: readonly number[]): Promise<{ unitId: number; name: string }[]> {
  return unit.select(
    'SELECT org_unit_id AS unitId, name FROM communities WHERE tenant_id = :tenantId AND org_unit_id IN (:unitIds) ORDER BY name',
    { tenantId, unitIds },
  )
}

/** Customer classes and price types the company's prices and homes name. */
export async function namesInUse(
  unit: ReadUnit,
  tenantId: number,
): Promise<{ readonly customerClasses: readonly string[]; readonly priceTypes: readonly string[] }> {
  const of = async (column: 'customer_class' | 'price_type') => {
    const rows = await unit.select<{ name: string }>(
      `SELECT ${column} AS name FROM rules WHERE tenant_id = :tenantId AND ${column} <> '*' UNION SELECT ${column} FROM heated_areas WHERE tenant_id = :tenantId`,
      { tenantId },
    )
    return rows.map(({ name }) => name).sort()
  }
  return { customerClasses: await of('customer_class'), priceTypes: await of('price_type') }
}
