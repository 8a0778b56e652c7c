import type { Migration } from '../migration.ts'

/** Events, jobs, idempotency keys, operation and security log. */
export const migration: Migration = {
  name: '0002-plumbing',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['jobs', 'outbox', 'idempotency_keys', 'audit_log', 'security_log'],
  statements: [
    `CREATE TABLE jobs (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      job_no VARCHAR(32) NOT NULL,
      kind VARCHAR(64) NOT NULL,
      business_key VARCHAR(128) NOT NULL,
      payload LONGTEXT NOT NULL,
      state VARCHAR(16) NOT NULL,
      attempts BIGINT NOT NULL,
      max_attempts BIGINT NOT NULL,
      run_at BIGINT NOT NULL,
      claimed_by VARCHAR(64),
      claimed_at BIGINT,
      finished_at BIGINT,
      last_error VARCHAR(1000),
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_jobs_kind_business_key ON jobs (kind, business_key)`,
    `CREATE UNIQUE INDEX u_jobs_job_no ON jobs (job_no)`,
    `CREATE INDEX i_jobs_state_run_at ON jobs (state, run_at)`,
    `CREATE INDEX i_jobs_tenant_state_run_at ON jobs (tenant_id, state, run_at)`,
    `CREATE TABLE outbox (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      kind VARCHAR(64) NOT NULL,
      payload LONGTEXT NOT NULL,
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE INDEX i_outbox_tenant_kind ON outbox (tenant_id, kind)`,
    `CREATE TABLE idempotency_keys (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      actor VARCHAR(64) NOT NULL,
      route VARCHAR(128) NOT NULL,
      idempotency_key VARCHAR(64) NOT NULL,
      body_hash VARCHAR(64) NOT NULL,
      state VARCHAR(16) NOT NULL,
      status BIGINT,
      answer LONGTEXT,
      subject_no VARCHAR(64),
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_idempotency_keys_actor_route_idempotency_key ON idempotency_keys (actor, route, idempotency_key)`,
    `CREATE INDEX i_idempotency_keys_created_at ON idempotency_keys (created_at)`,
    `CREATE INDEX i_idempotency_keys_subject_no ON idempotency_keys (subject_no)`,
    `CREATE TABLE audit_log (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      at BIGINT NOT NULL,
      actor_kind VARCHAR(16) NOT NULL,
      actor_id BIGINT,
      actor_name VARCHAR(100) NOT NULL,
      action VARCHAR(64) NOT NULL,
      subject_kind VARCHAR(32) NOT NULL,
      subject_no VARCHAR(64) NOT NULL,
      detail LONGTEXT NOT NULL,
      request_id VARCHAR(64),
      ip VARCHAR(64),
      org_unit_id BIGINT,
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE INDEX i_audit_log_tenant_at ON audit_log (tenant_id, at)`,
    `CREATE INDEX i_audit_log_tenant_subject_kind_subject_no ON audit_log (tenant_id, subject_kind, subject_no)`,
    `CREATE TABLE security_log (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      at BIGINT NOT NULL,
      event VARCHAR(64) NOT NULL,
      subject_kind VARCHAR(16) NOT NULL,
      subject_name VARCHAR(100) NOT NULL,
      detail LONGTEXT NOT NULL,
      request_id VARCHAR(64),
      ip VARCHAR(64),
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE INDEX i_security_log_tenant_at ON security_log (tenant_id, at)`,
  ],
}
