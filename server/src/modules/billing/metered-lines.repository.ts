import type { ReadUnit } from '../../database/unit-of-work.ts'

export type UnsettledWish = {
  readonly tenantId: number
  readonly seasonId: number
  readonly orgUnitId: number
  /** Of the lines that are provisional. */
  readonly ruleKind: string
  readonly afterId: number
  readonly limit: number
}

/** Households of a unit and below with a living line of this kind and no settlement, ascending by id. */
export function listUnsettled(unit: ReadUnit, wish: UnsettledWish): Promise<{ householdId: number; householdNo: string }[]> {
  return unit.select(
    `SELECT h.id AS householdId, h.household_no AS householdNo FROM households h JOIN org_unit_ancestors a ON a.unit_id = h.org_unit_id
     WHERE h.tenant_id = :tenantId AND a.ancestor_id = :orgUnitId AND h.id > :afterId
       AND EXISTS (SELECT 1 FROM bill_lines l WHERE l.household_id = h.id AND l.season_id = :seasonId AND l.rule_kind = :ruleKind
         AND NOT EXISTS (SELECT 1 FROM bill_lines r WHERE r.reverses_line_id = l.id))
       AND NOT EXISTS (SELECT 1 FROM meter_settlements s WHERE s.household_id = h.id AND s.season_id = :seasonId)
     ORDER BY h.id LIMIT :limit`,
    wish,
  )
}
