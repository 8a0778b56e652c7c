import { defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** 用热户: the billing point. Its row is the lock of everything that moves its money. */
export const households = defineTable(
  'households',
  { kind: 'editable', unique: [['tenant_id', 'household_no']], indexes: [['tenant_id', 'org_unit_id', 'household_no'], ['entrance_id']] },
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
  },
)

/** What a household is in one season. */
export const householdSeasons = defineTable(
  'household_seasons',
  { kind: 'editable', unique: [['household_id', 'season_id']], indexes: [['tenant_id', 'season_id', 'org_unit_id', 'household_id']] },
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
  { kind: 'editable', unique: [['household_season_id', 'area_no']], indexes: [['household_id']] },
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
