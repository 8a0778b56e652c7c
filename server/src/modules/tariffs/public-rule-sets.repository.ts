import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'

/** A published rule set as it is found by the outside, with its season. */
export type PublicRow = {
  readonly id: number
  readonly version: number
  readonly validFrom: LocalDay
  readonly orgUnit: string
  readonly orgUnitName: string
  readonly seasonCode: string
  readonly startsOn: LocalDay
  readonly endsOn: LocalDay
  readonly days: number
}

/** Everything a company has published: newest season first, then by unit, newest version first. */
export function listPublished(unit: ReadUnit, tenantId: number): Promise<PublicRow[]> {
  return unit.select<PublicRow>(
    `SELECT s.id, s.rule_version AS version, s.valid_from AS validFrom, u.code AS orgUnit, u.name AS orgUnitName,
       season.code AS seasonCode, season.starts_on AS startsOn, season.ends_on AS endsOn, season.days
     FROM rule_sets s JOIN seasons season ON season.id = s.season_id JOIN org_units u ON u.id = s.org_unit_id
     WHERE s.tenant_id = :tenantId AND s.state = 'published'
     ORDER BY season.starts_on DESC, u.code, s.rule_version DESC`,
    { tenantId },
  )
}
