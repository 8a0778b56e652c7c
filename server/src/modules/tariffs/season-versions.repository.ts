import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'

export type SeasonVersionsWanted = {
  readonly tenantId: number
  readonly seasonId: number
  readonly orgUnitIds: readonly number[]
  readonly startsOn: LocalDay
  readonly endsOn: LocalDay
  /** Today: a price that has come into force by now counts although the season began without it. */
  readonly on: LocalDay
  /** Sets published after this moment are left out, so that all households of a run are priced alike. */
  readonly publishedBy: number
}

/**
 * For each unit every published set that is in force on some day of the season: those of the nearest unit above it (itself first)
 * that has one in force by the season's first day or by today. Which version prices which days is the engine's business.
 */
export async function findSeasonVersions(
  unit: ReadUnit,
  { tenantId, seasonId, orgUnitIds, startsOn, endsOn, on, publishedBy }: SeasonVersionsWanted,
): Promise<ReadonlyMap<number, readonly number[]>> {
  if (orgUnitIds.length === 0) return new Map()
  const rows = await unit.select<{ unitId: number; depth: number; id: number; validFrom: LocalDay }>(
    `SELECT a.unit_id AS unitId, a.depth, s.id, s.valid_from AS validFrom FROM rule_sets s JOIN org_unit_ancestors a ON a.ancestor_id = s.org_unit_id
     WHERE s.tenant_id = :tenantId AND s.season_id = :seasonId AND s.state = 'published' AND s.valid_from <= :endsOn AND a.unit_id IN (:orgUnitIds)
       AND (s.published_at IS NULL OR s.published_at <= :publishedBy)
     ORDER BY a.unit_id, a.depth, s.rule_version`,
    { tenantId, seasonId, endsOn, orgUnitIds, publishedBy },
  )
  const beginsBy = on > startsOn ? on : startsOn
  return new Map(
    [...new Set(rows.map(({ unitId }) => unitId))].flatMap((unitId) => {
      const own = rows.filter((row) => row.unitId === unitId)
      const nearest = own.find(({ validFrom }) => validFrom <= beginsBy)?.depth
      return nearest === undefined ? [] : [[unitId, own.filter(({ depth }) => depth === nearest).map(({ id }) => id)] as const]
    }),
  )
}
