import type { Attempt } from '../wire/sending.ts'
import type { BehaviourName } from './magic-amounts.ts'

/** One trade in the platform's own book. Times are UTC milliseconds; amounts integer fen. */
export type Trade = {
  readonly tradeNo: string
  readonly appId: string
  readonly sellerId: string
  readonly outTradeNo: string
  readonly product: 'JSAPI_PAY' | 'QUICK_WAP_WAY'
  readonly subject: string
  readonly totalFen: number
  /** Who pays: one of our persons. */
  readonly buyerPersonId: string
  readonly notifyUrl: string | null
  readonly createdAt: number
  readonly expiresAt: number
  /** Hash of all parameters: the same number with other parameters is CONTEXT_INCONSISTENT. */
  readonly fingerprint: string
  readonly behaviour: BehaviourName
  readonly state: 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_CLOSED'
  readonly declinedAt: number | null
  readonly paidAt: number | null
  readonly closedAt: number | null
  readonly refunds: readonly TradeRefund[]
}

export type TradeRefund = {
  readonly outRequestNo: string
  readonly amountFen: number
  readonly reason: string | null
  readonly at: number
}

export type Notice = {
  readonly noticeId: string
  readonly tradeNo: string
  /** out_request_no of the refund it tells of; null when it tells of the payment. */
  readonly refundNo: string | null
  readonly createdAt: number
  readonly firstDueAt: number
  /** Never sent by itself; a control call still can. */
  readonly withheld: boolean
  /** How often the schedule has sent it; re-sends by control are not counted. */
  readonly sends: number
  readonly acknowledged: boolean
  readonly attempts: readonly Attempt[]
}

export function refundedFen({ refunds }: Pick<Trade, 'refunds'>): number {
  return refunds.reduce((sum, { amountFen }) => sum + amountFen, 0)
}
