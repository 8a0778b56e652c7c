import type { Instant } from '../../../../shared/calendar/instant.ts'
import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { DayBillResult } from '../payment/day-bill.ts'
import type { CloseResult, GatewayCallRecord, NoticeResult, PrepayResult, QueryResult, RawNotice } from '../payment/port.ts'

export type { CloseResult, GatewayCallRecord, NoticeResult, PrepayResult, QueryResult, RawNotice }

/** Which of our apps acts and for which seller (PID, 2088…). Keys are looked up in the settings by `appId`; both must belong together. */
export type AlipayAppRef = { readonly appId: string; readonly sellerId: string }

type Trade = {
  readonly orderNo: string
  /** What the payer reads; Alipay refuses / = & in it. */
  readonly subject: string
  readonly totalFen: Fen
  readonly expiresAt: Instant
  readonly notifyUrl: string
}

/** A trade for my.tradePay in the app itself. `buyerId` is an open id of this app, or a user id (2088 and 12 digits). */
export type MiniTrade = Trade & { readonly buyerId: string }

/** A payment in the browser; `returnUrl` is where Alipay sends the payer afterwards, `quitUrl` where one goes who gives up. */
export type WapTrade = Trade & { readonly returnUrl: string; readonly quitUrl: string }

/** `refundNo` is ours and names this refund for ever: sent again it moves nothing again. */
export type Refund = {
  readonly orderNo: string
  /** The platform's number of the trade; where it is known the trade is named by it, whoever numbered the order. */
  readonly transactionId?: string
  readonly refundNo: string
  readonly amountFen: Fen
  readonly reason: string
}

export type RefundResult =
  /** The money has gone back. `refundedAt` where the platform says it. */
  | { readonly kind: 'done'; readonly amountFen: Fen; readonly refundedAt: Instant | null; readonly call: GatewayCallRecord }
  /** Accepted, but this answer moved nothing: it may have moved before. Ask by `queryRefund`. */
  | { readonly kind: 'unconfirmed'; readonly call: GatewayCallRecord }
  | { readonly kind: 'not-found'; readonly call: GatewayCallRecord }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly call: GatewayCallRecord }
  | { readonly kind: 'unknown'; readonly reason: string; readonly call: GatewayCallRecord }

export type AlipayDayBillResult =
  | Exclude<DayBillResult, { kind: 'bill' }>
  | (Extract<DayBillResult, { kind: 'bill' }> & { readonly sellerId: string })

/** Alipay as the payments room needs it. No method opens or needs a database transaction. */
export interface AlipayGateway {
  /** For whom this app collects by the settings; null for an app without settings. */
  sellerOf(appId: string): string | null
  /** alipay.trade.create; `prepayId` of the answer is the trade number that my.tradePay takes. */
  createMiniTrade(app: AlipayAppRef, trade: MiniTrade): Promise<PrepayResult>
  /** alipay.trade.wap.pay: a signed address for the payer's browser. Nothing is sent; the trade exists once somebody signs in there. */
  wapPayUrl(app: AlipayAppRef, trade: WapTrade): string
  /** What that address says, as it is kept in gateway_calls: the payer's browser carries it, so there is no answer. */
  recordWapPay(app: AlipayAppRef, trade: WapTrade): GatewayCallRecord
  queryOrder(app: AlipayAppRef, orderNo: string): Promise<QueryResult>
  closeOrder(app: AlipayAppRef, orderNo: string): Promise<CloseResult>
  refund(app: AlipayAppRef, refund: Refund): Promise<RefundResult>
  queryRefund(app: AlipayAppRef, refund: Pick<Refund, 'orderNo' | 'transactionId' | 'refundNo'>): Promise<RefundResult>
  /** The trade bill of a local day, made from nine in the morning of the next. */
  fetchDayBill(app: AlipayAppRef, day: LocalDay): Promise<AlipayDayBillResult>
  /** Verifies signature, app and seller over the raw form. Never throws on hostile input. */
  readNotice(appId: string, notice: RawNotice): Promise<NoticeResult>
}

/** Who signed in; `openid` is an open id of the app, or a user id where the app still gets those. */
export type AlipayIdentity = { readonly openid: string; readonly unionid: string | null }

export type AlipayLoginResult =
  | { readonly kind: 'identified'; readonly identity: AlipayIdentity }
  /** The code is used up, expired or of another app. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'unavailable'; readonly reason: string }

/** Sign-in with Alipay: the auth code of my.getAuthCode or of the browser's OAuth page (scope auth_base). */
export interface AlipayLoginGateway {
  exchangeAuthCode(appId: string, code: string): Promise<AlipayLoginResult>
  /** Where the browser is sent; `state` comes back and must be checked by the caller. */
  authorizeUrl(appId: string, redirectUri: string, state: string): string
}
