import { z } from 'zod'
import { FenField, LocalDayField, PageQuery, pageOf, SeasonCode } from './fields.ts'

const MeterNo = z
  .string('请填写表号')
  .normalize('NFKC')
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z-]{2,32}$/, '表号为 2-32 位数字、字母或短横线')
const HeatUnit = z.enum(['kWh', 'GJ'], '计量单位只能是 kWh 或 GJ')
const Value = z.int('读数应为千分之一计量单位的整数').min(0, '读数不能小于 0').max(1_000_000_000_000, '读数超出范围')
const AreaNo = z.int('请选择面积行').min(1).max(50)
const Reason = z.string('请填写原因').trim().min(2, '请填写原因').max(200, '原因最多 200 个字')

/** POST /households/:householdNo/meters: a meter is fitted to an area. */
export const FitMeter = z.strictObject({
  seasonCode: SeasonCode,
  areaNo: AreaNo,
  meterNo: MeterNo,
  unit: HeatUnit,
  fittedOn: LocalDayField,
  startMilli: Value.optional(),
})
export type FitMeter = z.infer<typeof FitMeter>

/** POST /households/:householdNo/meters/replacement: the old one with its last reading, the new one with its first. */
export const ReplaceMeter = z.strictObject({
  seasonCode: SeasonCode,
  meterNo: MeterNo,
  removedOn: LocalDayField,
  endMilli: Value,
  newMeterNo: MeterNo,
  newUnit: HeatUnit,
  newStartMilli: Value,
  reason: Reason,
})
export type ReplaceMeter = z.infer<typeof ReplaceMeter>

/** POST /households/:householdNo/readings */
export const EnterReadings = z.strictObject({
  seasonCode: SeasonCode,
  readings: z
    .array(
      z.strictObject({
        meterNo: MeterNo,
        purpose: z.enum(['start', 'end'], '读数只能是起始或终止'),
        valueMilli: Value,
        readOn: LocalDayField,
      }),
    )
    .min(1, '请至少填写一个读数')
    .max(50, '读数最多 50 个'),
  /** Needed where a reading takes the place of another. */
  reason: Reason.optional(),
})
export type EnterReadings = z.infer<typeof EnterReadings>

/** POST /households/:householdNo/metering-gaps: 表缺失或故障, or the word taken back. */
export const RecordGap = z.strictObject({
  seasonCode: SeasonCode,
  areaNo: AreaNo,
  missing: z.boolean(),
  unit: HeatUnit.optional(),
  neighboursMilliPerM2: Value.optional(),
  reason: Reason,
})
export type RecordGap = z.infer<typeof RecordGap>

export const MeteringQuery = PageQuery.extend({
  seasonCode: SeasonCode,
  orgUnit: z.string().trim().max(32).optional(),
  state: z.enum(['open', 'settled']).optional(),
  householdNo: z.string().trim().max(20).optional(),
})
export type MeteringQuery = z.infer<typeof MeteringQuery>

export const MeteredArea = z
  .object({
    areaNo: z.int(),
    name: z.string(),
    meters: z.array(
      z.object({
        meterNo: z.string(),
        unit: HeatUnit,
        fittedOn: LocalDayField,
        removedOn: LocalDayField.nullable(),
        startMilli: z.int().nullable(),
        endMilli: z.int().nullable(),
      }),
    ),
    /** Why the meter counts as missing; null when it does not. */
    gap: z.string().nullable(),
  })
  .meta({ id: 'MeteredArea' })
export type MeteredArea = z.infer<typeof MeteredArea>

export const MeteredHousehold = z
  .object({
    householdNo: z.string(),
    customerName: z.string(),
    address: z.string(),
    orgUnit: z.string(),
    areas: z.array(MeteredArea),
    /** What the season was charged on the meter's tariff, provisional or metered; null before its bill. */
    chargedFen: FenField.nullable(),
    settled: z.boolean(),
    /** What still has to be brought before it can be settled. */
    needed: z.array(z.string()),
  })
  .meta({ id: 'MeteredHousehold' })
export type MeteredHousehold = z.infer<typeof MeteredHousehold>
export const MeteredPage = pageOf(MeteredHousehold).meta({ id: 'MeteredPage' })

/** POST /metering-settlements: every household of a unit and season whose readings are complete. */
export const SettleMany = z.strictObject({ seasonCode: SeasonCode, orgUnit: z.string('请选择组织').trim().min(1, '请选择组织').max(32) })
export type SettleMany = z.infer<typeof SettleMany>
export const SettlementStarted = z.object({ settlementNo: z.string() }).meta({ id: 'SettlementStarted' })
