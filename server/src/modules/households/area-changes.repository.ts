import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import type { AreaChange } from '../../../../shared/contracts/billing/corrections.ts'
import type { Cell } from '../../database/table.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { heatedAreas } from './household.model.ts'

const COLUMNS = {
  name: 'name',
  grossMilliM2: 'gross_milli_m2',
  insideMilliM2: 'inside_milli_m2',
  usableMilliM2: 'usable_milli_m2',
  billedMilliM2: 'billed_milli_m2',
  heightMm: 'height_mm',
  customerClass: 'customer_class',
  priceType: 'price_type',
  status: 'status',
  provenance: 'provenance',
} as const satisfies Partial<Record<keyof AreaChange, string>>

/**
 * Writes what is named of each 面积行, under the household's lock, and makes the season record a version further, so that a billing run that froze an
 * older one leaves the household out. The rows must exist.
 */
export async function updateAreas(unit: Unit, householdSeasonId: number, changes: readonly AreaChange[]): Promise<void> {
  for (const { areaNo, more, ...change } of changes) {
    const cells: Record<string, Cell> = more === undefined ? {} : { more_facts: more === null ? null : canonicalJson(more) }
    for (const [name, column] of Object.entries(COLUMNS)) {
      const value = change[name as keyof typeof COLUMNS]
      if (value !== undefined) cells[column] = value
    }
    const sets = Object.keys(cells).map((column) => `${column} = :${column}, `)
    await unit.execute(
      `UPDATE ${heatedAreas.name} SET ${sets.join('')}version = version + 1 WHERE household_season_id = :householdSeasonId AND area_no = :areaNo`,
      { ...cells, householdSeasonId, areaNo },
    )
  }
  await unit.execute('UPDATE household_seasons SET version = version + 1 WHERE id = :householdSeasonId', { householdSeasonId })
}
