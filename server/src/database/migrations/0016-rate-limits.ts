import type { Migration } from '../migration.ts'

/** What is counted against guessing and flooding, and the indexes by which the daily purge finds what is over. */
export const migration: Migration = {
  name: '0016-rate-limits',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['rate_counts', 'sign_in_tries'],
  statements: [
    `CREATE TABLE rate_counts (
      id BIGINT NOT NULL PRIMARY KEY,
      rate_key VARCHAR(120) NOT NULL,
      hits BIGINT NOT NULL,
      until_at BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_rate_counts_rate_key ON rate_counts (rate_key)`,
    `CREATE INDEX i_rate_counts_until_at ON rate_counts (until_at)`,
    `CREATE TABLE sign_in_tries (
      id BIGINT NOT NULL PRIMARY KEY,
      name_hash VARCHAR(64) NOT NULL,
      failed_count BIGINT NOT NULL,
      failed_at BIGINT NOT NULL,
      locked_until BIGINT,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_sign_in_tries_name_hash ON sign_in_tries (name_hash)`,
    `CREATE INDEX i_sign_in_tries_failed_at ON sign_in_tries (failed_at)`,
    `ALTER TABLE staff ADD COLUMN failed_at BIGINT`,
    `CREATE INDEX i_sessions_expires_at ON sessions (expires_at)`,
    `CREATE INDEX i_binding_tries_created_at ON binding_tries (created_at)`,
  ],
}
