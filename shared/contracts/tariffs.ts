import { z } from 'zod'
import { FenField, HouseholdNo, InstantField, LocalDayField, PageQuery, pageOf, SeasonCode } from './fields.ts'
import { FileName, FileNo, StoredFile } from './files.ts'

/** A bill worked out from a rule set and facts alone, so that anyone can check it. What the values may be is said by the engine's own faults. */
const Ratio = z.object({ num: z.int(), den: z.int() }).meta({ description: '分数' })

const RoundingFields = { mode: z.enum(['half-up', 'truncate']), unit: z.enum(['fen', 'jiao', 'yuan']) }

const QuoteRule = z
  .object({
    kind: z.string().meta({ description: '规则种类，如 area-price@1' }),
    customerClass: z.string().meta({ description: '用户类型；* 为全部' }),
    priceType: z.string().meta({ description: '单价类型；* 为全部' }),
    feeType: z.string(),
    rounding: z
      .object({ level: z.enum(['line', 'fee']), ...RoundingFields })
      .optional()
      .meta({ description: '该条规则自己的进位，不填同价目' }),
    params: z.record(z.string(), z.unknown()).meta({ description: '该种规则的参数；价格为万分之一元，面积为千分之一平方米，高度为毫米' }),
  })
  .meta({ id: 'QuoteRule' })

export const QuoteRuleSet = z
  .object({
    version: z.int(),
    seasonCode: SeasonCode,
    validFrom: LocalDayField,
    notice: z.object({ no: z.string(), title: z.string(), issuedOn: LocalDayField }),
    rounding: z.object({ level: z.enum(['line', 'fee', 'bill']), ...RoundingFields }),
    rules: z.array(QuoteRule).max(200),
    obligatoryFeeTypes: z.array(z.string()).optional(),
  })
  .meta({ id: 'QuoteRuleSet' })

const HeatPeriod = z.object({
  fromOn: LocalDayField,
  toOn: LocalDayField,
  status: z.enum(['heating', 'stopped', 'not-connected']),
  payer: z.enum(['org', 'government', 'developer']).optional(),
  appliedOn: LocalDayField.optional(),
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
    stopAppliedOn: LocalDayField.optional(),
    metering: Metering.optional(),
  })
  .meta({ id: 'QuoteArea' })

/** What only some prices ask of an area; recorded with it, and left out where nobody knows. */
export const MoreAreaFacts = QuoteArea.pick({
  publicShareMilliM2: true,
  clearHeightMm: true,
  singleStorey: true,
  buildingType: true,
  rowKind: true,
  contractFactor: true,
  occupancyPpm: true,
  periods: true,
  stopAppliedOn: true,
})
export type MoreAreaFacts = z.infer<typeof MoreAreaFacts>

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

/** Where a rule set stands: unit, season and version name it, on screens and in addresses. */
const UnitCode = z.string('请选择组织').trim().min(1, '请选择组织').max(32)
const Version = z.coerce.number().int().min(1).max(1_000_000)
export const RuleSetKey = z.object({ orgUnit: UnitCode, seasonCode: SeasonCode, version: Version })
export type RuleSetKey = z.infer<typeof RuleSetKey>

const RuleSetStates = ['draft', 'submitted', 'returned', 'published', 'discarded'] as const
export const RuleSetQuery = PageQuery.extend({
  seasonCode: SeasonCode.optional(),
  /** The unit and everything below it. */
  orgUnit: UnitCode.optional(),
  /** `frozen`: published and already the ground of posted bills. Without a state discarded ones are left out. */
  state: z.enum([...RuleSetStates, 'frozen'], '没有这种状态').optional(),
  /** Part of the number or title of the price notice. */
  notice: z.string().trim().max(64).optional(),
})
export type RuleSetQuery = z.infer<typeof RuleSetQuery>

const ruleText = (most: number) => z.string().trim().max(most, `最多 ${most} 个字`)

/**
 * What a person writes. Only sizes are said here: what the values may be is said by the checks of the engine, all at once and by field.
 */
export const RuleSetContent = z
  .object({
    validFrom: ruleText(10),
    notice: z.object({ no: ruleText(64), title: ruleText(200), issuedOn: ruleText(10) }),
    rounding: z.object({ level: ruleText(16), mode: ruleText(16), unit: ruleText(16) }),
    rules: z
      .array(
        z.object({
          kind: ruleText(48),
          customerClass: ruleText(32),
          priceType: ruleText(32),
          feeType: ruleText(32),
          /** Where the rule rounds otherwise than the set. */
          rounding: z.object({ level: ruleText(16), mode: ruleText(16), unit: ruleText(16) }).optional(),
          params: z.record(z.string(), z.unknown()),
        }),
      )
      .max(200, '一份价目最多 200 条规则'),
    obligatoryFeeTypes: z.array(ruleText(32)).max(50).optional(),
  })
  .meta({ id: 'RuleSetContent' })
export type RuleSetContent = z.infer<typeof RuleSetContent>

/** A draft starts from a template, from a version that is there, or from what is in force in the season before. */
export const CreateRuleSet = z.object({
  orgUnit: UnitCode,
  seasonCode: SeasonCode,
  start: z.discriminatedUnion('from', [
    z.object({ from: z.literal('template'), code: z.string().max(64) }),
    z.object({ from: z.literal('copy'), of: RuleSetKey }),
    z.object({ from: z.literal('last-season') }),
  ]),
  notice: z.object({
    no: ruleText(64).min(1, '请填写价格文件文号'),
    title: ruleText(200).min(1, '请填写价格文件名称'),
    issuedOn: LocalDayField,
  }),
})
export type CreateRuleSet = z.infer<typeof CreateRuleSet>

