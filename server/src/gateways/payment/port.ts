import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { Fen } from '../../../../shared/money/fen.ts'

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
}

/** A time-out, a broken connection, an unverifiable answer or a 5xx is `unknown`, never `refused`. */
export type PrepayResult =
  | { readonly kind: 'accepted'; readonly prepayId: string; readonly call: GatewayCallRecord }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly call: GatewayCallRecord }
  | { readonly kind: 'unknown'; readonly reason: string; readonly call: GatewayCallRecord }

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

/** Raw bytes and headers exactly as they arrived: the signature covers the bytes. Header names in lower case. */
export type RawNotice = { readonly headers: Readonly<Record<string, string | undefined>>; readonly body: Buffer }

export type NoticeResult =
  | { readonly kind: 'payment'; readonly noticeId: string; readonly proof: MoneyProof }
  /** Validly signed by the channel but of no business to us here (another event, or a trade that is not paid). */
  | { readonly kind: 'ignored'; readonly noticeId: string; readonly eventType: string }
  | {
      readonly kind: 'rejected'
      readonly reason: 'bad-signature' | 'stale' | 'unknown-key' | 'malformed' | 'bad-ciphertext' | 'wrong-merchant' | 'wrong-app'
    }
