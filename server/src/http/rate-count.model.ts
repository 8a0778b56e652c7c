import { defineTable, integer, text } from '../database/table.ts'

/** Hits under one limit by one address or account, for limits that hold over all processes. A row is a window that ends at `until_at`. */
export const rateCounts = defineTable(
  'rate_counts',
  { kind: 'plumbing', tenant: 'none', unique: [['rate_key']], indexes: [['until_at']] },
  { rate_key: text(120), hits: integer(), until_at: integer() },
)
