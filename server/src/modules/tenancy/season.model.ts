import { day, defineTable, integer, nullable, text } from '../../database/table.ts'

/** 采暖季 of an organisation unit and all units below it. */
export const seasons = defineTable(
  'seasons',
  { kind: 'editable', unique: [['tenant_id', 'org_unit_id', 'code']] },
  { org_unit_id: integer(), code: text(9), starts_on: day(), ends_on: day(), days: integer(), state: text(16) },
)

/** 结转: what a season takes over from an earlier one. A job works it off; \`after_id\` is the last row it has dealt with. */
export const seasonCarries = defineTable(
  'season_carries',
  { kind: 'editable', unique: [['tenant_id', 'carry_no']], indexes: [['season_id']] },
  {
    carry_no: text(32),
    season_id: integer(),
    from_season_id: integer(),
    what: text(16),
    /** 1: who was stopped then stays stopped. */
    keep_stops: integer(),
    state: text(16),
    total_count: integer(),
    done_count: integer(),
    after_id: integer(),
    actor_id: nullable(integer()),
    actor_name: text(100),
    finished_at: nullable(integer()),
  },
)
