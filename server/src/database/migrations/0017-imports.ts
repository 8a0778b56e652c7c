import type { Migration } from '../migration.ts'

/** Uploaded workbooks, their bytes until they are checked, their rows until they are committed. */
export const migration: Migration = {
  name: '0017-imports',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['imports', 'import_parts', 'import_rows'],
  statements: [
    `CREATE TABLE imports (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      import_no VARCHAR(32) NOT NULL,
      org_unit_id BIGINT NOT NULL,
      season_code VARCHAR(9) NOT NULL,
      file_name VARCHAR(200) NOT NULL,
      file_sha256 VARCHAR(64) NOT NULL,
      file_bytes BIGINT NOT NULL,
      options LONGTEXT NOT NULL,
      state VARCHAR(16) NOT NULL,
      row_count BIGINT NOT NULL,
      household_count BIGINT NOT NULL,
      fault_count BIGINT NOT NULL,
      done_count BIGINT NOT NULL,
      file_faults LONGTEXT NOT NULL,
      header LONGTEXT NOT NULL,
      statistics LONGTEXT,
      started_by VARCHAR(100) NOT NULL,
      checked_at BIGINT,
      committed_by VARCHAR(100),
      finished_at BIGINT,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_imports_tenant_import_no ON imports (tenant_id, import_no)`,
    `CREATE INDEX i_imports_tenant_state ON imports (tenant_id, state)`,
    `CREATE TABLE import_parts (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      import_id BIGINT NOT NULL,
      part_no BIGINT NOT NULL,
      content LONGTEXT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_import_parts_import_part_no ON import_parts (import_id, part_no)`,
    `CREATE TABLE import_rows (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      import_id BIGINT NOT NULL,
      row_no BIGINT NOT NULL,
      state VARCHAR(8) NOT NULL,
      household_no VARCHAR(20),
      cells LONGTEXT NOT NULL,
      record LONGTEXT,
      faults LONGTEXT,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_import_rows_import_row_no ON import_rows (import_id, row_no)`,
    `CREATE INDEX i_import_rows_import_state_row_no ON import_rows (import_id, state, row_no)`,
    `CREATE INDEX i_import_rows_created_at ON import_rows (created_at)`,
    `CREATE INDEX i_import_parts_created_at ON import_parts (created_at)`,
  ],
}
