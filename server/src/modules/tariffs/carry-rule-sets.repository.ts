import type { ReadUnit } from '../../database/unit-of-work.ts'

/** A unit's last published version of the season that is carried. */
export type LastVersion = { readonly id: number; readonly orgUnit: string; readonly orgUnitId: number; readonly version: number }

/** Units of the new season's subtree whose prices of the old one are not followed by any of the new one. Ascending by unit. */
export function listUnfollowed(
  unit: ReadUnit,
  given: { readonly tenantId: number; readonly fromSeasonId: number; readonly seasonId: number; readonly seasonUnitId: number },
): Promise<LastVersion[]> {
  return unit.select<LastVersion>(
    `SELECT s.id, u.code AS orgUnit, u.id AS orgUnitId, s.rule_version AS version
     FROM rule_sets s JOIN org_units u ON u.id = s.org_unit_id
       JOIN org_unit_ancestors below ON below.unit_id = u.id AND below.ancestor_id = :seasonUnitId
     WHERE s.tenant_id = :tenantId AND s.season_id = :fromSeasonId AND s.state = 'published' AND u.closed_at IS NULL
       AND s.rule_version = (SELECT MAX(x.rule_version) FROM rule_sets x
         WHERE x.tenant_id = s.tenant_id AND x.org_unit_id = s.org_unit_id AND x.season_id = s.season_id AND x.state = 'published')
       AND NOT EXISTS (SELECT 1 FROM rule_sets there
         WHERE there.tenant_id = s.tenant_id AND there.org_unit_id = s.org_unit_id AND there.season_id = :seasonId AND there.state <> 'discarded')
     ORDER BY u.id`,
    given,
  )
}
