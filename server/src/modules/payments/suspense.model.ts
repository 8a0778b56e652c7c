import { day, defineTable, integer, nullable, text } from '../../database/table.ts'

/** What became of money in suspense: `attributed` (−) to a household, `refund` (−) on its way back, `refund-returned` (+). */
export const suspenseMoves = defineTable(
  'suspense_moves',
  { kind: 'append-only', money: true, indexes: [['payment_id'], ['entry_id']] },
  {
    payment_id: integer(),
    legal_entity_id: integer(),
    move_kind: text(16),
    amount_fen: integer(),
    household_id: nullable(integer()),
    refund_id: nullable(integer()),
    actor: text(100),
    reason: text(200),
    entry_id: integer(),
    value_on: day(),
  },
)

/** 已处理: somebody has seen to a piece of the work list and says how. */
export const moneyMarks = defineTable(
  'money_marks',
  { kind: 'append-only', money: true, unique: [['tenant_id', 'subject_kind', 'subject_no']], indexes: [['created_at']] },
  { subject_kind: text(24), subject_no: text(32), reason: text(200), actor: text(100) },
)
