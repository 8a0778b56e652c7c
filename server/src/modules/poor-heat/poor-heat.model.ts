import { defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** 室温退费: what is proposed, from which cause, and who decided. The money itself is credit lines of the bill. */
export const heatRefunds = defineTable(
  'heat_refunds',
  {
    kind: 'editable',
    unique: [['tenant_id', 'refund_no']],
    indexes: [['household_id'], ['tenant_id', 'state']],
  },
  {
    refund_no: text(32),
    household_id: integer(),
    season_id: integer(),
    /** Canonical JSON: the day of the report, the day it was put right, measurements, the cold rooms. */
    cause: longText(),
    /** As proposed: it is posted only if it still comes to this. */
    amount_fen: integer(),
    steps: longText(),
    reason: text(200),
    state: text(16),
    proposed_by: text(100),
    proposer_id: nullable(integer()),
    decided_by: nullable(text(100)),
    decided_at: nullable(integer()),
    refusal: nullable(text(200)),
  },
)

/** 停供事件 of a substation and how far its refunds are posted. */
export const outages = defineTable(
  'outages',
  { kind: 'editable', unique: [['tenant_id', 'outage_no']], indexes: [['substation_id']] },
  {
    outage_no: text(32),
    org_unit_id: integer(),
    substation_id: integer(),
    season_id: integer(),
    started_at: integer(),
    ended_at: integer(),
    reason: text(200),
    state: text(16),
    recorded_by: text(100),
    recorder_id: nullable(integer()),
    decided_by: nullable(text(100)),
    /** The last household that had its turn. */
    after_id: integer(),
    posted_count: integer(),
    skipped_count: integer(),
    total_fen: integer(),
  },
)
