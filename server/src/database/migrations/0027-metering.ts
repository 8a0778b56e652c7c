import type { Migration } from '../migration.ts'

/** Heat meters, where they were fitted, what they showed, and which households' seasons are settled by them. */
export const migration: Migration = {
  name: '0027-metering',
  tables: ['meters', 'meter_fittings', 'readings', 'metering_gaps', 'meter_settlements'],
  statements: [
    `CREATE TABLE meters (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      meter_no VARCHAR(32) NOT NULL,
      unit VARCHAR(8) NOT NULL,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_meters_tenant_meter_no ON meters (tenant_id, meter_no)`,
    `CREATE TABLE meter_fittings (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      meter_id BIGINT NOT NULL,
      household_id BIGINT NOT NULL,
      area_no BIGINT NOT NULL,
      fitted_on DATE NOT NULL,
      removed_on DATE,
      version BIGINT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_meter_fittings_meter_fitted_on ON meter_fittings (meter_id, fitted_on)`,
    `CREATE INDEX i_meter_fittings_household_area_no ON meter_fittings (household_id, area_no)`,
    `CREATE TABLE readings (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      fitting_id BIGINT NOT NULL,
      season_id BIGINT NOT NULL,
      purpose VARCHAR(8) NOT NULL,
      value_milli BIGINT NOT NULL,
      read_on DATE NOT NULL,
      read_by VARCHAR(100) NOT NULL,
      reason VARCHAR(200),
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE INDEX i_readings_fitting_season ON readings (fitting_id, season_id)`,
    `CREATE TABLE metering_gaps (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      household_id BIGINT NOT NULL,
      season_id BIGINT NOT NULL,
      area_no BIGINT NOT NULL,
      missing BIGINT NOT NULL,
      unit VARCHAR(8),
      neighbours_milli_per_m2 BIGINT,
      reason VARCHAR(200) NOT NULL,
      recorded_by VARCHAR(100) NOT NULL,
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE INDEX i_metering_gaps_household_season ON metering_gaps (household_id, season_id)`,
    `CREATE TABLE meter_settlements (
      id BIGINT NOT NULL PRIMARY KEY,
      tenant_id BIGINT NOT NULL,
      household_id BIGINT NOT NULL,
      season_id BIGINT NOT NULL,
      settled_by VARCHAR(100) NOT NULL,
      created_at BIGINT NOT NULL,
      row_hash VARCHAR(64) NOT NULL
    )`,
    `CREATE UNIQUE INDEX u_meter_settlements_household_season ON meter_settlements (household_id, season_id)`,
  ],
}
