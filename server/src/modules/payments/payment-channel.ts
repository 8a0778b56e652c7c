import type { ResidentOrder } from '../../../../shared/contracts/residents.ts'
import type { AlipayGateway } from '../../gateways/alipay/port.ts'
import type {
  CloseResult,
  GatewayCallRecord,
  NoticeResult,
  PayWay,
  PrepayResult,
  QueryResult,
  RawNotice,
} from '../../gateways/payment/port.ts'
import type { WechatPayGateway } from '../../gateways/wechat-pay/port.ts'
import type { ChannelApp, ChannelPlatform, Merchant } from '../tenancy/index.ts'
import { alipayCallbackPath, type CalledFor, callbackPath } from './callback-address.ts'
import { type Order, wayOf } from './order.repository.ts'

export const channelCodes = ['wechat-pay', 'alipay'] as const
export type ChannelCode = (typeof channelCodes)[number]

type OrderOfChannel = Pick<
  Order,
  'orderNo' | 'appId' | 'payerOpenid' | 'payerIp' | 'totalFen' | 'expiresAt' | 'way' | 'prepayId' | 'payUrl'
>
type Paid = Pick<Merchant, 'mchId' | 'mode' | 'subMchId'>

/** Who called: the last part of a callback address, as each channel spells it. */
export type NoticeDoor =
  | { readonly channel: 'wechat-pay'; readonly calledFor: CalledFor }
  | { readonly channel: 'alipay'; readonly appId: string }

/** A way to pay online, as the use-cases of this room need it; gateways differ, the room does not. */
export type PaymentChannel = {
  readonly name: string
  /** The kinds of apps whose id an order of this way may carry; none where the channel has no such way. */
  carriers(way: PayWay): readonly ChannelPlatform[]
  /** Whether our settings let this app collect for this merchant. */
  suits(app: ChannelApp, merchant: Merchant): boolean
  prepare(merchant: Paid, order: OrderOfChannel): Promise<PreparedOrder>
  /** How long what `prepare` gave can be used, in ms; null: as long as the order. */
  lifeMs(order: Pick<Order, 'way'>): number | null
  query(merchant: Paid, order: OrderOfChannel): Promise<QueryResult>
  close(merchant: Paid, order: OrderOfChannel): Promise<CloseResult>
  /** What the payer's client is handed. */
  clientParams(merchant: Paid, order: OrderOfChannel): Partial<Pick<ResidentOrder, 'wechatPay' | 'alipay' | 'payPage'>>
}

/** What the gateway gave an order with: something for the sheet, an address, or nothing that needs to be kept. */
export type PreparedOrder =
  | { readonly kind: 'accepted'; readonly prepayId?: string; readonly payUrl?: string; readonly call: GatewayCallRecord }
  | Exclude<PrepayResult, { kind: 'accepted' }>

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

/** Where the payer comes back to from the platform's page: what is shown there is our own order, whatever the address says. */
function returnPage(publicUrl: string, { orderNo }: OrderOfChannel, sheet: 'returned' | 'cancelled'): string {
  return `${publicUrl}/h5/result?order=${orderNo}&sheet=${sheet}`
}

/** h5_url is good for five minutes; a fresh one is asked for a little earlier. */
const H5_PAGE_MS = 4 * 60_000

function wechatChannel(gateway: WechatPayGateway, publicUrl: string): PaymentChannel {
  const termsOf = (merchant: Paid, order: OrderOfChannel) => ({
    appId: order.appId,
    orderNo: order.orderNo,
    description: subjectOf(order),
    totalFen: order.totalFen,
    expiresAt: order.expiresAt,
    notifyUrl: `${publicUrl}${callbackPath(merchant)}`,
  })
  return {
    name: '微信支付',
    carriers: () => ['wechat-official', 'wechat-mini'],
    suits: (_app, merchant) => gateway.knows(merchant),
    prepare(merchant, order) {
      const terms = termsOf(merchant, order)
      switch (wayOf(order)) {
        case 'sheet':
          return gateway.createJsapiOrder(merchant, { ...terms, openid: order.payerOpenid })
        case 'page':
          return gateway.createH5Order(merchant, { ...terms, payerIp: order.payerIp ?? '', siteName: '暖账', siteUrl: publicUrl })
        case 'code':
          return gateway.createNativeOrder(merchant, terms)
      }
    },
    lifeMs: (order) => (wayOf(order) === 'page' ? H5_PAGE_MS : null),
    query: (merchant, { orderNo }) => gateway.queryOrder(merchant, orderNo),
    close: (merchant, { orderNo }) => gateway.closeOrder(merchant, orderNo),
    clientParams(merchant, order) {
      if (order.prepayId !== null) return { wechatPay: gateway.signForClient(merchant, order.appId, order.prepayId) }
      if (order.payUrl === null || wayOf(order) !== 'page') return {}
      return { payPage: { url: `${order.payUrl}&redirect_url=${encodeURIComponent(returnPage(publicUrl, order, 'returned'))}` } }
    },
  }
}

/** An app of Alipay collects for its own company only: its keys and the seller belong together. */
function alipayChannel(gateway: AlipayGateway, publicUrl: string): PaymentChannel {
  const appOf = ({ mchId }: Paid, { appId }: OrderOfChannel) => ({ appId, sellerId: mchId })
  const termsOf = (order: OrderOfChannel) => ({
    orderNo: order.orderNo,
    subject: subjectOf(order),
    totalFen: order.totalFen,
    expiresAt: order.expiresAt,
    notifyUrl: `${publicUrl}${alipayCallbackPath(order.appId)}`,
  })
  const pageOf = (order: OrderOfChannel) => ({
    ...termsOf(order),
    returnUrl: returnPage(publicUrl, order, 'returned'),
    quitUrl: returnPage(publicUrl, order, 'cancelled'),
  })
  return {
    name: '支付宝',
    carriers: (way) => (way === 'sheet' ? ['alipay-mini'] : way === 'page' ? ['alipay-web'] : []),
    suits: (app, merchant) => app.tenantId === merchant.tenantId && gateway.sellerOf(app.appId) === merchant.mchId,
    prepare: async (merchant, order) =>
      wayOf(order) === 'page'
        ? { kind: 'accepted', call: gateway.recordWapPay(appOf(merchant, order), pageOf(order)) }
        : gateway.createMiniTrade(appOf(merchant, order), { ...termsOf(order), buyerId: order.payerOpenid }),
    lifeMs: () => null,
    query: (merchant, order) => gateway.queryOrder(appOf(merchant, order), order.orderNo),
    close: (merchant, order) => gateway.closeOrder(appOf(merchant, order), order.orderNo),
    clientParams(merchant, order) {
      if (wayOf(order) === 'page') return { payPage: { url: gateway.wapPayUrl(appOf(merchant, order), pageOf(order)) } }
      return order.prepayId === null ? {} : { alipay: { tradeNO: order.prepayId } }
    },
  }
}
