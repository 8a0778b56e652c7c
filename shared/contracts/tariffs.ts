import { z } from 'zod'
import { FenField, LocalDayField, SeasonCode } from './fields.ts'

/** A bill worked out from a rule set and facts alone, so that anyone can check it. What the values may be is said by the engine's own faults. */
const Ratio = z.object({ num: z.int(), den: z.int() }).meta({ description: '分数' })

const QuoteRule = z
  .object({
    kind: z.string().meta({ description: '规则种类，如 area-price@1' }),
    customerClass: z.string().meta({ description: '用户类型；* 为全部' }),
    priceType: z.string().meta({ description: '单价类型；* 为全部' }),
    feeType: z.string(),
    params: z.record(z.string(), z.unknown()).meta({ description: '该种规则的参数；价格为万分之一元，面积为千分之一平方米，高度为毫米' }),
  })
  .meta({ id: 'QuoteRule' })

export const QuoteRuleSet = z
  .object({
    version: z.int(),
    seasonCode: SeasonCode,
    validFrom: LocalDayField,
    notice: z.object({ no: z.string(), title: z.string(), issuedOn: LocalDayField }),
    rounding: z.object({
      level: z.enum(['line', 'fee', 'bill']),
      mode: z.enum(['half-up', 'truncate']),
      unit: z.enum(['fen', 'jiao', 'yuan']),
    }),
    rules: z.array(QuoteRule).max(200),
    obligatoryFeeTypes: z.array(z.string()).optional(),
  })
  .meta({ id: 'QuoteRuleSet' })

const HeatPeriod = z.object({
  fromOn: LocalDayField,
  toOn: LocalDayField,
  status: z.enum(['heating', 'stopped', 'not-connected']),
  payer: z.enum(['org', 'government', 'developer']).optional(),
})

const HeatUnit = z.enum(['kWh', 'GJ'])
const Metering = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('read'),
    meters: z.array(z.object({ meterNo: z.string(), unit: HeatUnit, startMilli: z.int(), endMilli: z.int() })),
  }),
  z.object({ state: z.literal('missing'), unit: HeatUnit.optional(), neighboursMilliPerM2: z.int().optional() }),
])

export const QuoteArea = z
  .object({
    areaNo: z.int(),
    name: z.string(),
    grossMilliM2: z.int(),
    insideMilliM2: z.int().nullable(),
    usableMilliM2: z.int().nullable(),
    billedMilliM2: z.int(),
    heightMm: z.int().nullable(),
    customerClass: z.string(),
    priceType: z.string(),
    status: z.enum(['heating', 'stopped']),
    provenance: z.string(),
    publicShareMilliM2: z.int().optional(),
    clearHeightMm: z.int().optional(),
    singleStorey: z.boolean().optional(),
    buildingType: z.string().optional(),
    rowKind: z.string().optional(),
    contractFactor: Ratio.optional(),
    occupancyPpm: z.int().optional(),
    periods: z.array(HeatPeriod).max(400).optional(),
    metering: Metering.optional(),
  })
  .meta({ id: 'QuoteArea' })

export const QuoteFacts = z
  .object({
    season: z.object({ code: SeasonCode, startsOn: LocalDayField, endsOn: LocalDayField, days: z.int() }),
    areas: z.array(QuoteArea).max(1000),
    quantities: z.record(z.string(), z.int()).optional(),
  })
  .meta({ id: 'QuoteFacts' })

/** One rule set, or several versions of it where prices change within the season. */
export const QuoteCase = z
  .object({
    name: z.string().optional(),
    ruleSet: QuoteRuleSet.optional(),
    ruleSets: z.array(QuoteRuleSet).max(20).optional(),
    facts: QuoteFacts,
  })
  .refine(({ ruleSet, ruleSets }) => (ruleSet === undefined) !== (ruleSets === undefined), {
    message: 'ruleSet 与 ruleSets 须且只能填写一项',
  })
  .meta({ id: 'QuoteCase' })
export type QuoteCase = z.infer<typeof QuoteCase>

export const QuoteFile = z.union([QuoteCase, z.array(QuoteCase).max(100_000)]).meta({ id: 'QuoteFile' })

export const QuoteResult = z
  .object({
    name: z.string().optional(),
    totalFen: FenField,
    total: z.string().meta({ description: '合计，元' }),
    lines: z.array(
      z.object({
        feeType: z.string(),
        areaNo: z.int().nullable(),
        purpose: z.string(),
        payer: z.string().optional(),
        amountFen: FenField,
        amount: z.string(),
        steps: z.array(z.string()),
      }),
    ),
    faults: z.array(z.object({ code: z.string(), path: z.string(), message: z.string() })),
  })
  .meta({ id: 'QuoteResult' })
export type QuoteResult = z.infer<typeof QuoteResult>
