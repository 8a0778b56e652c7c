import { z } from 'zod'
import { FenField, HouseholdNo, InstantField, OrderNo, PageQuery, pageOf } from '../fields.ts'

export const RefundState = z.enum([
  'requested',
  'approved',
  'refused',
  'withdrawn',
  'submitted',
  'unknown',
  'processing',
  'abnormal',
  'done',
  'failed',
])
const Reason = z.string('请填写原因').trim().min(2, '请填写原因，至少 2 个字').max(200, '原因最多 200 个字')
const Amount = z.int('金额应为整数分').min(1, '金额应大于 0')
const RefundNo = z.string().regex(/^[RD][0-9A-Z]{8,31}$/, '退费单号格式不对')

export const RefundParams = z.object({ refundNo: RefundNo })
export const PaymentParams = z.object({ paymentNo: OrderNo })

/** GET /api/staff/refunds?state=&householdNo=&refundNo=&page=&pageSize= */
export const RefundQuery = PageQuery.extend({
  state: RefundState.optional(),
  householdNo: z.string().trim().toUpperCase().max(20).optional(),
  refundNo: z.string().trim().toUpperCase().max(32).optional(),
})
export type RefundQuery = z.infer<typeof RefundQuery>

export const RefundRow = z
  .object({
    refundNo: z.string(),
    state: RefundState,
    amountFen: FenField,
    channel: z.string(),
    householdNo: z.string().nullable().describe('Null: money in suspense'),
    paymentNo: z.string(),
    orderNo: z.string().nullable(),
    reason: z.string(),
    requestedBy: z.string(),
    requestedAt: InstantField,
    doneAt: InstantField.nullable(),
  })
  .meta({ id: 'RefundRow' })
export type RefundRow = z.infer<typeof RefundRow>
export const RefundPage = pageOf(RefundRow).meta({ id: 'RefundPage' })

const Part = z.object({ title: z.string(), amountFen: FenField })

/** GET /api/staff/refunds/:refundNo: what was released, who did what, what the channel said. */
export const RefundFile = RefundRow.extend({
  merchant: z.string(),
  transactionId: z.string(),
  gatewayRefundId: z.string().nullable(),
  paidFen: FenField.describe('The whole payment'),
  paidAt: InstantField,
  fromBalanceFen: FenField.describe('Taken from what lay as balance'),
  released: z.array(Part).describe('Taken off lines'),
  discounts: z.array(Part).describe('Discounts taken back'),
  mine: z.boolean().describe('Whether the reader asked for it'),
  events: z.array(
    z.object({
      at: InstantField,
      event: z.string(),
      from: z.string(),
      to: z.string(),
      actor: z.string(),
      detail: z.string().nullable(),
    }),
  ),
  gatewayCalls: z
    .array(
      z.object({
        at: InstantField,
        operation: z.string(),
        outcome: z.enum(['accepted', 'refused', 'unknown']),
        httpStatus: z.int().nullable(),
        durationMs: z.int(),
        request: z.record(z.string(), z.unknown()),
        response: z.record(z.string(), z.unknown()).nullable(),
      }),
    )
    .describe('Left out without payments.gateway.view'),
}).meta({ id: 'RefundFile' })
export type RefundFile = z.infer<typeof RefundFile>

/** GET /api/staff/payment-orders/:orderNo/refundable: each payment of the order, household by household, newest first. */
export const Refundable = z
  .object({
    items: z.array(
      z.object({
        paymentNo: z.string(),
        householdNo: z.string(),
        channel: z.string(),
        paidAt: InstantField,
        paidFen: FenField.describe('What came for this household'),
        availableFen: FenField.describe('What this household still holds of it'),
      }),
    ),
  })
  .meta({ id: 'Refundable' })
export type Refundable = z.infer<typeof Refundable>

/** GET /api/staff/payments/:paymentNo/refund-preview?householdNo=&amountFen= */
export const RefundPreviewQuery = z.object({
  householdNo: HouseholdNo,
  amountFen: z.coerce.number('金额应为整数分').int('金额应为整数分').min(1, '金额应大于 0'),
})
export type RefundPreviewQuery = z.infer<typeof RefundPreviewQuery>

