import type { Migration } from '../migration.ts'

/** Files that belong to something: what a row says of the bytes, which lie in the file store. A rule set's acts name the files of its notice. */
export const migration: Migration = {
  name: '0020-files',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['files'],
  statements: [
    `CREATE TABLE files (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      file_no VARCHAR(32) NOT NULL,
      sha256 VARCHAR(64) NOT NULL,
      byte_count BIGINT NOT NULL,
      media_type VARCHAR(64) NOT NULL,
      file_name VARCHAR(200) NOT NULL,
      subject_kind VARCHAR(32) NOT NULL,
      subject_no VARCHAR(64) NOT NULL,
      state VARCHAR(16) NOT NULL,
      uploaded_by VARCHAR(100) NOT NULL,
      state_at BIGINT NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_files_tenant_file_no ON files (tenant_id, file_no)`,
    `CREATE INDEX i_files_tenant_subject_kind_subject_no ON files (tenant_id, subject_kind, subject_no)`,
    `CREATE INDEX i_files_state_state_at ON files (state, state_at)`,
    `ALTER TABLE rule_set_acts ADD COLUMN notice_files LONGTEXT`,
  ],
}
