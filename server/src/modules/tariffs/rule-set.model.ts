import { addedLater, day, defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** 价格文件: the published notice a price rests on. */
export const priceNotices = defineTable(
  'price_notices',
  { kind: 'editable', unique: [['tenant_id', 'no']] },
  { no: text(64), title: text(200), issued_on: day() },
)

/** Dated, versioned rules of a unit and season, from the first draft on. Once it has priced a posted bill it is frozen. */
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
    /** Fee types every heated area must be charged, as a JSON list; NULL is heat. */
    obligatory_fee_types: nullable(longText()),
    author_name: nullable(text(100)),
    submitter_name: nullable(text(100)),
    submitted_at: nullable(integer()),
    publisher_name: nullable(text(100)),
    published_at: nullable(integer()),
  },
)

/** One rule: which class and price type it is for, its kind and the kind's parameters as canonical JSON. */
export const rules = defineTable(
  'rules',
  { kind: 'editable', indexes: [['rule_set_id']] },
  {
    rule_set_id: integer(),
    customer_class: text(32),
    price_type: text(32),
    rule_kind: text(48),
    fee_type: text(32),
    params: longText(),
    /** Where it rounds otherwise than its set. */
    rounding: nullable(longText()),
  },
)

/** What was done to a rule set, by whom, and the hash of its content at that moment. */
export const ruleSetActs = defineTable(
  'rule_set_acts',
  { kind: 'append-only', unique: [['rule_set_id', 'act_no']] },
  {
    rule_set_id: integer(),
    act_no: integer(),
    act: text(16),
    from_state: nullable(text(16)),
    to_state: text(16),
    at: integer(),
    actor_kind: text(16),
    actor_id: nullable(integer()),
    actor_name: text(100),
    /** Why it was returned or discarded; where a draft was copied from. */
    note: nullable(text(500)),
    content_hash: text(64),
    /** The odd things this person confirmed, as a JSON list of sentences. */
    confirmed: longText(),
    /** The files of the price notice when it was submitted and when it was published: a JSON list of SHA-256. */
    notice_files: addedLater(nullable(longText())),
  },
)
