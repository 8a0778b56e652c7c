import type { Migration } from '../migration.ts'

/** Who wrote, submitted and published a rule set, and its history. Sets from before were published without a draft and keep NULL. */
export const migration: Migration = {
  name: '0015-rule-set-drafts',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['rule_set_acts'],
  statements: [
    `ALTER TABLE rule_sets ADD COLUMN obligatory_fee_types LONGTEXT`,
    `ALTER TABLE rule_sets ADD COLUMN author_name VARCHAR(100)`,
    `ALTER TABLE rule_sets ADD COLUMN submitter_name VARCHAR(100)`,
    `ALTER TABLE rule_sets ADD COLUMN submitted_at BIGINT`,
    `ALTER TABLE rule_sets ADD COLUMN publisher_name VARCHAR(100)`,
    `ALTER TABLE rule_sets ADD COLUMN published_at BIGINT`,
    `CREATE TABLE rule_set_acts (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      rule_set_id BIGINT NOT NULL,
      act_no BIGINT NOT NULL,
      act VARCHAR(16) NOT NULL,
      from_state VARCHAR(16),
      to_state VARCHAR(16) NOT NULL,
      at BIGINT NOT NULL,
      actor_kind VARCHAR(16) NOT NULL,
      actor_id BIGINT,
      actor_name VARCHAR(100) NOT NULL,
      note VARCHAR(500),
      content_hash VARCHAR(64) NOT NULL,
      confirmed LONGTEXT NOT NULL,
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_rule_set_acts_rule_set_act_no ON rule_set_acts (rule_set_id, act_no)`,
  ],
}
