import { z } from 'zod'
import { FenField, HouseholdNo, InstantField, LocalDayField, PageQuery, pageOf, SeasonCode } from './fields.ts'

const Reason = z.string('请填写原因').trim().min(2, '请填写原因').max(200, '原因最多 200 个字')
const Minute = z.int('时刻应为当天的分钟数').min(0, '时刻有误').max(1439, '时刻有误')
/** 1/100 °C */
const Centi = z.int('温度应为百分之一摄氏度的整数').min(-3_000, '温度低于 -30 ℃').max(5_000, '温度高于 50 ℃')

/** 一次测温 */
export const RoomTest = z.strictObject({ on: LocalDayField, minute: Minute, centiC: Centi })
export type RoomTest = z.infer<typeof RoomTest>

/** POST /heat-refunds/preview */
export const HeatRefundPreview = z.strictObject({
  householdNo: HouseholdNo,
  seasonCode: SeasonCode,
  reportedOn: LocalDayField,
  /** The first day it was warm again; null when it never was. */
  fixedOn: LocalDayField.nullable(),
  /** The rooms that are cold; all when left out. */
  failingMilliM2: z.int('面积应为千分之一平方米的整数').min(1, '不达标面积应大于 0').max(1_000_000_000).optional(),
  tests: z.array(RoomTest, '请填写测温记录').min(1, '至少要有一次测温').max(200, '测温最多 200 次'),
})
export type HeatRefundPreview = z.infer<typeof HeatRefundPreview>

/** POST /heat-refunds */
export const ProposeHeatRefund = HeatRefundPreview.extend({ reason: Reason })
export type ProposeHeatRefund = z.infer<typeof ProposeHeatRefund>

export const RefuseHeatRefund = z.strictObject({ reason: Reason })
export type RefuseHeatRefund = z.infer<typeof RefuseHeatRefund>

/** What would be given back, and what becomes of it. */
export const HeatRefundQuote = z
  .object({
    householdNo: z.string(),
    seasonCode: SeasonCode,
    amountFen: FenField,
    /** Of it what goes off what is still owed of the heat; the rest was paid and becomes balance. */
    offOwedFen: FenField,
    toBalanceFen: FenField,
    steps: z.array(z.string()),
    ignoredTests: z.int(),
  })
  .meta({ id: 'HeatRefundQuote' })
export type HeatRefundQuote = z.infer<typeof HeatRefundQuote>

export const HeatRefundQuery = PageQuery.extend({
  state: z.enum(['proposed', 'posted', 'refused', 'withdrawn']).optional(),
  householdNo: z.string().trim().max(20).optional(),
})
export type HeatRefundQuery = z.infer<typeof HeatRefundQuery>

export const HeatRefund = z
  .object({
    refundNo: z.string(),
    householdNo: z.string(),
    customerName: z.string(),
    address: z.string(),
    seasonCode: SeasonCode,
    amountFen: FenField,
    state: z.enum(['proposed', 'posted', 'refused', 'withdrawn']),
    reportedOn: LocalDayField,
    fixedOn: LocalDayField.nullable(),
    failingMilliM2: z.int().nullable(),
    tests: z.array(RoomTest),
    reason: z.string(),
    proposedBy: z.string(),
    proposedAt: InstantField,
    /** Whoever looks proposed it: somebody else decides. */
    mine: z.boolean(),
    decidedBy: z.string().nullable(),
    decidedAt: InstantField.nullable(),
    refusal: z.string().nullable(),
    steps: z.array(z.string()),
  })
  .meta({ id: 'HeatRefund' })
export type HeatRefund = z.infer<typeof HeatRefund>
export const HeatRefundPage = pageOf(HeatRefund).meta({ id: 'HeatRefundPage' })
export const HeatRefundParams = z.object({ refundNo: z.string().regex(/^[0-9A-Z]{6,32}$/, '退费编号格式不对') })

export const Substation = z
  .object({ name: z.string(), orgUnit: z.string(), orgUnitName: z.string(), households: z.int() })
  .meta({ id: 'Substation' })
export type Substation = z.infer<typeof Substation>

/** POST /outages */
export const RecordOutage = z
  .strictObject({
    orgUnit: z.string('请选择组织').trim().min(1, '请选择组织').max(32),
    substation: z.string('请选择换热站').trim().min(1, '请选择换热站').max(64),
    seasonCode: SeasonCode,
    startedAt: InstantField,
    endedAt: InstantField,
    reason: Reason,
  })
  .refine(({ startedAt, endedAt }) => startedAt < endedAt, { path: ['endedAt'], message: '恢复时间应晚于停供时间' })
export type RecordOutage = z.infer<typeof RecordOutage>

export const Outage = z
  .object({
    outageNo: z.string(),
    orgUnit: z.string(),
    substation: z.string(),
    seasonCode: SeasonCode,
    startedAt: InstantField,
    endedAt: InstantField,
    reason: z.string(),
    state: z.enum(['recorded', 'posting', 'posted', 'cancelled']),
    recordedBy: z.string(),
    mine: z.boolean(),
    decidedBy: z.string().nullable(),
    /** Households of the substation that have a bill of the season. */
    households: z.int(),
    postedCount: z.int(),
    skippedCount: z.int(),
    totalFen: FenField,
  })
  .meta({ id: 'Outage' })
export type Outage = z.infer<typeof Outage>
export const OutagePage = pageOf(Outage).meta({ id: 'OutagePage' })
export const OutageParams = z.object({ outageNo: z.string().regex(/^[0-9A-Z]{6,32}$/, '停供编号格式不对') })

/** What one household is given back for an outage, or why nothing. */
export const OutageHousehold = z
  .object({
    householdNo: z.string(),
    customerName: z.string(),
    address: z.string(),
    amountFen: FenField,
    note: z.string().nullable(),
    steps: z.array(z.string()),
    posted: z.boolean(),
  })
  .meta({ id: 'OutageHousehold' })
export type OutageHousehold = z.infer<typeof OutageHousehold>
export const OutageHouseholdPage = pageOf(OutageHousehold).meta({ id: 'OutageHouseholdPage' })
