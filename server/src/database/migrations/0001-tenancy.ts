import type { Migration } from '../migration.ts'

/** Companies, legal entities, organisation units, seasons, apps and merchants. */
export const migration: Migration = {
  name: '0001-tenancy',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['legal_entities', 'org_unit_ancestors', 'org_units', 'tenants', 'seasons', 'channel_apps', 'merchants'],
  statements: [
    `CREATE TABLE id_blocks (
      table_name VARCHAR(64) NOT NULL PRIMARY KEY,
      next_id BIGINT NOT NULL
    )`,
    `CREATE TABLE legal_entities (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      code VARCHAR(32) NOT NULL,
      name VARCHAR(100) NOT NULL,
      tax_no VARCHAR(32) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_legal_entities_tenant_code ON legal_entities (tenant_id, code)`,
    `CREATE TABLE org_unit_ancestors (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      unit_id BIGINT NOT NULL,
      ancestor_id BIGINT NOT NULL,
      depth BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_org_unit_ancestors_unit_ancestor ON org_unit_ancestors (unit_id, ancestor_id)`,
    `CREATE INDEX i_org_unit_ancestors_tenant_ancestor_unit ON org_unit_ancestors (tenant_id, ancestor_id, unit_id)`,
    `CREATE TABLE org_units (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      parent_id BIGINT,
      code VARCHAR(32) NOT NULL,
      name VARCHAR(100) NOT NULL,
      unit_kind VARCHAR(16) NOT NULL,
      legal_entity_id BIGINT NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_org_units_tenant_code ON org_units (tenant_id, code)`,
    `CREATE TABLE tenants (
      id BIGINT NOT NULL PRIMARY KEY,
      code VARCHAR(32) NOT NULL,
      name VARCHAR(100) NOT NULL,
      state VARCHAR(16) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_tenants_code ON tenants (code)`,
    `CREATE TABLE seasons (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      org_unit_id BIGINT NOT NULL,
      code VARCHAR(9) NOT NULL,
      starts_on DATE NOT NULL,
      ends_on DATE NOT NULL,
      days BIGINT NOT NULL,
      state VARCHAR(16) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_seasons_tenant_org_unit_code ON seasons (tenant_id, org_unit_id, code)`,
    `CREATE TABLE channel_apps (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT,
      platform VARCHAR(24) NOT NULL,
      app_id VARCHAR(64) NOT NULL,
      name VARCHAR(100) NOT NULL,
      state VARCHAR(16) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_channel_apps_app ON channel_apps (app_id)`,
    `CREATE TABLE merchants (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      legal_entity_id BIGINT NOT NULL,
      channel VARCHAR(24) NOT NULL,
      mode VARCHAR(16) NOT NULL,
      mch_id VARCHAR(32) NOT NULL,
      sub_mch_id VARCHAR(32),
      name VARCHAR(100) NOT NULL,
      state VARCHAR(16) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_merchants_channel_mch_sub_mch ON merchants (channel, mch_id, sub_mch_id)`,
    `CREATE INDEX i_merchants_tenant_legal_entity_channel ON merchants (tenant_id, legal_entity_id, channel)`,
  ],
}
