import { day, defineTable, integer, nullable, text } from '../../database/table.ts'

/** 收款: money came. A channel's transaction is one payment, whoever tells us of it and however often. */
export const payments = defineTable(
  'payments',
  {
    kind: 'append-only',
    money: true,
    unique: [
      ['merchant_id', 'transaction_id'],
      ['tenant_id', 'payment_no'],
    ],
    indexes: [['order_id'], ['entry_id'], ['tenant_id', 'value_on'], ['tenant_id', 'destination']],
  },
  {
    payment_no: text(32),
    legal_entity_id: integer(),
    merchant_id: integer(),
    channel: text(24),
    transaction_id: text(64),
    order_id: nullable(integer()),
    /** `order`: settles its order; `suspense`: fits no order. */
    destination: text(16),
    order_no_given: text(64),
    amount_fen: integer(),
    payer_openid: nullable(text(64)),
    succeeded_at: integer(),
    learned_from: text(16),
    entry_id: integer(),
    posted_on: day(),
    value_on: day(),
  },
)
