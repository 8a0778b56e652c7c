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
    /** The preview somebody looked at before they posted: only what it counted, at what it counted, is posted. */
    preview_run_id: nullable(integer()),
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
    /** Areas of the household when it was priced, in 1/1000 m²; NULL without an area. Only in runs that post nothing, as what follows. */
    billed_milli_m2: nullable(integer()),
    /** In a preview the bill of the season before, in a comparison what is posted now; NULL without one. */
    compared_fen: nullable(integer()),
    /** Of a comparison: new, same, changed, gone. */
    verdict: nullable(text(16)),
  },
)

/** What a preview would charge, line by line: sums by fee type, class and price type are made of it. */
export const billingRunLines = defineTable(
  'billing_run_lines',
  { kind: 'plumbing', indexes: [['run_id', 'household_id']] },
  {
    run_id: integer(),
    household_id: integer(),
    fee_type: text(32),
    customer_class: nullable(text(32)),
    price_type: nullable(text(32)),
    payer_kind: text(16),
    amount_fen: integer(),
  },
)
