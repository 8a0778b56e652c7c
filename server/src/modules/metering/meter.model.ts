import { day, defineTable, integer, nullable, text } from '../../database/table.ts'

/** 热量表. Its unit never changes: readings are never converted. */
export const meters = defineTable(
  'meters',
  { kind: 'editable', unique: [['tenant_id', 'meter_no']] },
  { meter_no: text(32), unit: text(8) },
)

/** Which meter counts for which 面积行, from and to which day; a replaced meter is two fittings. */
export const meterFittings = defineTable(
  'meter_fittings',
  { kind: 'editable', unique: [['meter_id', 'fitted_on']], indexes: [['household_id', 'area_no']] },
  { meter_id: integer(), household_id: integer(), area_no: integer(), fitted_on: day(), removed_on: nullable(day()) },
)

/** 抄表读数 in 1/1000 of the meter's unit, at the beginning (`start`) and the end (`end`) of its days in a season. The newest row holds. */
export const readings = defineTable(
  'readings',
  { kind: 'append-only', indexes: [['fitting_id', 'season_id']] },
  {
    fitting_id: integer(),
    season_id: integer(),
    purpose: text(8),
    value_milli: integer(),
    read_on: day(),
    read_by: text(100),
    /** Of a reading that corrects an earlier one. */
    reason: nullable(text(200)),
  },
)

/** 表缺失或故障 of an area in a season, with the average of comparable homes; `missing` 0 takes the word back. The newest row holds. */
export const meteringGaps = defineTable(
  'metering_gaps',
  { kind: 'append-only', indexes: [['household_id', 'season_id']] },
  {
    household_id: integer(),
    season_id: integer(),
    area_no: integer(),
    missing: integer(),
    unit: nullable(text(8)),
    neighbours_milli_per_m2: nullable(integer()),
    reason: text(200),
    recorded_by: text(100),
  },
)

/** 计量结算: from now on the season's price is the metered one, whenever it is computed again. */
export const meterSettlements = defineTable(
  'meter_settlements',
  { kind: 'append-only', unique: [['household_id', 'season_id']] },
  { household_id: integer(), season_id: integer(), settled_by: text(100) },
)
