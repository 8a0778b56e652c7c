import { QueryTypes } from 'sequelize'
import { SequelizeStorage, Umzug } from 'umzug'
import type { Database } from './database.ts'
import type { Migration } from './migration.ts'
import { migration as tenancy } from './migrations/0001-tenancy.ts'
import { migration as plumbing } from './migrations/0002-plumbing.ts'
import { migration as staff } from './migrations/0003-staff.ts'
import { migration as households } from './migrations/0004-households.ts'
import { migration as residents } from './migrations/0005-residents.ts'
import { migration as tariffs } from './migrations/0006-tariffs.ts'
import { migration as ledger } from './migrations/0007-ledger.ts'
import { migration as billing } from './migrations/0008-billing.ts'
import { migration as payments } from './migrations/0009-payments.ts'
import { migration as ruleSetVersions } from './migrations/0010-rule-set-versions.ts'
import { migration as linePayers } from './migrations/0011-line-payers.ts'
import { migration as areaFacts } from './migrations/0012-area-facts.ts'
import { migration as lateFeeHolds } from './migrations/0013-late-fee-holds.ts'
import { migration as ruleRounding } from './migrations/0014-rule-rounding.ts'
import { migration as ruleSetDrafts } from './migrations/0015-rule-set-drafts.ts'
import { migration as rateLimits } from './migrations/0016-rate-limits.ts'
import { migration as imports } from './migrations/0017-imports.ts'
import { migration as waysToPay } from './migrations/0018-ways-to-pay.ts'
import { migration as refunds } from './migrations/0019-refunds.ts'
import { migration as files } from './migrations/0020-files.ts'
import { migration as reconciliation } from './migrations/0021-reconciliation.ts'
import { migration as householdRecords } from './migrations/0022-household-records.ts'
import { migration as householdEdits } from './migrations/0023-household-edits.ts'
import { migration as firstFloor } from './migrations/0024-first-floor.ts'
import { migration as billingPreviews } from './migrations/0025-billing-previews.ts'
import { migration as residentAccounts } from './migrations/0026-resident-accounts.ts'
import { migration as metering } from './migrations/0027-metering.ts'
import { migration as heatRefunds } from './migrations/0028-heat-refunds.ts'
import { runInside } from './unit-of-work.ts'

const MIGRATIONS: readonly Migration[] = [
  tenancy,
  plumbing,
  staff,
  households,
  residents,
  tariffs,
  ledger,
  billing,
  payments,
  ruleSetVersions,
  linePayers,
  areaFacts,
  lateFeeHolds,
  ruleRounding,
  ruleSetDrafts,
  rateLimits,
  imports,
  waysToPay,
  refunds,
  files,
  reconciliation,
  householdRecords,
  householdEdits,
  firstFloor,
  billingPreviews,
  residentAccounts,
  metering,
  heatRefunds,
]

/** Brings the schema up to date, one DDL a step; answers how many steps ran. Run by one process at a time (start, deploy). */
export function migrate(database: Database): Promise<number> {
  return runInside(null, async () => (await umzugOf(database).up()).length)
}

/** True when every step has run: the server refuses to serve an old schema. */
export function schemaIsCurrent(database: Database): Promise<boolean> {
  return runInside(null, async () => (await umzugOf(database).pending()).length === 0)
}

function umzugOf(database: Database) {
  return new Umzug({
    migrations: steps(database),
    storage: new SequelizeStorage({ sequelize: database.sequelize, tableName: 'schema_migrations' }),
    logger: undefined,
  })
}

function steps(database: Database) {
  const say = (sql: string) => database.sequelize.query(sql, { type: QueryTypes.RAW })
  const tail = database.engine === 'mysql' ? ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin ROW_FORMAT=DYNAMIC' : ''
  return MIGRATIONS.flatMap((migration) => [
    ...migration.statements.map((statement, index) => ({
      name: `${migration.name}.${String(index + 1).padStart(2, '0')}`,
      up: () => say(statement.startsWith('CREATE TABLE') ? `${statement}${tail}` : statement),
    })),
    ...(migration.tables.length === 0 ? [] : [idsStep(migration, say)]),
  ])
}

/** Gives the new tables of a migration their row of ids to lease. */
function idsStep({ name, tables }: Migration, say: (sql: string) => Promise<unknown>) {
  return {
    name: `${name}.ids`,
    up: () => say(`INSERT INTO id_blocks (table_name, next_id) VALUES ${tables.map((table) => `('${table}', 1)`).join(', ')}`),
  }
}
