import { day, defineTable, integer, nullable, text } from '../../database/table.ts'

/** One row for a phone: the code sent last, how often it was tried, how many were sent today. Neither number nor code can be read from it. */
export const phoneCodes = defineTable(
  'phone_codes',
  { kind: 'plumbing', tenant: 'none', unique: [['phone_key']], indexes: [['sent_at']] },
  {
    phone_key: text(64),
    /** NULL when it was used. */
    code_hash: nullable(text(64)),
    sent_at: integer(),
    tries: integer(),
    sent_on: day(),
    sent_count: integer(),
  },
)
