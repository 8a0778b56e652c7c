import type { Migration } from '../migration.ts'

/** Price notices, rule sets, rules. */
export const migration: Migration = {
  name: '0006-tariffs',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['price_notices', 'rule_sets', 'rules'],
  statements: [
    `CREATE TABLE price_notices (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      no VARCHAR(64) NOT NULL,
      title VARCHAR(200) NOT NULL,
      issued_on DATE NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_price_notices_tenant_no ON price_notices (tenant_id, no)`,
    `CREATE TABLE rule_sets (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      org_unit_id BIGINT NOT NULL,
      season_id BIGINT NOT NULL,
      rule_version BIGINT NOT NULL,
      valid_from DATE NOT NULL,
      state VARCHAR(16) NOT NULL,
      price_notice_id BIGINT NOT NULL,
      rounding LONGTEXT NOT NULL,
      frozen_at BIGINT,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_rule_sets_tenant_org_unit_season_rule_version ON rule_sets (tenant_id, org_unit_id, season_id, rule_version)`,
    `CREATE TABLE rules (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      rule_set_id BIGINT NOT NULL,
      customer_class VARCHAR(32) NOT NULL,
      price_type VARCHAR(32) NOT NULL,
      rule_kind VARCHAR(48) NOT NULL,
      fee_type VARCHAR(32) NOT NULL,
      params LONGTEXT NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE INDEX i_rules_rule_set ON rules (rule_set_id)`,
  ],
}
