import { day, defineTable, integer, nullable, text } from '../../database/table.ts'

/** 违约金暂停: days on which no late fee counts, for one household and season; `ends_on` is NULL while it lasts. */
export const lateFeeHolds = defineTable(
  'late_fee_holds',
  { kind: 'editable', indexes: [['household_id', 'season_id']] },
  {
    household_id: integer(),
    season_id: integer(),
    starts_on: day(),
    ends_on: nullable(day()),
    reason: text(200),
    placed_by: text(100),
    ended_by: nullable(text(100)),
  },
)
