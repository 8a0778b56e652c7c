import type { Migration } from '../migration.ts'

/** Which versions of the price were in force in the season a line was priced for; NULL is the one its rule_set_id names. */
export const migration: Migration = {
  name: '0010-rule-set-versions',
  /** Tables whose ids are leased from id_blocks. */
  tables: [],
  statements: [`ALTER TABLE bill_lines ADD COLUMN rule_set_ids VARCHAR(200)`],
}
