import { defineTable, integer, longText, nullable, text } from './table.ts'

/** What was asked and answered under an Idempotency-Key. `running` exists only while a gateway act is on its way. */
export const idempotencyKeys = defineTable(
  'idempotency_keys',
  { kind: 'plumbing', unique: [['actor', 'route', 'idempotency_key']], indexes: [['created_at'], ['subject_no']] },
  {
    actor: text(64),
    route: text(128),
    idempotency_key: text(64),
    body_hash: text(64),
    state: text(16),
    status: nullable(integer()),
    answer: nullable(longText()),
    subject_no: nullable(text(64)),
  },
)
