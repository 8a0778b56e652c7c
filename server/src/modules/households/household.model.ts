import { day, defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** 用热户: the billing point. Its row is the lock of everything that moves its money. */
export const households = defineTable(
  'households',
  {
    kind: 'editable',
    unique: [['tenant_id', 'household_no']],
    indexes: [
      ['tenant_id', 'org_unit_id', 'household_no'],
      ['entrance_id'],
      ['tenant_id', 'community_id', 'building_id', 'entrance_id'],
      ['building_id'],
      ['substation_id'],
      ['paying_org_id'],
      ['customer_id'],
      ['tenant_id', 'floor'],
      ['tenant_id', 'sub_type'],
      ['tenant_id', 'connection_type'],
      ['tenant_id', 'billing_method'],
      ['tenant_id', 'contract_no'],
      ['tenant_id', 'card_holder'],
    ],
  },
  {
    household_no: text(20),
    org_unit_id: integer(),
    customer_id: integer(),
    community_id: integer(),
    building_id: integer(),
    entrance_id: integer(),
    floor: nullable(text(16)),
    room: text(32),
    address: text(200),
    state: text(16),
    /** The last number given to a line, allocation or balance move of this household; written under its lock. */
    last_sequence: integer(),
    substation_id: nullable(integer()),
    paying_org_id: nullable(integer()),
    sub_type: nullable(text(32)),
    connection_type: nullable(text(32)),
    control_type: nullable(text(32)),
    /** 计算方式 as the company files it; what is charged is decided by the price type of each area. */
    billing_method: nullable(text(32)),
    network_state: nullable(text(32)),
    customer_nature: nullable(text(32)),
    heating_mode: nullable(text(32)),
    contract_no: nullable(text(64)),
    /** 0 or 1, as the two below. */
    contract_signed: integer(),
    card_holder: integer(),
    agency_allowed: integer(),
    connected_season: nullable(text(9)),
    connected_on: nullable(day()),
    /** Rises with every edit of the record: whoever edits names the one they saw. Money does not touch it. */
    record_version: integer(),
  },
)

/** What a household is in one season. */
export const householdSeasons = defineTable(
  'household_seasons',
  {
    kind: 'editable',
    unique: [['household_id', 'season_id']],
    indexes: [
      ['tenant_id', 'season_id', 'org_unit_id', 'household_id'],
      ['tenant_id', 'season_id', 'status', 'household_id'],
    ],
  },
  {
    household_id: integer(),
    season_id: integer(),
    org_unit_id: integer(),
    status: text(16),
    /** Counted things a fee multiplies, in 1/1000 of their unit, as JSON: { "hot-water-m3": 12500 }. */
    quantities: nullable(longText()),
  },
)

/** 面积行: areas in 1/1000 m², height in mm. */
export const heatedAreas = defineTable(
  'heated_areas',
  {
    kind: 'editable',
    unique: [['household_season_id', 'area_no']],
    indexes: [['household_id'], ['tenant_id', 'customer_class', 'household_season_id']],
  },
  {
    household_season_id: integer(),
    household_id: integer(),
    area_no: integer(),
    name: text(32),
    gross_milli_m2: integer(),
    inside_milli_m2: nullable(integer()),
    usable_milli_m2: nullable(integer()),
    billed_milli_m2: integer(),
    height_mm: nullable(integer()),
    customer_class: text(32),
    price_type: text(32),
    status: text(16),
    provenance: text(64),
    /** Facts only some prices ask for, as JSON: the optional members of `HeatedAreaFacts`. */
    more_facts: nullable(longText()),
  },
)

export const householdChanges = defineTable(
  'household_changes',
  { kind: 'append-only', indexes: [['household_id', 'created_at']] },
  {
    household_id: integer(),
    what: text(64),
    before_value: nullable(longText()),
    after_value: nullable(longText()),
    reason: nullable(text(200)),
    actor_name: text(100),
  },
)

/** Normalised prefixes for the one search box: no, phone, tail, name, initials, address. */
export const householdSearch = defineTable(
  'household_search',
  { kind: 'projection', unique: [['tenant_id', 'term_kind', 'term', 'household_id']], indexes: [['household_id']] },
  { term_kind: text(16), term: text(100), household_id: integer() },
)
