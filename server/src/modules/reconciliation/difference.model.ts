import { defineTable, integer, nullable, text } from '../../database/table.ts'

/** 差异: one trade on which their bill and our books do not agree. */
export const differences = defineTable(
  'differences',
  {
    kind: 'editable',
    unique: [
      ['tenant_id', 'difference_no'],
      ['statement_id', 'trade_key'],
    ],
  },
  {
    difference_no: text(32),
    statement_id: integer(),
    /** `payment:` and the transaction, or `refund:` and the number of the refund. */
    trade_key: text(80),
    difference_kind: text(16),
    trade_kind: text(16),
    transaction_id: text(64),
    order_no: text(64),
    refund_no: nullable(text(64)),
    their_fen: nullable(integer()),
    our_fen: nullable(integer()),
    state: text(16),
    found_at: integer(),
    reason: nullable(text(500)),
    explained_by_id: nullable(integer()),
    explained_by: nullable(text(100)),
    confirmed_by: nullable(text(100)),
  },
)

/** What was found and said of a difference, and by whom. */
export const differenceActs = defineTable(
  'difference_acts',
  { kind: 'append-only', unique: [['difference_id', 'act_no']] },
  {
    difference_id: integer(),
    act_no: integer(),
    act: text(16),
    to_state: text(16),
    at: integer(),
    actor: text(100),
    note: nullable(text(500)),
  },
)
