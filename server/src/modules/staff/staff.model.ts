import { defineTable, integer, longText, nullable, text } from '../../database/table.ts'

export const staff = defineTable(
  'staff',
  { kind: 'editable', unique: [['tenant_id', 'name']] },
  {
    name: text(64),
    display_name: text(64),
    password_hash: text(255),
    password_changed_at: integer(),
    /** When somebody else chose the password; NULL once its owner has changed it. */
    password_given_at: nullable(integer()),
    state: text(16),
    failed_count: integer(),
    failed_at: nullable(integer()),
    locked_until: nullable(integer()),
  },
)

/** `permissions` is a JSON list of permission names; `limits` maps a money verb to its limit in fen. */
export const roles = defineTable(
  'roles',
  { kind: 'editable', unique: [['tenant_id', 'code']] },
  { code: text(32), name: text(64), permissions: longText(), limits: longText() },
)

/** A person in a role at a unit: the unit and everything below it is what they see. */
export const posts = defineTable(
  'posts',
  { kind: 'editable', unique: [['staff_id', 'org_unit_id', 'role_id']] },
  { staff_id: integer(), org_unit_id: integer(), role_id: integer() },
)
