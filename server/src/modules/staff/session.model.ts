import { defineTable, integer, nullable, text } from '../../database/table.ts'

/**
 * Sign-ins of staff and residents. A refresh token is stored as its SHA-256 only and used once; the second use of a
 * rotated one ends the whole family, because somebody else has a copy.
 */
export const sessions = defineTable(
  'sessions',
  {
    kind: 'plumbing',
    tenant: 'optional',
    unique: [['refresh_hash']],
    indexes: [['family'], ['subject_kind', 'subject_id'], ['expires_at']],
  },
  {
    subject_kind: text(16),
    subject_id: integer(),
    family: text(32),
    refresh_hash: text(64),
    state: text(16),
    expires_at: integer(),
    ended_at: nullable(integer()),
    ip: nullable(text(64)),
    agent: nullable(text(255)),
  },
)
