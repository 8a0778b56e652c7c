import type { Migration } from '../migration.ts'

/**
 * Facts a price may depend on beside areas and height: clear height, kind of room, building type, periods… and counted things of the
 * household. As JSON, since a new rule kind brings a new fact; NULL where nothing is recorded.
 */
export const migration: Migration = {
  name: '0012-area-facts',
  /** Tables whose ids are leased from id_blocks. */
  tables: [],
  statements: [`ALTER TABLE heated_areas ADD COLUMN more_facts LONGTEXT`, `ALTER TABLE household_seasons ADD COLUMN quantities LONGTEXT`],
}
