import { defineTable, integer, longText, nullable, text } from '../database/table.ts'

/** The event: news of a committed change. Each subscriber has its own job row, written in the same transaction. */
export const outbox = defineTable(
  'outbox',
  { kind: 'append-only', indexes: [['tenant_id', 'kind']] },
  { kind: text(64), payload: longText() },
)

/** The queue. One row per piece of work; `business_key` makes adding it twice harmless; claimed by compare-and-set. */
export const jobs = defineTable(
  'jobs',
  {
    kind: 'plumbing',
    unique: [['kind', 'business_key'], ['job_no']],
    indexes: [
      ['state', 'run_at'],
      ['tenant_id', 'state', 'run_at'],
    ],
  },
  {
    job_no: text(32),
    kind: text(64),
    business_key: text(128),
    payload: longText(),
    state: text(16),
    attempts: integer(),
    max_attempts: integer(),
    run_at: integer(),
    claimed_by: nullable(text(64)),
    claimed_at: nullable(integer()),
    finished_at: nullable(integer()),
    last_error: nullable(text(1000)),
  },
)
