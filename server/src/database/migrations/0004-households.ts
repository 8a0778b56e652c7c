import type { Migration } from '../migration.ts'

/** Places, customers, households, areas by season, search. */
export const migration: Migration = {
  name: '0004-households',
  /** Tables whose ids are leased from id_blocks. */
  tables: [
    'buildings',
    'communities',
    'customers',
    'entrances',
    'heated_areas',
    'household_changes',
    'household_search',
    'household_seasons',
    'households',
  ],
  statements: [
    `CREATE TABLE buildings (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      community_id BIGINT NOT NULL,
      name VARCHAR(32) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_buildings_community_name ON buildings (community_id, name)`,
    `CREATE TABLE communities (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      org_unit_id BIGINT NOT NULL,
      name VARCHAR(64) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_communities_tenant_org_unit_name ON communities (tenant_id, org_unit_id, name)`,
    `CREATE TABLE customers (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      customer_kind VARCHAR(16) NOT NULL,
      name VARCHAR(100) NOT NULL,
      phone VARCHAR(32),
      id_no_cipher VARCHAR(255),
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE INDEX i_customers_tenant_name ON customers (tenant_id, name)`,
    `CREATE TABLE entrances (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      building_id BIGINT NOT NULL,
      name VARCHAR(32) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_entrances_building_name ON entrances (building_id, name)`,
    `CREATE TABLE heated_areas (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      household_season_id BIGINT NOT NULL,
      household_id BIGINT NOT NULL,
      area_no BIGINT NOT NULL,
      name VARCHAR(32) NOT NULL,
      gross_milli_m2 BIGINT NOT NULL,
      inside_milli_m2 BIGINT,
      usable_milli_m2 BIGINT,
      billed_milli_m2 BIGINT NOT NULL,
      height_mm BIGINT,
      customer_class VARCHAR(32) NOT NULL,
      price_type VARCHAR(32) NOT NULL,
      status VARCHAR(16) NOT NULL,
      provenance VARCHAR(64) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_heated_areas_household_season_area_no ON heated_areas (household_season_id, area_no)`,
    `CREATE INDEX i_heated_areas_household ON heated_areas (household_id)`,
    `CREATE TABLE household_changes (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      household_id BIGINT NOT NULL,
      what VARCHAR(64) NOT NULL,
      before_value LONGTEXT,
      after_value LONGTEXT,
      reason VARCHAR(200),
      actor_name VARCHAR(100) NOT NULL,
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE INDEX i_household_changes_household_created_at ON household_changes (household_id, created_at)`,
    `CREATE TABLE household_search (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      term_kind VARCHAR(16) NOT NULL,
      term VARCHAR(100) NOT NULL,
      household_id BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_household_search_tenant_term_kind_term_household ON household_search (tenant_id, term_kind, term, household_id)`,
    `CREATE INDEX i_household_search_household ON household_search (household_id)`,
    `CREATE TABLE household_seasons (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      household_id BIGINT NOT NULL,
      season_id BIGINT NOT NULL,
      org_unit_id BIGINT NOT NULL,
      status VARCHAR(16) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_household_seasons_household_season ON household_seasons (household_id, season_id)`,
    `CREATE INDEX i_household_seasons_tenant_season_org_unit_household ON household_seasons (tenant_id, season_id, org_unit_id, household_id)`,
    `CREATE TABLE households (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      household_no VARCHAR(20) NOT NULL,
      org_unit_id BIGINT NOT NULL,
      customer_id BIGINT NOT NULL,
      community_id BIGINT NOT NULL,
      building_id BIGINT NOT NULL,
      entrance_id BIGINT NOT NULL,
      floor VARCHAR(16),
      room VARCHAR(32) NOT NULL,
      address VARCHAR(200) NOT NULL,
      state VARCHAR(16) NOT NULL,
      last_sequence BIGINT NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_households_tenant_household_no ON households (tenant_id, household_no)`,
    `CREATE INDEX i_households_tenant_org_unit_household_no ON households (tenant_id, org_unit_id, household_no)`,
    `CREATE INDEX i_households_entrance ON households (entrance_id)`,
  ],
}
