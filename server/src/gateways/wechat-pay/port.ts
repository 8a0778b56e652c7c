import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type {
  CloseResult,
  GatewayCallRecord,
  MerchantRef,
  MoneyProof,
  NoticeResult,
  PrepayResult,
  QueryResult,
  RawNotice,
} from '../payment/port.ts'

export type { CloseResult, GatewayCallRecord, MerchantRef, MoneyProof, NoticeResult, PrepayResult, QueryResult, RawNotice }

export type JsapiOrder = {
  readonly appId: string
  readonly openid: string
  readonly orderNo: string
  readonly description: string
  readonly totalFen: Fen
  readonly expiresAt: Instant
  readonly notifyUrl: string
}

/** What wx.requestPayment and getBrandWCPayRequest take; every value is a string, timeStamp in seconds. */
export type ClientPayParams = {
  readonly appId: string
  readonly timeStamp: string
  readonly nonceStr: string
  readonly package: string
  readonly signType: 'RSA'
  readonly paySign: string
}

/** WeChat Pay API v3 as the payments room needs it. No method opens or needs a database transaction. */
export interface WechatPayGateway {
  createJsapiOrder(merchant: MerchantRef, order: JsapiOrder): Promise<PrepayResult>
  signForClient(merchant: MerchantRef, appId: string, prepayId: string): ClientPayParams
  queryOrder(merchant: MerchantRef, orderNo: string): Promise<QueryResult>
  closeOrder(merchant: MerchantRef, orderNo: string): Promise<CloseResult>
  /** Verifies signature, time window (±300 s) and merchant, then decrypts. Never throws on hostile input. */
  readNotice(merchant: MerchantRef, notice: RawNotice): Promise<NoticeResult>
}
