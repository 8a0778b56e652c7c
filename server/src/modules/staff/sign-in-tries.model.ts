import { defineTable, integer, nullable, text } from '../../database/table.ts'

/**
 * Failed sign-ins under names nobody has, counted and locked like those of a real person: whether a name exists cannot be told from the
 * answers. Company and name are there as a hash: what strangers type has no place in a key.
 */
export const signInTries = defineTable(
  'sign_in_tries',
  { kind: 'plumbing', tenant: 'none', unique: [['name_hash']], indexes: [['failed_at']] },
  { name_hash: text(64), failed_count: integer(), failed_at: integer(), locked_until: nullable(integer()) },
)
