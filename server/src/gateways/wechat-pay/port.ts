import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { DayBillResult } from '../payment/day-bill.ts'
import type {
  CloseResult,
  GatewayCallRecord,
  MerchantRef,
  MoneyProof,
  NoticeResult,
  PayUrlResult,
  PrepayResult,
  QueryResult,
  RawNotice,
  RefundAnswer,
} from '../payment/port.ts'

export type {
  CloseResult,
  GatewayCallRecord,
  MerchantRef,
  MoneyProof,
  NoticeResult,
  PayUrlResult,
  PrepayResult,
  QueryResult,
  RawNotice,
  RefundAnswer,
}

/** What an order says in every trade type. */
export type TradeOrder = {
  readonly appId: string
  readonly orderNo: string
  readonly description: string
  readonly totalFen: Fen
  readonly expiresAt: Instant
  readonly notifyUrl: string
}

export type JsapiOrder = TradeOrder & { readonly openid: string }

/** `payerIp` is of the phone that will open the page; `siteUrl` is where it comes from, a domain registered with the merchant. */
export type H5Order = TradeOrder & { readonly payerIp: string; readonly siteName: string; readonly siteUrl: string }

/** `refundNo` is ours and names this refund for ever: sent again it moves nothing again. */
export type RefundOrder = {
  readonly refundNo: string
  readonly transactionId: string
  readonly orderNo: string
  readonly amountFen: Fen
  /** Of the whole payment, which the platform wants to hear. */
  readonly totalFen: Fen
  readonly reason: string
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
  /** Whether the settings hold the keys of this merchant number. */
  knows(merchant: Pick<MerchantRef, 'mchId'>): boolean
  createJsapiOrder(merchant: MerchantRef, order: JsapiOrder): Promise<PrepayResult>
  /** For a browser outside WeChat. The address is good for five minutes; the same order again gives a fresh one. */
  createH5Order(merchant: MerchantRef, order: H5Order): Promise<PayUrlResult>
  /** For a code that WeChat scans; good for two hours. */
  createNativeOrder(merchant: MerchantRef, order: TradeOrder): Promise<PayUrlResult>
  signForClient(merchant: MerchantRef, appId: string, prepayId: string): ClientPayParams
  queryOrder(merchant: MerchantRef, orderNo: string): Promise<QueryResult>
  closeOrder(merchant: MerchantRef, orderNo: string): Promise<CloseResult>
  /** POST /v3/refund/domestic/refunds. An accepting answer says only that it was accepted; a notice or a query tells the end. */
  refund(merchant: MerchantRef, refund: RefundOrder): Promise<RefundAnswer>
  queryRefund(merchant: MerchantRef, refundNo: string): Promise<RefundAnswer>
  /** Verifies signature, time window (±300 s) and merchant, then decrypts. Never throws on hostile input. */
  readNotice(merchant: MerchantRef, notice: RawNotice): Promise<NoticeResult>
  /** The trade bill of a local day, made from nine in the morning of the next. */
  fetchDayBill(merchant: MerchantRef, day: LocalDay): Promise<DayBillResult>
}
