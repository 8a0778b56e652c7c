import type { Attempt } from '../wire/sending.ts'
import type { BehaviourName } from './magic-amounts.ts'
import type { RefundBehaviourName } from './refund-magic.ts'

export type TradeType = 'JSAPI' | 'MWEB' | 'NATIVE'

/** One order in the platform's own book. Times are UTC milliseconds; amounts integer fen. */
export type Trade = {
  readonly prepayId: string
  readonly mchId: string
  /** Present in partner mode only. */
  readonly subMchId: string | null
  readonly appId: string
  readonly tradeType: TradeType
  /** Who pays: said by the order (JSAPI), or known when somebody has paid. */
  readonly openid: string | null
  /** Of an H5 order: the site whose pages may send people to the cashier. */
  readonly siteUrl: string | null
  /** Of a NATIVE order: what the code says. */
  readonly codeUrl: string | null
  readonly outTradeNo: string
  readonly description: string
  readonly attach: string | null
  readonly totalFen: number
  readonly notifyUrl: string
  readonly createdAt: number
  /** `time_expire` of the request, at most two hours after `createdAt`. */
  readonly expiresAt: number
  /** Hash of all parameters: the same number with other parameters is OUT_TRADE_NO_USED. */
  readonly fingerprint: string
  readonly behaviour: BehaviourName
  readonly state: 'NOTPAY' | 'SUCCESS' | 'CLOSED'
  readonly declinedAt: number | null
  readonly paidAt: number | null
  readonly closedAt: number | null
  readonly transactionId: string | null
}

/** One refund in the platform's own book. */
export type Refund = {
  readonly refundId: string
  readonly outRefundNo: string
  readonly prepayId: string
  readonly mchId: string
  readonly amountFen: number
  readonly reason: string | null
  readonly notifyUrl: string | null
  readonly behaviour: RefundBehaviourName
  readonly createdAt: number
  /** Hash of what was asked: the same number with other content is refused. */
  readonly fingerprint: string
  readonly status: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'
  readonly successAt: number | null
}

/** What has gone back or is on its way. */
export function refundedFen(refunds: readonly Pick<Refund, 'amountFen' | 'status'>[]): number {
  return refunds.reduce((sum, { amountFen, status }) => (status === 'CLOSED' ? sum : sum + amountFen), 0)
}

export type Notice = {
  readonly noticeId: string
  readonly prepayId: string
  /** Of the refund it tells of; not there when it tells of the payment. */
  readonly refundId?: string
  readonly createdAt: number
  readonly firstDueAt: number
  /** Never sent by itself; a control call still can. */
  readonly withheld: boolean
  /** How often the schedule has sent it; re-sends by control are not counted. */
  readonly sends: number
  readonly acknowledged: boolean
  readonly attempts: readonly Attempt[]
}
