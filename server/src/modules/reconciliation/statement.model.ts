import { day, defineTable, integer, nullable, text } from '../../database/table.ts'

/** 对账文件: the bill of one merchant number and day, and how it compares. A file that comes again has the same hash and changes nothing. */
export const statements = defineTable(
  'statements',
  {
    kind: 'editable',
    unique: [
      ['tenant_id', 'statement_no'],
      ['merchant_id', 'value_on'],
      ['merchant_id', 'file_sha256'],
    ],
    indexes: [['tenant_id', 'value_on']],
  },
  {
    statement_no: text(32),
    legal_entity_id: integer(),
    merchant_id: integer(),
    channel: text(24),
    value_on: day(),
    state: text(16),
    asked_at: integer(),
    asked_by: text(100),
    fetched_at: nullable(integer()),
    fault: nullable(text(200)),
    file_sha256: nullable(text(64)),
    payment_count: integer(),
    payment_fen: integer(),
    refund_count: integer(),
    refund_fen: integer(),
    /** In 1/100 000 yuan, as the files have it. */
    fee_e5: integer(),
    our_payment_count: integer(),
    our_payment_fen: integer(),
    our_refund_count: integer(),
    our_refund_fen: integer(),
    /** Those that did not heal by themselves, and those of them nobody has settled. */
    difference_count: integer(),
    open_count: integer(),
  },
)

/** What the platform said, row by row. A file corrected by the platform adds its rows; those of the statement’s file count. */
export const statementRows = defineTable(
  'statement_rows',
  {
    kind: 'append-only',
    unique: [['statement_id', 'file_sha256', 'row_no']],
    indexes: [
      ['tenant_id', 'transaction_id'],
      ['tenant_id', 'refund_no'],
    ],
  },
  {
    statement_id: integer(),
    file_sha256: text(64),
    row_no: integer(),
    trade_kind: text(16),
    transaction_id: text(64),
    order_no: text(64),
    refund_no: nullable(text(64)),
    amount_fen: integer(),
    fee_e5: integer(),
    completed_at: integer(),
  },
)
