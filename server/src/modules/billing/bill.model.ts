import { addedLater, day, defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** 账单: one per household and season; freezes whose name it was issued in. */
export const bills = defineTable(
  'bills',
  {
    kind: 'append-only',
    money: true,
    unique: [
      ['tenant_id', 'household_id', 'season_id'],
      ['tenant_id', 'bill_no'],
    ],
  },
  {
    bill_no: text(40),
    household_id: integer(),
    season_id: integer(),
    legal_entity_id: integer(),
    org_unit_id: integer(),
    customer_id: integer(),
    customer_name: text(100),
    issued_on: day(),
    /** The entry of its first lines. */
    entry_id: integer(),
  },
)

/** 明细: never edited. A correction reverses the whole line and adds a new one. `posting_key` stops a second posting. */
export const billLines = defineTable(
  'bill_lines',
  {
    kind: 'append-only',
    money: true,
    unique: [
      ['tenant_id', 'posting_key'],
      ['household_id', 'sequence'],
    ],
    indexes: [['bill_id'], ['entry_id'], ['answers_line_id'], ['reverses_line_id']],
  },
  {
    bill_id: integer(),
    household_id: integer(),
    season_id: integer(),
    legal_entity_id: integer(),
    org_unit_id: integer(),
    sequence: integer(),
    line_type: text(24),
    fee_type: text(32),
    heated_area_id: nullable(integer()),
    area_no: nullable(integer()),
    customer_class: nullable(text(32)),
    price_type: nullable(text(32)),
    payer_kind: text(16),
    payer_customer_id: nullable(integer()),
    amount_fen: integer(),
    answers_line_id: nullable(integer()),
    reverses_line_id: nullable(integer()),
    posting_key: nullable(text(120)),
    due_on: nullable(day()),
    through_on: nullable(day()),
    origin: text(16),
    reason: nullable(text(200)),
    approval_no: nullable(text(32)),
    /** The published set it was priced from; sets are immutable. */
    rule_set_id: nullable(integer()),
    /** Ids of all sets in force in the season, '12,15', where there were several: replay needs those that made no line too. */
    rule_set_ids: addedLater(nullable(text(200))),
    rule_kind: nullable(text(48)),
    facts_hash: nullable(text(64)),
    steps: longText(),
    entry_id: integer(),
    posted_on: day(),
    value_on: day(),
  },
)

/** The facts lines were priced from, stored once by their hash. */
export const lineFacts = defineTable(
  'line_facts',
  { kind: 'append-only', money: true, unique: [['tenant_id', 'facts_hash']] },
  { facts_hash: text(64), facts: longText(), entry_id: integer() },
)

/** What is still open of a charge line; `id` is the line's. */
export const lineBalances = defineTable(
  'line_balances',
  { kind: 'projection', money: true, indexes: [['household_id', 'open_fen']] },
  { household_id: integer(), season_id: integer(), fee_type: text(32), payer_kind: text(16), open_fen: integer() },
)
