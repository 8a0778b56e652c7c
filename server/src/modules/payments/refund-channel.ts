import type { Fen } from '../../../../shared/money/fen.ts'
import type { AlipayGateway, RefundResult } from '../../gateways/alipay/port.ts'
import type { RefundAnswer } from '../../gateways/payment/port.ts'
import type { WechatPayGateway } from '../../gateways/wechat-pay/port.ts'
import type { Merchant } from '../tenancy/index.ts'
import { callbackPath } from './callback-address.ts'

type ToRefund = {
  readonly refundNo: string
  readonly appId: string
  readonly orderNoGiven: string
  readonly transactionId: string
  readonly amountFen: Fen
  readonly paidFen: Fen
}
type Paid = Pick<Merchant, 'mchId' | 'mode' | 'subMchId'>

/** Money back by the way it came: what a channel must be able to do for it. */
export type RefundChannel = {
  /** Sent again with its number it moves nothing again. */
  refund(merchant: Paid, refund: ToRefund): Promise<RefundAnswer>
  query(merchant: Paid, refund: ToRefund): Promise<RefundAnswer>
}

export type RefundChannels = {
  /** Null for money that did not come online, e.g. cash: it goes back where it was paid. */
  of(code: string): RefundChannel | null
}

type Gateways = { readonly wechatPay: WechatPayGateway; readonly alipay: AlipayGateway; readonly publicUrl: string }

/** What the payer reads beside the money; what staff write stays here. */
const REASON = '供热费退费'
/** The seller's account holds too little. */
const LATER = new Set(['ACQ.SELLER_BALANCE_NOT_ENOUGH'])

export function refundChannels({ wechatPay, alipay, publicUrl }: Gateways): RefundChannels {
  const channels: Readonly<Record<string, RefundChannel>> = {
    'wechat-pay': wechatRefunds(wechatPay, publicUrl),
    alipay: alipayRefunds(alipay),
  }
  return { of: (code) => (Object.hasOwn(channels, code) ? (channels[code] ?? null) : null) }
}

function wechatRefunds(gateway: WechatPayGateway, publicUrl: string): RefundChannel {
  return {
    refund: (merchant, { refundNo, transactionId, orderNoGiven, amountFen, paidFen }) =>
      gateway.refund(merchant, {
        ...{ refundNo, transactionId, orderNo: orderNoGiven, amountFen, totalFen: paidFen, reason: REASON },
        notifyUrl: `${publicUrl}${callbackPath(merchant)}`,
      }),
    query: (merchant, { refundNo }) => gateway.queryRefund(merchant, refundNo),
  }
}

/** Alipay says at once what became of a refund. */
function alipayRefunds(gateway: AlipayGateway): RefundChannel {
  const appOf = ({ mchId }: Paid, { appId }: ToRefund) => ({ appId, sellerId: mchId })
  const query: RefundChannel['query'] = async (merchant, refund) => {
    const { orderNoGiven: orderNo, transactionId, refundNo } = refund
    return answerOf(await gateway.queryRefund(appOf(merchant, refund), { orderNo, transactionId, refundNo }), merchant, refund)
  }
  return {
    query,
    async refund(merchant, refund) {
      const { orderNoGiven: orderNo, transactionId, refundNo, amountFen } = refund
      const wanted = { orderNo, transactionId, refundNo, amountFen, reason: REASON }
      return answerOf(await gateway.refund(appOf(merchant, refund), wanted), merchant, refund)
    },
  }
}

function answerOf(result: RefundResult, { mchId, subMchId }: Paid, refund: ToRefund): RefundAnswer {
  const { call } = result
  if (result.kind === 'refused') return { ...result, waits: LATER.has(result.code) }
  // it may have moved before: only a query tells
  if (result.kind === 'unconfirmed') return { kind: 'unknown', reason: '支付宝没有确认资金变动', call }
  if (result.kind !== 'done') return result
  const { refundNo, orderNoGiven: orderNo, transactionId } = refund
  const { amountFen, refundedAt } = result
  const news = { mchId, subMchId, refundNo, gatewayRefundId: null, orderNo, transactionId, amountFen, state: 'done' as const, refundedAt }
  return { kind: 'told', news, call }
}
