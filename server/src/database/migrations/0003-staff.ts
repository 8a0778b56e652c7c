import type { Migration } from '../migration.ts'

/** Staff, roles, posts, sessions. */
export const migration: Migration = {
  name: '0003-staff',
  /** Tables whose ids are leased from id_blocks. */
  tables: ['posts', 'roles', 'staff', 'sessions'],
  statements: [
    `CREATE TABLE posts (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      staff_id BIGINT NOT NULL,
      org_unit_id BIGINT NOT NULL,
      role_id BIGINT NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_posts_staff_org_unit_role ON posts (staff_id, org_unit_id, role_id)`,
    `CREATE TABLE roles (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      code VARCHAR(32) NOT NULL,
      name VARCHAR(64) NOT NULL,
      permissions LONGTEXT NOT NULL,
      limits LONGTEXT NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_roles_tenant_code ON roles (tenant_id, code)`,
    `CREATE TABLE staff (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      name VARCHAR(64) NOT NULL,
      display_name VARCHAR(64) NOT NULL,
      password_hash VARCHAR(255) NOT NULL,
      password_changed_at BIGINT NOT NULL,
      state VARCHAR(16) NOT NULL,
      failed_count BIGINT NOT NULL,
      locked_until BIGINT,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_staff_tenant_name ON staff (tenant_id, name)`,
    `CREATE TABLE sessions (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT,
      subject_kind VARCHAR(16) NOT NULL,
      subject_id BIGINT NOT NULL,
      family VARCHAR(32) NOT NULL,
      refresh_hash VARCHAR(64) NOT NULL,
      state VARCHAR(16) NOT NULL,
      expires_at BIGINT NOT NULL,
      ended_at BIGINT,
      ip VARCHAR(64),
      agent VARCHAR(255),
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_sessions_refresh_hash ON sessions (refresh_hash)`,
    `CREATE INDEX i_sessions_family ON sessions (family)`,
    `CREATE INDEX i_sessions_subject_kind_subject ON sessions (subject_kind, subject_id)`,
  ],
}
