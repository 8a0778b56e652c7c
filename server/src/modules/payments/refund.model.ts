import { day, defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/**
 * 退费 of one payment, to its payer by the way it came. `frozen_hash` covers what never changes; the other columns are the fold of refund_events,
 * `version` counts them. The number goes to the channel, so it is unique across the installation. Without a household: money in suspense.
 */
export const refunds = defineTable(
  'refunds',
  {
    kind: 'editable',
    money: true,
    unique: [['refund_no']],
    indexes: [['tenant_id', 'created_at'], ['payment_id'], ['household_id'], ['state']],
  },
  {
    refund_no: text(32),
    legal_entity_id: integer(),
    merchant_id: integer(),
    payment_id: integer(),
    household_id: nullable(integer()),
    channel: text(24),
    app_id: text(64),
    amount_fen: integer(),
    reason: text(200),
    requested_by: integer(),
    requested_by_name: text(100),
    frozen_hash: text(64),
    state: text(16),
    gateway_refund_id: nullable(text(64)),
    done_at: nullable(integer()),
  },
)

/** Every transition of a refund, once. */
export const refundEvents = defineTable(
  'refund_events',
  { kind: 'append-only', money: true, unique: [['refund_id', 'event_no']], indexes: [['created_at']] },
  {
    refund_id: integer(),
    event_no: integer(),
    event: text(24),
    from_state: text(16),
    to_state: text(16),
    at: integer(),
    actor: text(100),
    changes: longText(),
    detail: nullable(text(200)),
  },
)

/** What a refund does to 应付退费: `requested` (+), then once `returned` or `done` (−). */
export const refundMoves = defineTable(
  'refund_moves',
  { kind: 'append-only', money: true, unique: [['refund_id', 'move_kind']], indexes: [['entry_id']] },
  {
    refund_id: integer(),
    legal_entity_id: integer(),
    channel: text(24),
    move_kind: text(16),
    amount_fen: integer(),
    entry_id: integer(),
    value_on: day(),
  },
)

/** Each conversation with a gateway about a refund, redacted. */
export const refundCalls = defineTable(
  'refund_calls',
  { kind: 'append-only', money: true, indexes: [['refund_id'], ['created_at']] },
  {
    refund_id: integer(),
    channel: text(24),
    operation: text(32),
    request: longText(),
    response: nullable(longText()),
    http_status: nullable(integer()),
    outcome: text(16),
    started_at: integer(),
    duration_ms: integer(),
  },
)

/** Money gone back at the platform that we never asked for: kept, so that it is not lost, and seen to by a person. */
export const platformRefunds = defineTable(
  'platform_refunds',
  {
    kind: 'append-only',
    money: true,
    unique: [
      ['merchant_id', 'refund_no_given'],
      ['tenant_id', 'case_no'],
    ],
    indexes: [['payment_id'], ['created_at']],
  },
  {
    legal_entity_id: integer(),
    merchant_id: integer(),
    channel: text(24),
    case_no: text(32),
    refund_no_given: text(64),
    gateway_refund_id: nullable(text(64)),
    order_no_given: text(64),
    transaction_id: nullable(text(64)),
    payment_id: nullable(integer()),
    amount_fen: integer(),
    refunded_at: integer(),
    learned_from: text(16),
  },
)
