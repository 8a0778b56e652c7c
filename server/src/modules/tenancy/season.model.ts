import { day, defineTable, integer, text } from '../../database/table.ts'

/** 采暖季 of an organisation unit and all units below it. */
export const seasons = defineTable(
  'seasons',
  { kind: 'editable', unique: [['tenant_id', 'org_unit_id', 'code']] },
  { org_unit_id: integer(), code: text(9), starts_on: day(), ends_on: day(), days: integer(), state: text(16) },
)
