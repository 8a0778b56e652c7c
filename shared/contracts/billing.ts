import { z } from 'zod'
import { FenField, InstantField, LocalDayField, SeasonCode } from './fields.ts'

/** One immutable line of a bill with its explanation, already in Chinese. */
export const BillLine = z
  .object({
    lineNo: z.int(),
    type: z.string(),
    feeType: z.string(),
    /** e.g. 采暖费 · 住宅 */
    title: z.string(),
    /** Who pays it instead of the resident, in Chinese; null for the resident. */
    payer: z.string().nullable(),
    amountFen: FenField,
    openFen: FenField.nullable(),
    postedOn: LocalDayField,
    dueOn: LocalDayField.nullable(),
    reason: z.string().nullable(),
    answersLineNo: z.int().nullable(),
    reversesLineNo: z.int().nullable(),
    /** The calculation, one sentence per step: the same text on counter, phone and paper. */
    steps: z.array(z.string()),
  })
  .meta({ id: 'BillLine' })
export type BillLine = z.infer<typeof BillLine>

export const Bill = z
  .object({
    billNo: z.string(),
    householdNo: z.string(),
    seasonCode: SeasonCode,
    customerName: z.string(),
    issuedOn: LocalDayField,
    /** The resident's part of the bill, as are `paidFen` and `openFen`. */
    chargedFen: FenField,
    /** What government, employer or developer have taken over. */
    othersFen: FenField,
    paidFen: FenField,
    openFen: FenField,
    /** Accrued up to today and not yet posted. */
    lateFeeFen: FenField,
    lateFeeSteps: z.array(z.string()),
    dueOn: LocalDayField.nullable(),
    notice: z.object({ no: z.string(), title: z.string() }).nullable(),
    lines: z.array(BillLine),
    payments: z.array(
      z.object({ orderNo: z.string().nullable(), channel: z.string(), paidAt: InstantField, amountFen: FenField, lineNo: z.int() }),
    ),
  })
  .meta({ id: 'Bill' })
export type Bill = z.infer<typeof Bill>

/** One position of what is owed today. */
export const QuoteItem = z
  .object({
    kind: z.enum(['line', 'late-fee', 'discount']),
    seasonCode: SeasonCode,
    feeType: z.string(),
    title: z.string(),
    amountFen: FenField,
    steps: z.array(z.string()),
  })
  .meta({ id: 'QuoteItem' })
export type QuoteItem = z.infer<typeof QuoteItem>

export const HouseholdQuote = z
  .object({
    householdNo: z.string(),
    asOf: LocalDayField,
    items: z.array(QuoteItem),
    principalFen: FenField,
    lateFeeFen: FenField,
    /** Taken off if everything is paid today; the total is without it. */
    discountFen: FenField,
    totalFen: FenField,
    balanceFen: FenField,
    dueOn: LocalDayField.nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'HouseholdQuote' })
export type HouseholdQuote = z.infer<typeof HouseholdQuote>

/**
 * POST /api/staff/billing-runs; `post: false` only counts, with `compare` it prices households again that have their bill and says what
 * differs. `previewRunNo` posts what that preview counted and nothing else. The work is a job: follow it by GET
 * /api/staff/billing-runs/:runNo.
 */
export const StartBillingRun = z
  .object({
    seasonCode: SeasonCode,
    orgUnit: z.string('请选择组织').trim().min(1, '请选择组织').max(32),
    post: z.boolean(),
    compare: z.boolean().optional(),
    previewRunNo: z
      .string()
      .regex(/^[0-9A-Z]{6,32}$/, '试算批次号格式不对')
      .optional(),
  })
  .refine(({ post, compare }) => !(post && compare), { path: ['compare'], message: '比对差异不出账' })
export type StartBillingRun = z.infer<typeof StartBillingRun>

export const BillingRun = z
  .object({
    runNo: z.string(),
    seasonCode: SeasonCode,
    orgUnit: z.string(),
    mode: z.enum(['preview', 'post', 'compare']),
    state: z.enum(['queued', 'running', 'stopped', 'done', 'failed']),
    /** The preview a posting follows. */
    previewRunNo: z.string().nullable(),
    householdCount: z.int(),
    doneCount: z.int(),
    postedCount: z.int(),
    skippedCount: z.int(),
    totalFen: FenField,
    startedAt: InstantField.nullable(),
    finishedAt: InstantField.nullable(),
    /** Since it began, pauses included; null before the first second. */
    householdsPerSecond: z.int().nullable(),
    startedBy: z.string(),
    /** The first hundred that were left out, each with its reason. */
    skipped: z.array(z.object({ householdNo: z.string(), reason: z.string() })),
  })
  .meta({ id: 'BillingRun' })
export type BillingRun = z.infer<typeof BillingRun>

const HoldReason = z.string('请填写原因').trim().min(2, '请填写原因').max(200, '原因最多 200 个字')
/** POST /api/staff/households/:householdNo/late-fee-holds: from that day on no late fee of the season counts. */
export const HoldLateFee = z.object({ seasonCode: SeasonCode, from: LocalDayField, reason: HoldReason })
export type HoldLateFee = z.infer<typeof HoldLateFee>
/** POST /api/staff/households/:householdNo/late-fee-holds/end: `to` is the last day that does not count. */
export const EndLateFeeHold = z.object({ seasonCode: SeasonCode, to: LocalDayField })
export type EndLateFeeHold = z.infer<typeof EndLateFeeHold>
export const LateFeeHold = z
  .object({
    seasonCode: SeasonCode,
    from: LocalDayField,
    to: LocalDayField.nullable(),
    reason: z.string(),
    placedBy: z.string(),
    endedBy: z.string().nullable(),
  })
  .meta({ id: 'LateFeeHold' })
export type LateFeeHold = z.infer<typeof LateFeeHold>
