import { z } from 'zod'
import { HouseholdQuote } from '../billing.ts'
import { FenField, InstantField, OrderNo } from '../fields.ts'
import { PaymentOrderState } from '../payments.ts'

/** GET /api/staff/households/:householdNo/scan-collect: what would be collected by a code now, and whether that is possible. */
export const ScanDesk = z
  .object({
    /** False where the household's legal entity has no merchant for it. */
    offered: z.boolean(),
    address: z.string(),
    quote: HouseholdQuote,
    /** A code of the counter that still waits to be paid. */
    openOrderNo: OrderNo.nullable(),
    /** Somebody is paying on their phone: both payments would count, one as balance. */
    residentIsPaying: z.boolean(),
  })
  .meta({ id: 'ScanDesk' })
export type ScanDesk = z.infer<typeof ScanDesk>

/**
 * POST /api/staff/households/:householdNo/scan-orders with Idempotency-Key. `totalFen` is what the cashier saw; another total now →
 * 409 QUOTE_CHANGED with facts.totalFen; a code that still waits → 409 ORDER_OPEN with facts.orderNo.
 */
export const CreateScanOrder = z.object({ totalFen: z.int('金额应为整数分').min(1, '没有需要收取的金额') })
export type CreateScanOrder = z.infer<typeof CreateScanOrder>

/** GET /api/staff/scan-orders/:orderNo */
export const ScanOrder = z
  .object({
    orderNo: OrderNo,
    householdNo: z.string(),
    state: PaymentOrderState,
    totalFen: FenField,
    /** What the code says, while it can be paid. */
    codeUrl: z.string().nullable(),
    createdAt: InstantField,
    expiresAt: InstantField,
    /** When the server said this: the clock of a counter may be wrong. */
    asOf: InstantField,
    paidAt: InstantField.nullable(),
    /** Money that could not pay a line and was kept as balance. */
    toBalanceFen: FenField,
  })
  .meta({ id: 'ScanOrder' })
export type ScanOrder = z.infer<typeof ScanOrder>
