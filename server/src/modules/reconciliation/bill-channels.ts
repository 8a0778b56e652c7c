import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { AlipayGateway } from '../../gateways/alipay/port.ts'
import type { DayBillResult, QueryResult } from '../../gateways/payment/port.ts'
import type { WechatPayGateway } from '../../gateways/wechat-pay/port.ts'
import type { ChannelApp, Merchant } from '../tenancy/index.ts'

/** Where bills come from, channel by channel. */
export type BillChannel = {
  fetchDayBill(merchant: Merchant, apps: readonly ChannelApp[], day: LocalDay): Promise<DayBillResult>
  /** What became of an order by the number in the bill. Null where nobody can be asked. */
  queryOrder(merchant: Merchant, apps: readonly ChannelApp[], orderNo: string): Promise<QueryResult | null>
}
export type BillChannels = { of(code: string): BillChannel | null }

type Gateways = { readonly wechatPay: WechatPayGateway; readonly alipay: AlipayGateway }

/** Nothing to try again: somebody must enter the keys first. */
export const NO_KEYS = { kind: 'unknown', reason: 'no keys in the settings' } as const satisfies DayBillResult

export function billChannels({ wechatPay, alipay }: Gateways): BillChannels {
  /** Keys belong to an app there; any app that collects for the seller may ask for its bill. */
  const appOf = (merchant: Merchant, apps: readonly ChannelApp[]) =>
    apps
      .filter(({ platform, tenantId }) => platform.startsWith('alipay-') && tenantId === merchant.tenantId)
      .map(({ appId }) => ({ appId, sellerId: merchant.mchId }))
      .find(({ appId, sellerId }) => alipay.sellerOf(appId) === sellerId)
  const channels: Readonly<Record<string, BillChannel>> = {
    'wechat-pay': {
      fetchDayBill: async (merchant, _apps, day) => (wechatPay.knows(merchant) ? wechatPay.fetchDayBill(merchant, day) : NO_KEYS),
      queryOrder: async (merchant, _apps, orderNo) => (wechatPay.knows(merchant) ? wechatPay.queryOrder(merchant, orderNo) : null),
    },
    alipay: {
      async fetchDayBill(merchant, apps, day) {
        const app = appOf(merchant, apps)
        return app ? alipay.fetchDayBill(app, day) : NO_KEYS
      },
      async queryOrder(merchant, apps, orderNo) {
        const app = appOf(merchant, apps)
        return app ? alipay.queryOrder(app, orderNo) : null
      },
    },
  }
  return { of: (code) => (Object.hasOwn(channels, code) ? (channels[code] ?? null) : null) }
}
