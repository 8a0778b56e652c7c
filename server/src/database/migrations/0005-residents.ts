import type { Migration } from '../migration.ts'

/** Residents, identities, bindings. */
export const migration: Migration = {
  name: '0005-residents',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['binding_tries', 'bindings', 'resident_identities', 'residents'],
  statements: [
    `CREATE TABLE binding_tries (
      id BIGINT NOT NULL PRIMARY KEY,
      resident_id BIGINT NOT NULL,
      household_no VARCHAR(20) NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE INDEX i_binding_tries_resident_created_at ON binding_tries (resident_id, created_at)`,
    `CREATE INDEX i_binding_tries_household_no_created_at ON binding_tries (household_no, created_at)`,
    `CREATE TABLE bindings (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      binding_no VARCHAR(32) NOT NULL,
      resident_id BIGINT NOT NULL,
      household_id BIGINT NOT NULL,
      role VARCHAR(16) NOT NULL,
      label VARCHAR(32),
      state VARCHAR(16) NOT NULL,
      consent_at BIGINT NOT NULL,
      monthly_cap_fen BIGINT,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_bindings_resident_household ON bindings (resident_id, household_id)`,
    `CREATE UNIQUE INDEX u_bindings_binding_no ON bindings (binding_no)`,
    `CREATE INDEX i_bindings_household_state ON bindings (household_id, state)`,
    `CREATE TABLE resident_identities (
      id BIGINT NOT NULL PRIMARY KEY,
      resident_id BIGINT NOT NULL,
      platform VARCHAR(24) NOT NULL,
      app_id VARCHAR(64) NOT NULL,
      openid VARCHAR(64) NOT NULL,
      unionid VARCHAR(64),
      phone VARCHAR(32),
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_resident_identities_app_openid ON resident_identities (app_id, openid)`,
    `CREATE INDEX i_resident_identities_unionid ON resident_identities (unionid)`,
    `CREATE INDEX i_resident_identities_resident ON resident_identities (resident_id)`,
    `CREATE TABLE residents (
      id BIGINT NOT NULL PRIMARY KEY,
      resident_no VARCHAR(32) NOT NULL,
      state VARCHAR(16) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_residents_resident_no ON residents (resident_no)`,
  ],
}
