import { defineTable, integer, nullable, text } from '../../database/table.ts'

/** 公司. Tenant 1 is the platform itself: its operators and shared apps. */
export const tenants = defineTable(
  'tenants',
  { kind: 'editable', tenant: 'none', unique: [['code']] },
  { code: text(32), name: text(100), state: text(16) },
)

/** 法人主体: books, merchants, seals and period close belong to it. */
export const legalEntities = defineTable(
  'legal_entities',
  { kind: 'editable', unique: [['tenant_id', 'code']] },
  { code: text(32), name: text(100), tax_no: text(32) },
)

/** 组织: company, subsidiary, branch, station. Each has exactly one legal entity. A closed one keeps what it has and takes in nothing new. */
export const orgUnits = defineTable(
  'org_units',
  { kind: 'editable', unique: [['tenant_id', 'code']] },
  {
    parent_id: nullable(integer()),
    code: text(32),
    name: text(100),
    unit_kind: text(16),
    legal_entity_id: integer(),
    closed_at: nullable(integer()),
  },
)

/** Every unit with itself and all units above it, so that a subtree is one indexed condition. */
export const orgUnitAncestors = defineTable(
  'org_unit_ancestors',
  { kind: 'plumbing', unique: [['unit_id', 'ancestor_id']], indexes: [['tenant_id', 'ancestor_id', 'unit_id']] },
  { unit_id: integer(), ancestor_id: integer(), depth: integer() },
)
