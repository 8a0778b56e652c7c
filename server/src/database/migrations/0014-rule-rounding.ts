import type { Migration } from '../migration.ts'

/** A rule that rounds otherwise than its set; NULL rounds as the set does. */
export const migration: Migration = {
  name: '0014-rule-rounding',
  /** Tables whose ids are leased from id_blocks. */
  tables: [],
  statements: [`ALTER TABLE rules ADD COLUMN rounding LONGTEXT`],
}
