import { day, defineTable, integer, nullable } from '../../database/table.ts'

/** 核销: which line a payment or the balance pays; a release is a negative row. */
export const allocations = defineTable(
  'allocations',
  { kind: 'append-only', money: true, unique: [['household_id', 'sequence']], indexes: [['line_id'], ['payment_id'], ['entry_id']] },
  {
    household_id: integer(),
    sequence: integer(),
    line_id: integer(),
    payment_id: nullable(integer()),
    balance_move_id: nullable(integer()),
    amount_fen: integer(),
    entry_id: integer(),
    value_on: day(),
  },
)
