import type { Migration } from '../migration.ts'

/** Refunds for cold homes, proposed and decided by two people, and outages of a substation with how far their refunds are posted. */
export const migration: Migration = {
  name: '0028-heat-refunds',
  tables: ['heat_refunds', 'outages'],
  statements: [
    `CREATE TABLE heat_refunds (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      refund_no VARCHAR(32) NOT NULL,
      household_id BIGINT NOT NULL,
      season_id BIGINT NOT NULL,
      cause LONGTEXT NOT NULL,
      amount_fen BIGINT NOT NULL,
      steps LONGTEXT NOT NULL,
      reason VARCHAR(200) NOT NULL,
      state VARCHAR(16) NOT NULL,
      proposed_by VARCHAR(100) NOT NULL,
      proposer_id BIGINT,
      decided_by VARCHAR(100),
      decided_at BIGINT,
      refusal VARCHAR(200),
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_heat_refunds_tenant_refund_no ON heat_refunds (tenant_id, refund_no)`,
    `CREATE INDEX i_heat_refunds_household ON heat_refunds (household_id)`,
    `CREATE INDEX i_heat_refunds_tenant_state ON heat_refunds (tenant_id, state)`,
    `CREATE TABLE outages (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      outage_no VARCHAR(32) NOT NULL,
      org_unit_id BIGINT NOT NULL,
      substation_id BIGINT NOT NULL,
      season_id BIGINT NOT NULL,
      started_at BIGINT NOT NULL,
      ended_at BIGINT NOT NULL,
      reason VARCHAR(200) NOT NULL,
      state VARCHAR(16) NOT NULL,
      recorded_by VARCHAR(100) NOT NULL,
      recorder_id BIGINT,
      decided_by VARCHAR(100),
      after_id BIGINT NOT NULL,
      posted_count BIGINT NOT NULL,
      skipped_count BIGINT NOT NULL,
      total_fen BIGINT NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_outages_tenant_outage_no ON outages (tenant_id, outage_no)`,
    `CREATE INDEX i_outages_substation ON outages (substation_id)`,
  ],
}
