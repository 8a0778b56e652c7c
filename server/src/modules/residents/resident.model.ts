import { defineTable, integer, nullable, text } from '../../database/table.ts'

/** A person who uses the app, over all companies. */
export const residents = defineTable(
  'residents',
  { kind: 'editable', tenant: 'none', unique: [['resident_no']], indexes: [['merged_into_id']] },
  {
    resident_no: text(32),
    state: text(16),
    /** Of the same person, proved by their phone; this one is no longer used. */
    merged_into_id: nullable(integer()),
  },
)

/** An openid belongs to one app; the union id joins the apps of one platform account. */
export const residentIdentities = defineTable(
  'resident_identities',
  { kind: 'editable', tenant: 'none', unique: [['app_id', 'openid']], indexes: [['unionid'], ['resident_id'], ['phone']] },
  {
    resident_id: integer(),
    platform: text(24),
    app_id: text(64),
    openid: text(64),
    unionid: nullable(text(64)),
    phone: nullable(text(32)),
    /** When its owner last typed a code that was sent to it. */
    phone_proved_at: nullable(integer()),
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

/** Looks at the masked name behind an address: a stranger must not walk through a building. */
export const placeLookUps = defineTable(
  'place_look_ups',
  { kind: 'plumbing', tenant: 'none', indexes: [['resident_id', 'created_at'], ['created_at']] },
  { resident_id: integer() },
)

/** Consent to the privacy text, given and withdrawn; the newest row holds. */
export const residentConsents = defineTable(
  'resident_consents',
  { kind: 'append-only', tenant: 'none', indexes: [['resident_id', 'at']] },
  { resident_id: integer(), act: text(16), text_version: nullable(text(16)), at: integer() },
)
