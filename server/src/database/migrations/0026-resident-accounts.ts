import type { Migration } from '../migration.ts'

/** Sign-in by phone, what was sent to phones, homes found by their place, consents, and accounts that were joined or deleted. */
export const migration: Migration = {
  name: '0026-resident-accounts',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['message_attempts', 'phone_codes', 'place_look_ups', 'resident_consents'],
  statements: [
    `CREATE TABLE phone_codes (
      id BIGINT NOT NULL PRIMARY KEY,
      phone_key VARCHAR(64) NOT NULL,
      code_hash VARCHAR(64),
      sent_at BIGINT NOT NULL,
      tries BIGINT NOT NULL,
      sent_on DATE NOT NULL,
      sent_count BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_phone_codes_phone_key ON phone_codes (phone_key)`,
    `CREATE INDEX i_phone_codes_sent_at ON phone_codes (sent_at)`,
    `CREATE TABLE place_look_ups (
      id BIGINT NOT NULL PRIMARY KEY,
      resident_id BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE INDEX i_place_look_ups_resident_created_at ON place_look_ups (resident_id, created_at)`,
    `CREATE INDEX i_place_look_ups_created_at ON place_look_ups (created_at)`,
    `CREATE TABLE resident_consents (
      id BIGINT NOT NULL PRIMARY KEY,
      resident_id BIGINT NOT NULL,
      act VARCHAR(16) NOT NULL,
      text_version VARCHAR(16),
      at BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE INDEX i_resident_consents_resident_at ON resident_consents (resident_id, at)`,
    `CREATE TABLE message_attempts (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT,
      channel VARCHAR(16) NOT NULL,
      template VARCHAR(32) NOT NULL,
      recipient VARCHAR(32) NOT NULL,
      out_id VARCHAR(64) NOT NULL,
      outcome VARCHAR(16) NOT NULL,
      provider_id VARCHAR(64),
      reason VARCHAR(200),
      started_at BIGINT NOT NULL,
      duration_ms BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE INDEX i_message_attempts_started_at ON message_attempts (started_at)`,
    `ALTER TABLE resident_identities ADD COLUMN phone_proved_at BIGINT`,
    `CREATE INDEX i_resident_identities_phone ON resident_identities (phone)`,
    `ALTER TABLE residents ADD COLUMN merged_into_id BIGINT`,
    `CREATE INDEX i_residents_merged_into ON residents (merged_into_id)`,
  ],
}
