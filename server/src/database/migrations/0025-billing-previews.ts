import type { Migration } from '../migration.ts'

/**
 * What a preview found, household by household and line by line, so that people can look before anything is posted; which preview a posting
 * run follows; and the fee types a company has of its own or has renamed, closed or ranked otherwise than the standard ones.
 */
export const migration: Migration = {
  name: '0025-billing-previews',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['billing_run_lines', 'fee_types'],
  statements: [
    `ALTER TABLE billing_runs ADD COLUMN preview_run_id BIGINT`,
    `ALTER TABLE billing_run_items ADD COLUMN billed_milli_m2 BIGINT`,
    `ALTER TABLE billing_run_items ADD COLUMN compared_fen BIGINT`,
    `ALTER TABLE billing_run_items ADD COLUMN verdict VARCHAR(16)`,
    `CREATE TABLE billing_run_lines (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      run_id BIGINT NOT NULL,
      household_id BIGINT NOT NULL,
      fee_type VARCHAR(32) NOT NULL,
      customer_class VARCHAR(32),
      price_type VARCHAR(32),
      payer_kind VARCHAR(16) NOT NULL,
      amount_fen BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE INDEX i_billing_run_lines_run_household ON billing_run_lines (run_id, household_id)`,
    `CREATE TABLE fee_types (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      code VARCHAR(32) NOT NULL,
      name VARCHAR(32) NOT NULL,
      pricing VARCHAR(16) NOT NULL,
      income_account VARCHAR(32) NOT NULL,
      tax_class VARCHAR(64) NOT NULL,
      receipt_line VARCHAR(32) NOT NULL,
      allocation_rank BIGINT NOT NULL,
      state VARCHAR(16) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_fee_types_tenant_code ON fee_types (tenant_id, code)`,
  ],
}
