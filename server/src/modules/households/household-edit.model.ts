import { defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** 批量修改: one act on everything a filter finds, and how far it has come. */
export const householdEdits = defineTable(
  'household_edits',
  { kind: 'editable', unique: [['tenant_id', 'edit_no']] },
  {
    edit_no: text(32),
    act: longText(),
    selection: longText(),
    /** The scope of who asked. */
    unit_ids: longText(),
    reason: text(200),
    state: text(16),
    total_count: integer(),
    seen_count: integer(),
    changed_count: integer(),
    /** The last card number that is done: households are walked in the order of their numbers. */
    after_no: text(20),
    started_by: text(100),
    finished_at: nullable(integer()),
  },
)
