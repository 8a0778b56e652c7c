import { defineTable, integer, nullable, text } from '../../database/table.ts'

/** A person who uses the app, over all companies. */
export const residents = defineTable(
  'residents',
  { kind: 'editable', tenant: 'none', unique: [['resident_no']] },
  { resident_no: text(32), state: text(16) },
)

/** An openid belongs to one app; the union id joins the apps of one platform account. */
export const residentIdentities = defineTable(
  'resident_identities',
  { kind: 'editable', tenant: 'none', unique: [['app_id', 'openid']], indexes: [['unionid'], ['resident_id']] },
  {
    resident_id: integer(),
    platform: text(24),
    app_id: text(64),
    openid: text(64),
    unionid: nullable(text(64)),
    phone: nullable(text(32)),
  },
)

/** Resident ↔ household. One row for a pair; unbinding keeps it as `removed`. */
export const bindings = defineTable(
  'bindings',
  { kind: 'editable', unique: [['resident_id', 'household_id'], ['binding_no']], indexes: [['household_id', 'state']] },
  {
    binding_no: text(32),
    resident_id: integer(),
    household_id: integer(),
    role: text(16),
    label: nullable(text(32)),
    state: text(16),
    consent_at: integer(),
    monthly_cap_fen: nullable(integer()),
  },
)

/** Failed checks: a stranger must not try out names or numbers. */
export const bindingTries = defineTable(
  'binding_tries',
  {
    kind: 'plumbing',
    tenant: 'none',
    indexes: [['resident_id', 'created_at'], ['household_no', 'created_at'], ['created_at']],
  },
  { resident_id: integer(), household_no: text(20) },
)
