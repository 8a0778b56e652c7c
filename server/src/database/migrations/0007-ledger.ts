import type { Migration } from '../migration.ts'

/** Journal, seals, periods. */
export const migration: Migration = {
  name: '0007-ledger',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['journal_entries', 'journal_lines', 'ledger_seals', 'periods', 'unsealed'],
  statements: [
    `CREATE TABLE journal_entries (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      entry_no VARCHAR(32) NOT NULL,
      legal_entity_id BIGINT NOT NULL,
      kind VARCHAR(32) NOT NULL,
      source_no VARCHAR(64) NOT NULL,
      posted_on DATE NOT NULL,
      value_on DATE NOT NULL,
      period VARCHAR(7) NOT NULL,
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_journal_entries_legal_entity_kind_source_no ON journal_entries (legal_entity_id, kind, source_no)`,
    `CREATE UNIQUE INDEX u_journal_entries_entry_no ON journal_entries (entry_no)`,
    `CREATE INDEX i_journal_entries_tenant_created_at ON journal_entries (tenant_id, created_at)`,
    `CREATE TABLE journal_lines (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      entry_id BIGINT NOT NULL,
      line_no BIGINT NOT NULL,
      account VARCHAR(48) NOT NULL,
      household_id BIGINT,
      season_id BIGINT,
      fee_type VARCHAR(32),
      payer_kind VARCHAR(16),
      org_unit_id BIGINT,
      value_on DATE NOT NULL,
      debit_fen BIGINT NOT NULL,
      credit_fen BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE INDEX i_journal_lines_entry ON journal_lines (entry_id)`,
    `CREATE INDEX i_journal_lines_household_account ON journal_lines (household_id, account)`,
    `CREATE INDEX i_journal_lines_tenant_account_value_on ON journal_lines (tenant_id, account, value_on)`,
    `CREATE TABLE ledger_seals (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      legal_entity_id BIGINT NOT NULL,
      chain_no BIGINT NOT NULL,
      seal_kind VARCHAR(16) NOT NULL,
      entry_id BIGINT,
      digest_table VARCHAR(48),
      digest_on DATE,
      parts LONGTEXT NOT NULL,
      previous_hash VARCHAR(64) NOT NULL,
      hash VARCHAR(64) NOT NULL,
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_ledger_seals_legal_entity_chain_no ON ledger_seals (legal_entity_id, chain_no)`,
    `CREATE INDEX i_ledger_seals_entry ON ledger_seals (entry_id)`,
    `CREATE TABLE periods (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      legal_entity_id BIGINT NOT NULL,
      period VARCHAR(7) NOT NULL,
      state VARCHAR(16) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_periods_legal_entity_period ON periods (legal_entity_id, period)`,
    `CREATE TABLE unsealed (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      legal_entity_id BIGINT NOT NULL,
      entry_id BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_unsealed_entry ON unsealed (entry_id)`,
    `CREATE INDEX i_unsealed_legal_entity_id ON unsealed (legal_entity_id, id)`,
  ],
}
