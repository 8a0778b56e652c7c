import type { Migration } from '../migration.ts'

/** Edits of many households at once, and workbooks that change households instead of bringing new ones. */
export const migration: Migration = {
  name: '0023-household-edits',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['household_edits'],
  statements: [
    `CREATE TABLE household_edits (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      edit_no VARCHAR(32) NOT NULL,
      act LONGTEXT NOT NULL,
      selection LONGTEXT NOT NULL,
      unit_ids LONGTEXT NOT NULL,
      reason VARCHAR(200) NOT NULL,
      state VARCHAR(16) NOT NULL,
      total_count BIGINT NOT NULL,
      seen_count BIGINT NOT NULL,
      changed_count BIGINT NOT NULL,
      after_no VARCHAR(20) NOT NULL,
      started_by VARCHAR(100) NOT NULL,
      finished_at BIGINT,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_household_edits_tenant_edit_no ON household_edits (tenant_id, edit_no)`,
    `ALTER TABLE imports ADD COLUMN import_kind VARCHAR(16) NOT NULL DEFAULT 'households'`,
  ],
}
