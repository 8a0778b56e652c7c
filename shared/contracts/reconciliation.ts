import { z } from 'zod'
import { type DifferenceKind, type DifferenceState, difference, differenceKindLabels } from '../states/difference.ts'
import { statementStates } from '../states/statement.ts'
import { FenField, InstantField, LocalDayField, PageQuery, pageOf } from './fields.ts'

export const StatementNo = z.string().regex(/^S[0-9A-Z]{10,30}$/, '对账单号格式不对')
export const DifferenceNo = z.string().regex(/^RD[0-9A-Z]{10,30}$/, '差异编号格式不对')
export const StatementParams = z.object({ statementNo: StatementNo })
export const DifferenceParams = z.object({ differenceNo: DifferenceNo })

export const StatementQuery = PageQuery.extend({
  from: LocalDayField.optional(),
  to: LocalDayField.optional(),
  state: z.enum(statementStates, '没有这种状态').optional(),
  channel: z.enum(['wechat-pay', 'alipay'], '没有这种支付方式').optional(),
}).refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ['to'], message: '结束日期不能早于开始日期' })
export type StatementQuery = z.infer<typeof StatementQuery>

const Side = z.object({ payments: z.int(), paymentFen: FenField, refunds: z.int(), refundFen: FenField })

/** One merchant number and one day: their bill beside our books. */
export const Statement = z
  .object({
    statementNo: StatementNo,
    channel: z.string(),
    /** The number at the channel; of a sub-merchant, its own. */
    merchantNo: z.string(),
    merchantName: z.string(),
    day: LocalDayField,
    state: z.enum(statementStates),
    /** Null until there was a bill. Refunds are negative. */
    theirs: Side.nullable(),
    ours: Side,
    /** What the channel charges, in 1/100 000 yuan. */
    feeE5: z.int(),
    differences: z.int(),
    open: z.int(),
    askedAt: InstantField,
    askedBy: z.string(),
    /** When the platform last answered; before `askedAt` while an answer is awaited. */
    fetchedAt: InstantField.nullable(),
    /** Why the last try brought nothing. */
    fault: z.string().nullable(),
    fileSha256: z.string().nullable(),
  })
  .meta({ id: 'Statement' })
export type Statement = z.infer<typeof Statement>
export const StatementPage = pageOf(Statement)

const Kinds = Object.keys(differenceKindLabels) as [DifferenceKind, ...DifferenceKind[]]
const States = Object.keys(difference.labels) as [DifferenceState, ...DifferenceState[]]

/** `differing`: on both sides, and not the same. */
export const DifferenceQuery = PageQuery.extend({ list: z.enum(['theirs-only', 'ours-only', 'differing'], '没有这种差异') })
export type DifferenceQuery = z.infer<typeof DifferenceQuery>

export const Difference = z
  .object({
    differenceNo: DifferenceNo,
    kind: z.enum(Kinds),
    trade: z.enum(['payment', 'refund']),
    transactionId: z.string(),
    orderNo: z.string(),
    refundNo: z.string().nullable(),
    theirFen: FenField.nullable(),
    ourFen: FenField.nullable(),
    state: z.enum(States),
    foundAt: InstantField,
    reason: z.string().nullable(),
    explainedBy: z.string().nullable(),
    confirmedBy: z.string().nullable(),
    /** This person explained it and may therefore not confirm it. */
    ownWork: z.boolean(),
    revision: z.int(),
  })
  .meta({ id: 'Difference' })
export type Difference = z.infer<typeof Difference>
export const DifferencePage = pageOf(Difference)

/** POST /api/staff/statements: the bills of a day that is over, of every merchant number one may see. */
export const FetchStatements = z.object({ day: LocalDayField })
export type FetchStatements = z.infer<typeof FetchStatements>
export const FetchedStatements = z.object({ statementNos: z.array(StatementNo) })

const Reason = z.string('请写明原因').trim().min(2, '请写明原因').max(500, '原因最多 500 个字')
const Revision = z.int('缺少修订号，请刷新页面').min(0)
export const ExplainDifference = z.object({ revision: Revision, reason: Reason })
export type ExplainDifference = z.infer<typeof ExplainDifference>
export const ConfirmDifference = z.object({ revision: Revision })
export type ConfirmDifference = z.infer<typeof ConfirmDifference>
export const DifferenceKey = z.object({ differenceNo: DifferenceNo })
