import { defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** Each conversation with a gateway, redacted. */
export const gatewayCalls = defineTable(
  'gateway_calls',
  { kind: 'append-only', money: true, indexes: [['order_id'], ['created_at']] },
  {
    order_id: integer(),
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

/** Verified notices as they came; unique per channel, merchant and notice id, so a repetition is no news. */
export const gatewayNotices = defineTable(
  'gateway_notices',
  {
    kind: 'append-only',
    money: true,
    tenant: 'none',
    unique: [['channel', 'mch_id', 'notice_id']],
    indexes: [['order_no'], ['created_at']],
  },
  { channel: text(24), mch_id: text(32), notice_id: text(64), order_no: nullable(text(64)), proof: longText(), received_at: integer() },
)
