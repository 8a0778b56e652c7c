import type { Migration } from '../migration.ts'

/** Units that are closed, passwords somebody else chose, and what a season takes over from the one before it. */
export const migration: Migration = {
  name: '0024-first-floor',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['season_carries'],
  statements: [
    `ALTER TABLE org_units ADD COLUMN closed_at BIGINT`,
    `ALTER TABLE staff ADD COLUMN password_given_at BIGINT`,
    `CREATE TABLE season_carries (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      carry_no VARCHAR(32) NOT NULL,
      season_id BIGINT NOT NULL,
      from_season_id BIGINT NOT NULL,
      what VARCHAR(16) NOT NULL,
      keep_stops BIGINT NOT NULL,
      state VARCHAR(16) NOT NULL,
      total_count BIGINT NOT NULL,
      done_count BIGINT NOT NULL,
      after_id BIGINT NOT NULL,
      actor_id BIGINT,
      actor_name VARCHAR(100) NOT NULL,
      finished_at BIGINT,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_season_carries_tenant_carry_no ON season_carries (tenant_id, carry_no)`,
    `CREATE INDEX i_season_carries_season ON season_carries (season_id)`,
  ],
}
