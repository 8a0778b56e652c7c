import type { ResidentOrder } from '../../../../shared/contracts/residents.ts'
import type { AlipayGateway } from '../../gateways/alipay/port.ts'
import type { CloseResult, NoticeResult, PrepayResult, QueryResult, RawNotice } from '../../gateways/payment/port.ts'
import type { WechatPayGateway } from '../../gateways/wechat-pay/port.ts'
import type { ChannelApp, Merchant } from '../tenancy/index.ts'
import { alipayCallbackPath, type CalledFor, callbackPath } from './callback-address.ts'
import type { Order } from './order.repository.ts'

export const channelCodes = ['wechat-pay', 'alipay'] as const
export type ChannelCode = (typeof channelCodes)[number]

type OrderOfChannel = Pick<Order, 'orderNo' | 'appId' | 'payerOpenid' | 'totalFen' | 'expiresAt'>
type Paid = Pick<Merchant, 'mchId' | 'mode' | 'subMchId'>

/** Who called: the last part of a callback address, as each channel spells it. */
export type NoticeDoor =
  | { readonly channel: 'wechat-pay'; readonly calledFor: CalledFor }
  | { readonly channel: 'alipay'; readonly appId: string }

/** A way to pay online, as the use-cases of this room need it; gateways differ, the room does not. */
export type PaymentChannel = {
  readonly name: string
  /** Whether somebody in this app can pay this merchant: an app of the one platform cannot open the sheet of the other. */
  suits(app: ChannelApp, merchant: Pick<Merchant, 'tenantId'>): boolean
  prepare(merchant: Paid, order: OrderOfChannel): Promise<PrepayResult>
  query(merchant: Paid, order: OrderOfChannel): Promise<QueryResult>
  close(merchant: Paid, order: OrderOfChannel): Promise<CloseResult>
  /** What the payer's client is handed. */
  clientParams(merchant: Paid, order: OrderOfChannel, prepayId: string): Partial<Pick<ResidentOrder, 'wechatPay' | 'alipay'>>
}

export type PaymentChannels = {
  of(code: string): PaymentChannel
  readNotice(door: NoticeDoor, raw: RawNotice): Promise<NoticeResult>
}

type Gateways = { readonly wechatPay: WechatPayGateway; readonly alipay: AlipayGateway; readonly publicUrl: string }

export function paymentChannels({ wechatPay, alipay, publicUrl }: Gateways): PaymentChannels {
  const channels: Readonly<Record<ChannelCode, PaymentChannel>> = {
    'wechat-pay': wechatChannel(wechatPay, publicUrl),
    alipay: alipayChannel(alipay, publicUrl),
  }
  return {
    of(code) {
      const channel = channelCodes.find((one) => one === code)
      if (!channel) throw new Error(`no payment channel ${code}`)
      return channels[channel]
    },
    readNotice(door, raw) {
      if (door.channel === 'alipay') return alipay.readNotice(door.appId, raw)
      const { mchId, subMchId } = door.calledFor
      return wechatPay.readNotice({ mchId, mode: subMchId === null ? 'direct' : 'partner', subMchId }, raw)
    },
  }
}

function subjectOf({ orderNo }: OrderOfChannel): string {
  return `供热费 ${orderNo}`
}

function wechatChannel(gateway: WechatPayGateway, publicUrl: string): PaymentChannel {
  return {
    name: '微信支付',
    suits: (app) => app.platform.startsWith('wechat-'),
    prepare: (merchant, order) =>
      gateway.createJsapiOrder(merchant, {
        appId: order.appId,
        openid: order.payerOpenid,
        orderNo: order.orderNo,
        description: subjectOf(order),
        totalFen: order.totalFen,
        expiresAt: order.expiresAt,
        notifyUrl: `${publicUrl}${callbackPath(merchant)}`,
      }),
    query: (merchant, { orderNo }) => gateway.queryOrder(merchant, orderNo),
    close: (merchant, { orderNo }) => gateway.closeOrder(merchant, orderNo),
    clientParams: (merchant, { appId }, prepayId) => ({ wechatPay: gateway.signForClient(merchant, appId, prepayId) }),
  }
}

/** An app of Alipay collects for its own company only: its keys and the seller belong together. */
function alipayChannel(gateway: AlipayGateway, publicUrl: string): PaymentChannel {
  const appOf = ({ mchId }: Paid, { appId }: OrderOfChannel) => ({ appId, sellerId: mchId })
  return {
    name: '支付宝',
    suits: (app, merchant) => app.platform.startsWith('alipay-') && app.tenantId === merchant.tenantId,
    prepare: (merchant, order) =>
      gateway.createMiniTrade(appOf(merchant, order), {
        buyerId: order.payerOpenid,
        orderNo: order.orderNo,
        subject: subjectOf(order),
        totalFen: order.totalFen,
        expiresAt: order.expiresAt,
        notifyUrl: `${publicUrl}${alipayCallbackPath(order.appId)}`,
      }),
    query: (merchant, order) => gateway.queryOrder(appOf(merchant, order), order.orderNo),
    close: (merchant, order) => gateway.closeOrder(appOf(merchant, order), order.orderNo),
    clientParams: (_merchant, _order, prepayId) => ({ alipay: { tradeNO: prepayId } }),
  }
}
