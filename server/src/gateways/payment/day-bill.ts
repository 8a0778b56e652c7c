import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { Fen } from '../../../../shared/money/fen.ts'

/** One trade of a channel's bill file. Amounts of refunds are negative. */
export type BillRow = {
  readonly kind: 'payment' | 'refund'
  /** Of the payment, also in the row of its refund. */
  readonly transactionId: string
  readonly orderNo: string
  readonly refundNo: string | null
  readonly amountFen: Fen
  /** What the channel charges, in 1/100 000 yuan: its files have five decimals. Negative when given back. */
  readonly feeE5: number
  readonly completedAt: Instant
}

/** Only a whole file, in which rows and totals agree, is a bill. */
export type DayBillResult =
  | { readonly kind: 'bill'; readonly rows: readonly BillRow[]; readonly file: Buffer }
  /** The platform has no bill for the day: nothing was traded, or it is not made yet. */
  | { readonly kind: 'no-bill'; readonly code: string }
  | { readonly kind: 'unknown'; readonly reason: string }
