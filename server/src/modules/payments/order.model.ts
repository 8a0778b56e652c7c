import { defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** In place of a resident, where nobody we know pays: whoever scans the code at the counter. */
export const NOBODY_KNOWN = 0

/**
 * 支付单. `frozen_hash` covers what never changes (total, quote, payer, expiry, merchant); the other columns are the fold of
 * order_events, `version` counts them. The number is unique across the installation, because a gateway knows one name space per merchant.
 */
export const paymentOrders = defineTable(
  'payment_orders',
  {
    kind: 'editable',
    money: true,
    unique: [['order_no']],
    indexes: [
      ['tenant_id', 'created_at'],
      ['payer_resident_id', 'created_at'],
    ],
  },
  {
    order_no: text(32),
    legal_entity_id: integer(),
    merchant_id: integer(),
    channel: text(24),
    app_id: text(64),
    payer_resident_id: integer(),
    payer_openid: text(64),
    total_fen: integer(),
    quoted_on: text(10),
    expires_at: integer(),
    frozen_hash: text(64),
    state: text(16),
    prepay_id: nullable(text(128)),
    paid_at: nullable(integer()),
    /** sheet, page or code; NULL in orders from before there was a choice, which were paid in the sheet. */
    way: nullable(text(16)),
    /** Of `page` and `code`: where the payer goes, or what the code says. */
    pay_url: nullable(text(512)),
    /** The network address of who asked for `page`: the platform wants it, each time the order is sent. */
    payer_ip: nullable(text(64)),
    /** Who collects at the counter; the payer is then NOBODY_KNOWN. */
    staff_id: nullable(integer()),
  },
)

export const orderHouseholds = defineTable(
  'order_households',
  { kind: 'append-only', money: true, unique: [['order_id', 'household_id']], indexes: [['household_id'], ['created_at']] },
  { order_id: integer(), household_id: integer(), quoted_fen: integer(), quote: longText() },
)

/** Every transition of an order, once. */
export const orderEvents = defineTable(
  'order_events',
  { kind: 'append-only', money: true, unique: [['order_id', 'event_no']], indexes: [['created_at']] },
  {
    order_id: integer(),
    event_no: integer(),
    event: text(24),
    from_state: text(16),
    to_state: text(16),
    at: integer(),
    changes: longText(),
    detail: nullable(text(200)),
  },
)
