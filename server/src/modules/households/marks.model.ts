import { day, defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** The words a company uses for a field of the record, collected as they are written: what drop-downs offer. */
export const householdWords = defineTable(
  'household_words',
  { kind: 'plumbing', unique: [['tenant_id', 'word_kind', 'word']] },
  { word_kind: text(16), word: text(32) },
)

/** 客户标签 */
export const tags = defineTable('tags', { kind: 'editable', unique: [['tenant_id', 'name']] }, { name: text(32) })
export const householdTags = defineTable(
  'household_tags',
  { kind: 'editable', unique: [['household_id', 'tag_id']], indexes: [['tag_id', 'household_id']] },
  { household_id: integer(), tag_id: integer(), tagged_by: text(100) },
)

/** 黑白名单: a period on one of the two lists; `to_on` is its last day, NULL while nobody has set an end. */
export const householdLists = defineTable(
  'household_lists',
  {
    kind: 'editable',
    indexes: [
      ['household_id', 'list_kind'],
      ['tenant_id', 'list_kind', 'to_on'],
    ],
  },
  {
    household_id: integer(),
    list_kind: text(8),
    from_on: day(),
    to_on: nullable(day()),
    reason: text(200),
    marked_by: text(100),
    ended_by: nullable(text(100)),
  },
)

/** 备注: said once, never edited. */
export const householdNotes = defineTable(
  'household_notes',
  { kind: 'append-only', indexes: [['household_id', 'created_at']] },
  { household_id: integer(), body: longText(), author_name: text(100) },
)

/** 关联户: one row from each side. */
export const householdLinks = defineTable(
  'household_links',
  { kind: 'editable', unique: [['household_id', 'other_household_id']] },
  { household_id: integer(), other_household_id: integer(), relation: text(32), linked_by: text(100) },
)
