import { day, defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** 价格文件: the published notice a price rests on. */
export const priceNotices = defineTable(
  'price_notices',
  { kind: 'editable', unique: [['tenant_id', 'no']] },
  { no: text(64), title: text(200), issued_on: day() },
)

/** Dated, versioned rules of a unit and season. Once it has priced a posted bill it is frozen. */
export const ruleSets = defineTable(
  'rule_sets',
  { kind: 'editable', unique: [['tenant_id', 'org_unit_id', 'season_id', 'rule_version']] },
  {
    org_unit_id: integer(),
    season_id: integer(),
    rule_version: integer(),
    valid_from: day(),
    state: text(16),
    price_notice_id: integer(),
    rounding: longText(),
    frozen_at: nullable(integer()),
  },
)

/** One rule: which class and price type it is for, its kind and the kind's parameters as canonical JSON. */
export const rules = defineTable(
  'rules',
  { kind: 'editable', indexes: [['rule_set_id']] },
  { rule_set_id: integer(), customer_class: text(32), price_type: text(32), rule_kind: text(48), fee_type: text(32), params: longText() },
)
