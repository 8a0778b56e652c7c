import type { Migration } from '../migration.ts'

/** Days on which a household's late fee does not count. */
export const migration: Migration = {
  name: '0013-late-fee-holds',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['late_fee_holds'],
  statements: [
    `CREATE TABLE late_fee_holds (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      household_id BIGINT NOT NULL,
      season_id BIGINT NOT NULL,
      starts_on DATE NOT NULL,
      ends_on DATE,
      reason VARCHAR(200) NOT NULL,
      placed_by VARCHAR(100) NOT NULL,
      ended_by VARCHAR(100),
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE INDEX i_late_fee_holds_household_season ON late_fee_holds (household_id, season_id)`,
  ],
}
