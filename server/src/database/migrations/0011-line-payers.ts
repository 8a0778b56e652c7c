import type { Migration } from '../migration.ts'

/** Who owes what is open of a line. Until now every line was the resident's. */
export const migration: Migration = {
  name: '0011-line-payers',
  /** Tables whose ids are leased from id_blocks. */
  tables: [],
  statements: [`ALTER TABLE line_balances ADD COLUMN payer_kind VARCHAR(16) NOT NULL DEFAULT 'resident'`],
}
