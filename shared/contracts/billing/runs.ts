import { z } from 'zod'
import { type RunSelection, runSelections } from '../../format/run-selections.ts'
import { BillLine } from '../billing.ts'
import { FenField, HouseholdNo, PageQuery, pageOf } from '../fields.ts'
import { CorrectionReason } from './corrections.ts'

export const RunParams = z.object({ runNo: z.string().regex(/^[0-9A-Z]{6,32}$/) })
export const RunItemParams = RunParams.extend({ householdNo: HouseholdNo })

const selections = Object.keys(runSelections) as [RunSelection, ...RunSelection[]]

const Yuan = z.coerce.number('金额应为整数').int('金额应为整数').min(0, '金额不能小于 0').max(Number.MAX_SAFE_INTEGER, '金额过大')
/** GET /api/staff/billing-runs/:runNo/items; `fromFen` is within, `belowFen` is not. */
export const RunItemQuery = PageQuery.extend({
  show: z.enum(selections, '没有这种筛选').default('all'),
  search: z.string().trim().max(20, '卡号最多 20 个字').optional(),
  orgUnit: z.string().trim().max(32).optional(),
  reason: z.string().trim().max(2000).optional(),
  fromFen: Yuan.optional(),
  belowFen: Yuan.optional(),
})
export type RunItemQuery = z.infer<typeof RunItemQuery>
/** GET /api/staff/billing-runs/:runNo/export: the same, all of it. */
export const RunExportQuery = RunItemQuery.omit({ page: true, pageSize: true })
export type RunExportQuery = z.infer<typeof RunExportQuery>

export const RunItem = z
  .object({
    householdNo: z.string(),
    /** Masked for a person. */
    customerName: z.string(),
    address: z.string(),
    orgUnit: z.string(),
    state: z.enum(['frozen', 'done', 'skipped']),
    amountFen: FenField,
    billedMilliM2: z.int().nullable(),
    /** The bill of the season before, in a comparison what is posted now. */
    comparedFen: FenField.nullable(),
    verdict: z.enum(['new', 'same', 'changed', 'gone', 'correcting', 'corrected', 'kept']).nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'BillingRunItem' })
export type RunItem = z.infer<typeof RunItem>
export const RunItemPage = pageOf(RunItem)
export type RunItemPage = z.infer<typeof RunItemPage>

/** POST /api/staff/billing-runs/:runNo/corrections: of a comparison, these households or all whose amount has changed. */
export const CorrectRun = z.strictObject({
  householdNos: z.array(HouseholdNo).min(1, '请选择用热户').max(1000, '一次最多选择 1000 户').optional(),
  reason: CorrectionReason,
})
export type CorrectRun = z.infer<typeof CorrectRun>
export const CorrectionsAsked = z.object({ households: z.int() }).meta({ id: 'BillingRunCorrections' })

const RunPart = z.object({ code: z.string().nullable(), name: z.string(), households: z.int(), amountFen: FenField })
export type RunPart = z.infer<typeof RunPart>
const RunBand = z.object({ fromFen: FenField, belowFen: FenField.nullable(), households: z.int(), amountFen: FenField })
export type RunBand = z.infer<typeof RunBand>

/** GET /api/staff/billing-runs/:runNo/summary: sums of what has been priced so far. */
export const RunSummary = z
  .object({
    byFeeType: z.array(RunPart),
    byCustomerClass: z.array(RunPart),
    byPriceType: z.array(RunPart),
    byOrgUnit: z.array(RunPart),
    /** What others than the resident will owe. */
    byPayer: z.array(RunPart),
    bands: z.array(RunBand),
    /** Households of both seasons; in a comparison of those that have a bill. */
    compared: z.object({ households: z.int(), beforeFen: FenField, nowFen: FenField }),
    counts: z.record(z.enum(selections), z.int()),
    /** New minus old of new, changed and gone. */
    differenceFen: FenField,
    reasons: z.array(z.object({ reason: z.string(), households: z.int() })),
  })
  .meta({ id: 'BillingRunSummary' })
export type RunSummary = z.infer<typeof RunSummary>

/** GET /api/staff/billing-runs/:runNo/items/:householdNo: how the amount comes about. */
export const RunItemSteps = z
  .object({
    householdNo: z.string(),
    lines: z.array(BillLine.pick({ feeType: true, title: true, payer: true, amountFen: true, steps: true })),
    totalFen: FenField,
    reasons: z.array(z.string()),
    /** The household's data have changed since the run: the steps are of today. */
    changedSince: z.boolean(),
  })
  .meta({ id: 'BillingRunItemSteps' })
export type RunItemSteps = z.infer<typeof RunItemSteps>