/** The revision one has seen: another person's change in between refuses the act (409). */
const Revision = z.int('缺少修订号，请刷新页面').min(0)
const Confirmed = z.array(z.object({ code: z.string().max(64), path: z.string().max(200) })).max(500)
const Reason = z.string('请填写原因').trim().min(2, '请填写原因').max(500, '原因最多 500 个字')

export const EditRuleSet = z.object({ revision: Revision, content: RuleSetContent })
export type EditRuleSet = z.infer<typeof EditRuleSet>
/** `confirmed`: every odd thing the server asks about, one by one. */
export const ConfirmRuleSet = z.object({ revision: Revision, confirmed: Confirmed })
export type ConfirmRuleSet = z.infer<typeof ConfirmRuleSet>
export const ExplainedAct = z.object({ revision: Revision, reason: Reason })
export type ExplainedAct = z.infer<typeof ExplainedAct>
export const PlainAct = z.object({ revision: Revision })
export type PlainAct = z.infer<typeof PlainAct>

/** Something impossible (a fault) or odd (a question), at a field of the content: `rules[2].params.priceE4`. */
export const RuleSetRemark = z.object({ code: z.string(), path: z.string(), message: z.string() }).meta({ id: 'RuleSetRemark' })
export type RuleSetRemark = z.infer<typeof RuleSetRemark>

export const RuleSetRow = z
  .object({
    orgUnit: z.string(),
    orgUnitName: z.string(),
    seasonCode: SeasonCode,
    version: z.int(),
    state: z.enum(RuleSetStates),
    /** It has priced a posted bill. */
    frozenAt: InstantField.nullable(),
    validFrom: LocalDayField,
    notice: z.object({ no: z.string(), title: z.string(), issuedOn: LocalDayField }),
    ruleCount: z.int(),
    authorName: z.string().nullable(),
    createdAt: InstantField,
    submitterName: z.string().nullable(),
    submittedAt: InstantField.nullable(),
    publisherName: z.string().nullable(),
    publishedAt: InstantField.nullable(),
  })
  .meta({ id: 'RuleSetRow' })
export type RuleSetRow = z.infer<typeof RuleSetRow>
export const RuleSetPage = pageOf(RuleSetRow)

export const RuleSetFile = RuleSetRow.extend({
  revision: z.int(),
  season: z.object({ startsOn: LocalDayField, endsOn: LocalDayField, days: z.int() }),
  content: RuleSetContent,
  faults: z.array(RuleSetRemark),
  questions: z.array(RuleSetRemark),
  /** What this person may do with it now. */
  may: z.array(z.enum(['edit', 'submit', 'withdraw', 'return', 'publish', 'discard'])),
  /** This person wrote or submitted it and may therefore not publish it. */
  ownWork: z.boolean(),
  /** Scans of the price notice, oldest first: those of its number, whichever set they were uploaded at. */
  noticeFiles: z.object({ items: z.array(StoredFile), mayAttach: z.boolean(), mayRemove: z.boolean() }),
  acts: z.array(
    z.object({
      act: z.string(),
      toState: z.enum(RuleSetStates),
      at: InstantField,
      actor: z.string(),
      note: z.string().nullable(),
      confirmed: z.array(z.string()),
    }),
  ),
}).meta({ id: 'RuleSetFile' })
export type RuleSetFile = z.infer<typeof RuleSetFile>

/** POST …/notice-files?fileName= with the bytes of the file as the body. */
export const AttachNoticeFile = z.object({ fileName: FileName })
export type AttachNoticeFile = z.infer<typeof AttachNoticeFile>
export const AttachedNoticeFile = z.object({ fileNo: FileNo })
export const NoticeFileKey = RuleSetKey.extend({ fileNo: FileNo })
export type NoticeFileKey = z.infer<typeof NoticeFileKey>

/** A bill tried out with rules as they are being written, for a household there is or for facts typed in. Writes nothing. */
export const TryRuleSet = z.object({
  orgUnit: UnitCode,
  seasonCode: SeasonCode,
  version: Version,
  content: RuleSetContent,
  subject: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('household'), householdNo: HouseholdNo }),
      z.object({
        kind: z.literal('facts'),
        areas: z.array(QuoteArea).min(1, '至少填写一个面积行').max(50),
        quantities: z.record(z.string().max(32), z.int()).optional(),
      }),
    ])
    .nullable(),
})
export type TryRuleSet = z.infer<typeof TryRuleSet>

export const TriedRuleSet = z
  .object({
    faults: z.array(RuleSetRemark),
    questions: z.array(RuleSetRemark),
    /** Null while the rules have faults or nobody was chosen. */
    bill: z
      .object({
        totalFen: FenField,
        lines: z.array(
          z.object({
            feeType: z.string(),
            title: z.string(),
            areaNo: z.int().nullable(),
            areaName: z.string().nullable(),
            payer: z.string().nullable(),
            amountFen: FenField,
            steps: z.array(z.string()),
          }),
        ),
        /** Why this household cannot be priced. */
        refusals: z.array(z.string()),
      })
      .nullable(),
    /** What the household is charged today: by its posted bill, else by the rules in force. */
    today: z.object({ by: z.enum(['bill', 'rules']), totalFen: FenField }).nullable(),
  })
  .meta({ id: 'TriedRuleSet' })
export type TriedRuleSet = z.infer<typeof TriedRuleSet>
