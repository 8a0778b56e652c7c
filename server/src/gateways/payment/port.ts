import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { Fen } from '../../../../shared/money/fen.ts'

export type { BillRow, DayBillResult } from './day-bill.ts'

/** Which merchant number acts. Keys are looked up in the settings; `mchId` is the number the channel gave the company. */
export type MerchantRef = { readonly mchId: string; readonly mode: 'direct' | 'partner'; readonly subMchId: string | null }

/** One conversation with a gateway as it is kept in gateway_calls: no keys, no signatures, no personal data in clear. */
export type GatewayCallRecord = {
  readonly operation: string
  readonly request: Readonly<Record<string, unknown>>
  /** HTTP status, or null when no answer came. */
  readonly httpStatus: number | null
  readonly response: Readonly<Record<string, unknown>> | null
  readonly outcome: 'accepted' | 'refused' | 'unknown'
  readonly startedAt: Instant
  readonly durationMs: number
}

/** How a payer pays: in the pay sheet of the app around, on the platform's own page in a browser, or by scanning a code. */
export type PayWay = 'sheet' | 'page' | 'code'

/** Verified evidence that the channel holds our merchant's money: from a notice, a query or a bill file. */
export type MoneyProof = {
  readonly mchId: string
  readonly subMchId: string | null
  readonly appId: string
  readonly orderNo: string
  readonly transactionId: string
  readonly totalFen: Fen
  readonly payerOpenid: string | null
  readonly succeededAt: Instant
  /** How the channel says it was paid, `other` for a way we never offer; absent where it does not say. */
  readonly way?: PayWay | 'other'
  /** What the payer's own pocket gave: coupons make it less than the total. Absent where the channel does not say. */
  readonly payerFen?: Fen
}

/** A time-out, a broken connection, an unverifiable answer or a 5xx is `unknown`, never `refused`. */
export type PrepayResult =
  | { readonly kind: 'accepted'; readonly prepayId: string; readonly call: GatewayCallRecord }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly call: GatewayCallRecord }
  | { readonly kind: 'unknown'; readonly reason: string; readonly call: GatewayCallRecord }

/** The address of the platform's page, or what a code to be scanned says, in place of a prepay id. */
export type PayUrlResult =
  | { readonly kind: 'accepted'; readonly payUrl: string; readonly call: GatewayCallRecord }
  | Exclude<PrepayResult, { kind: 'accepted' }>

export type QueryResult =
  | { readonly kind: 'paid'; readonly proof: MoneyProof; readonly call: GatewayCallRecord }
  | { readonly kind: 'not-paid'; readonly call: GatewayCallRecord }
  | { readonly kind: 'closed'; readonly call: GatewayCallRecord }
  | { readonly kind: 'not-found'; readonly call: GatewayCallRecord }
  | { readonly kind: 'unknown'; readonly reason: string; readonly call: GatewayCallRecord }

export type CloseResult =
  | { readonly kind: 'closed'; readonly call: GatewayCallRecord }
  /** Not open any more. WeChat Pay means paid; Alipay says the same of a closed one: a query tells which. */
  | { readonly kind: 'already-paid'; readonly call: GatewayCallRecord }
  /** The platform never saw this number. */
  | { readonly kind: 'not-found'; readonly call: GatewayCallRecord }
  | { readonly kind: 'unknown'; readonly reason: string; readonly call: GatewayCallRecord }

/** What a channel says of a refund, in its answer, a query or a notice. */
export type RefundNews = {
  readonly mchId: string
  readonly subMchId: string | null
  /** The number the refund was asked for with; of a refund made at the platform itself, one we never gave out. */
  readonly refundNo: string
  readonly gatewayRefundId: string | null
  readonly orderNo: string
  readonly transactionId: string | null
  readonly amountFen: Fen
  /** `abnormal`: the payer's account cannot take it, the money waits at the platform. `closed`: nothing goes back. */
  readonly state: 'done' | 'processing' | 'abnormal' | 'closed'
  /** When the money was with the payer; only of a done refund, and not every answer says it. */
  readonly refundedAt: Instant | null
}

/** A time-out, a broken connection, an unverifiable answer or a 5xx is `unknown`, never `refused`. */
export type RefundAnswer =
  | { readonly kind: 'told'; readonly news: RefundNews; readonly call: GatewayCallRecord }
  /** The platform never saw this refund. */
  | { readonly kind: 'not-found'; readonly call: GatewayCallRecord }
  /** `waits`: not now (the merchant's account holds too little, too many calls); the same request may succeed later. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly waits: boolean; readonly call: GatewayCallRecord }
  | { readonly kind: 'unknown'; readonly reason: string; readonly call: GatewayCallRecord }

/** Raw bytes and headers exactly as they arrived: the signature covers the bytes. Header names in lower case. */
export type RawNotice = { readonly headers: Readonly<Record<string, string | undefined>>; readonly body: Buffer }

export type NoticeResult =
  /** `refundNo`: it also tells that this refund of it went back. */
  | { readonly kind: 'payment'; readonly noticeId: string; readonly proof: MoneyProof; readonly refundNo?: string }
  | { readonly kind: 'refund'; readonly noticeId: string; readonly news: RefundNews }
  /** Validly signed by the channel but of no business to us here (another event, or a trade that is not paid). */
  | { readonly kind: 'ignored'; readonly noticeId: string; readonly eventType: string }
  | {
      readonly kind: 'rejected'
      readonly reason: 'bad-signature' | 'stale' | 'unknown-key' | 'malformed' | 'bad-ciphertext' | 'wrong-merchant' | 'wrong-app'
    }
