import { defineTable, integer, nullable, text } from '../../database/table.ts'

/** Mini-programs and public accounts residents come from; `tenant_id` NULL is the platform's own app for all companies. */
export const channelApps = defineTable(
  'channel_apps',
  { kind: 'editable', tenant: 'optional', unique: [['app_id']] },
  { platform: text(24), app_id: text(64), name: text(100), state: text(16) },
)

/** Merchant numbers of a legal entity. Keys are never here: the settings hold them by `mch_id`. */
export const merchants = defineTable(
  'merchants',
  { kind: 'editable', unique: [['channel', 'mch_id', 'sub_mch_id']], indexes: [['tenant_id', 'legal_entity_id', 'channel']] },
  {
    legal_entity_id: integer(),
    channel: text(24),
    mode: text(16),
    mch_id: text(32),
    sub_mch_id: nullable(text(32)),
    name: text(100),
    state: text(16),
  },
)
