import { z } from 'zod'
import { FenField, InstantField, OrderNo, PageQuery, pageOf } from './fields.ts'

export const PaymentOrderState = z.enum(['submitted', 'prepared', 'unknown', 'paid', 'failed', 'closed'])

/** GET /api/staff/payment-orders?state=&householdNo=&orderNo=&page=&pageSize= */
export const PaymentOrderQuery = PageQuery.extend({
  state: PaymentOrderState.optional(),
  householdNo: z.string().trim().toUpperCase().max(20).optional(),
  orderNo: z.string().trim().max(32).optional(),
})
export type PaymentOrderQuery = z.infer<typeof PaymentOrderQuery>

export const PaymentOrderRow = z
  .object({
    orderNo: z.string(),
    channel: z.string(),
    state: PaymentOrderState,
    totalFen: FenField,
    householdNos: z.array(z.string()),
    payer: z.string(),
    createdAt: InstantField,
    expiresAt: InstantField,
    paidAt: InstantField.nullable(),
  })
  .meta({ id: 'PaymentOrderRow' })
export type PaymentOrderRow = z.infer<typeof PaymentOrderRow>
export const PaymentOrderPage = pageOf(PaymentOrderRow).meta({ id: 'PaymentOrderPage' })

/** GET /api/staff/payment-orders/:orderNo: the order with everything that was said about it. */
export const PaymentOrderFile = PaymentOrderRow.extend({
  merchant: z.string(),
  households: z.array(
    z.object({
      householdNo: z.string(),
      address: z.string(),
      quotedFen: FenField,
      items: z.array(z.object({ title: z.string(), amountFen: FenField })),
    }),
  ),
  events: z.array(z.object({ at: InstantField, event: z.string(), from: z.string(), to: z.string(), detail: z.string().nullable() })),
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
  notices: z.array(z.object({ at: InstantField, noticeId: z.string(), outcome: z.string() })),
  payments: z.array(
    z.object({
      transactionId: z.string(),
      amountFen: FenField,
      paidAt: InstantField,
      settledAt: InstantField,
      allocations: z.array(z.object({ householdNo: z.string(), seasonCode: z.string(), title: z.string(), amountFen: FenField })),
      toBalanceFen: FenField,
    }),
  ),
}).meta({ id: 'PaymentOrderFile' })
export type PaymentOrderFile = z.infer<typeof PaymentOrderFile>
export const OrderParams = z.object({ orderNo: OrderNo })
