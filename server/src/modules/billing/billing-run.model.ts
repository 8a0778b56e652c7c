import { defineTable, integer, longText, nullable, text } from '../../database/table.ts'

export const billingRuns = defineTable(
  'billing_runs',
  { kind: 'editable', unique: [['tenant_id', 'run_no']], indexes: [['tenant_id', 'created_at']] },
  {
    run_no: text(32),
    season_id: integer(),
    org_unit_id: integer(),
    mode: text(16),
    state: text(16),
    household_count: integer(),
    done_count: integer(),
    posted_count: integer(),
    skipped_count: integer(),
    total_fen: integer(),
    started_by: text(100),
    started_at: nullable(integer()),
    finished_at: nullable(integer()),
  },
)

/** One household in a run: frozen facts, then what came of it. Makes the run resumable at any kill. */
export const billingRunItems = defineTable(
  'billing_run_items',
  { kind: 'plumbing', unique: [['run_id', 'household_id']], indexes: [['run_id', 'state', 'household_id']] },
  {
    run_id: integer(),
    household_id: integer(),
    household_season_id: integer(),
    household_season_version: integer(),
    state: text(16),
    facts_hash: nullable(text(64)),
    amount_fen: integer(),
    reason: nullable(longText()),
  },
)