export const RefundPreview = z
  .object({
    amountFen: FenField,
    availableFen: FenField,
    fromBalanceFen: FenField,
    releases: z.array(Part),
    discounts: z.array(Part),
    reopenedFen: FenField.describe('Owed again afterwards: what is released and the discounts taken back'),
    lateFeeFen: FenField.describe('Late fee accrued on the rest of these seasons, posted first'),
  })
  .meta({ id: 'RefundPreview' })
export type RefundPreview = z.infer<typeof RefundPreview>

/** POST /api/staff/payments/:paymentNo/refunds; 409 REFUND_TOO_MUCH with facts.availableFen. */
export const RequestRefund = z.object({ householdNo: HouseholdNo, amountFen: Amount, reason: Reason })
export type RequestRefund = z.infer<typeof RequestRefund>
/** POST /api/staff/suspense-payments/:paymentNo/refunds */
export const RequestSuspenseRefund = z.object({ amountFen: Amount, reason: Reason })
export type RequestSuspenseRefund = z.infer<typeof RequestSuspenseRefund>
/** POST /api/staff/refunds/:refundNo/refuse, …/withdraw */
export const WithReason = z.object({ reason: Reason })
export type WithReason = z.infer<typeof WithReason>

/** POST /api/staff/suspense-payments/:paymentNo/attribute */
export const AttributeSuspense = z.object({ householdNo: HouseholdNo, amountFen: Amount, reason: Reason })
export type AttributeSuspense = z.infer<typeof AttributeSuspense>

/** POST /api/staff/platform-refunds/:caseNo/adopt: money gone back at the platform comes into the books. `householdNo` is left out for money in suspense. */
export const AdoptPlatformRefund = z.object({ householdNo: HouseholdNo.nullable(), reason: Reason })
export type AdoptPlatformRefund = z.infer<typeof AdoptPlatformRefund>
export const CaseParams = z.object({ caseNo: OrderNo })

export const MoneyTodoKind = z.enum(['suspense', 'kept', 'refund', 'platform-refund'])
export type MoneyTodoKind = z.infer<typeof MoneyTodoKind>

/** GET /api/staff/money-todos?kind=&page=&pageSize= */
export const MoneyTodoQuery = PageQuery.extend({ kind: MoneyTodoKind.optional() })
export type MoneyTodoQuery = z.infer<typeof MoneyTodoQuery>

/** 资金待办: money a person must see to. */
export const MoneyTodo = z
  .object({
    kind: MoneyTodoKind,
    no: z.string().describe('Of the payment, the refund or the case'),
    amountFen: FenField.describe('What is left to see to'),
    channel: z.string(),
    at: InstantField,
    householdNo: z.string().nullable(),
    orderNo: z.string().nullable().describe('As the channel named it'),
    ours: z.boolean().describe('Whether we know that order'),
    state: RefundState.nullable(),
    can: z.array(z.enum(['attribute', 'refund', 'use', 'adopt', 'handle', 'open'])),
  })
  .meta({ id: 'MoneyTodo' })
export type MoneyTodo = z.infer<typeof MoneyTodo>
export const MoneyTodoPage = pageOf(MoneyTodo).meta({ id: 'MoneyTodoPage' })

/** GET /api/staff/money-todos/counts */
export const MoneyTodoCounts = z
  .object({ suspense: z.int(), kept: z.int(), refund: z.int(), 'platform-refund': z.int(), toApprove: z.int() })
  .meta({ id: 'MoneyTodoCounts' })
export type MoneyTodoCounts = z.infer<typeof MoneyTodoCounts>

export const MoneyTodoParams = z.object({ kind: MoneyTodoKind, no: OrderNo })
export type MoneyTodoParams = z.infer<typeof MoneyTodoParams>
export const Handled = z.object({ ok: z.literal(true) }).meta({ id: 'Handled' })

/** POST /api/staff/households/:householdNo/use-balance; 409 NOTHING_TO_USE. */
export const BalanceUsed = z.object({ usedFen: FenField }).meta({ id: 'BalanceUsed' })
export type BalanceUsed = z.infer<typeof BalanceUsed>
