import { defineTable, integer, text } from '../../database/table.ts'

/** 文件: what is known of bytes that lie in the file store. Whose they are stands in subject_kind and subject_no, a business number. */
export const files = defineTable(
  'files',
  {
    kind: 'editable',
    unique: [['tenant_id', 'file_no']],
    indexes: [
      ['tenant_id', 'subject_kind', 'subject_no'],
      ['state', 'state_at'],
    ],
  },
  {
    file_no: text(32),
    sha256: text(64),
    byte_count: integer(),
    media_type: text(64),
    file_name: text(200),
    subject_kind: text(32),
    subject_no: text(64),
    state: text(16),
    uploaded_by: text(100),
    state_at: integer(),
  },
)
