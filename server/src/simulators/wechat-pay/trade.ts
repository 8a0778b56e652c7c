import type { Attempt } from '../wire/sending.ts'
import type { BehaviourName } from './magic-amounts.ts'

/** One order in the platform's own book. Times are UTC milliseconds; amounts integer fen. */
export type Trade = {
  readonly prepayId: string
  readonly mchId: string
  /** Present in partner mode only. */
  readonly subMchId: string | null
  readonly appId: string
  readonly openid: string
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

export type Notice = {
  readonly noticeId: string
  readonly prepayId: string
  readonly createdAt: number
  readonly firstDueAt: number
  /** Never sent by itself; a control call still can. */
  readonly withheld: boolean
  /** How often the schedule has sent it; re-sends by control are not counted. */
  readonly sends: number
  readonly acknowledged: boolean
  readonly attempts: readonly Attempt[]
}
