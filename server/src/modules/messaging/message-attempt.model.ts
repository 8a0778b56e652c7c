import { defineTable, integer, nullable, text } from '../../database/table.ts'

/** Every message handed to a provider and what it said. The words are not kept: they may be a code. */
export const messageAttempts = defineTable(
  'message_attempts',
  { kind: 'append-only', tenant: 'optional', indexes: [['started_at']] },
  {
    channel: text(16),
    template: text(32),
    /** Masked. */
    recipient: text(32),
    /** Ours, as the provider's records name it. */
    out_id: text(64),
    outcome: text(16),
    provider_id: nullable(text(64)),
    reason: nullable(text(200)),
    started_at: integer(),
    duration_ms: integer(),
  },
)
