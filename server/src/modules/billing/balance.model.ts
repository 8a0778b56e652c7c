import { day, defineTable, integer, nullable, text } from '../../database/table.ts'

/** The only source of 余额: money kept for a household (+), used for its lines or given back (−). */
export const balanceMoves = defineTable(
  'balance_moves',
  { kind: 'append-only', money: true, unique: [['household_id', 'sequence']], indexes: [['payment_id'], ['entry_id']] },
  {
    household_id: integer(),
    legal_entity_id: integer(),
    org_unit_id: integer(),
    sequence: integer(),
    payment_id: nullable(integer()),
    move_kind: text(24),
    amount_fen: integer(),
    entry_id: integer(),
    value_on: day(),
  },
)

/** `id` is the household's. */
export const householdBalances = defineTable('household_balances', { kind: 'projection', money: true }, { balance_fen: integer() })
