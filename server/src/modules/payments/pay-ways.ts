import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { PayWay } from '../../gateways/payment/port.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { isPhoneOpenid } from '../residents/index.ts'
import { type ChannelApp, listChannelApps, listMerchants, type Merchant } from '../tenancy/index.ts'
import type { ChannelCode, PaymentChannels } from './payment-channel.ts'

/** One way to pay a legal entity: through which app, to which merchant. */
export type OfferedWay = { readonly channel: ChannelCode; readonly way: PayWay; readonly app: ChannelApp; readonly merchant: Merchant }

/** What stands ready for a legal entity, whether or not it can be used from where somebody is. */
export type Market = { readonly apps: readonly ChannelApp[]; readonly merchants: readonly Merchant[] }

export async function readMarket(unit: ReadUnit, of: { readonly tenantId: number; readonly legalEntityId: number }): Promise<Market> {
  return { apps: await listChannelApps(unit, of.tenantId), merchants: await listMerchants(unit, of.tenantId, of.legalEntityId) }
}

const WAYS: readonly (readonly [ChannelCode, PayWay])[] = [
  ['wechat-pay', 'sheet'],
  ['alipay', 'sheet'],
  ['wechat-pay', 'page'],
  ['alipay', 'page'],
  ['wechat-pay', 'code'],
]

/** Where a browser shows our pages; a mini-program can open no other site. */
const IN_BROWSERS: readonly string[] = ['wechat-official', 'alipay-web']

/** From where somebody wants to pay: a resident in an app, or the counter. */
export type PaysFrom = Pick<ResidentCaller, 'appId' | 'openid'> | 'counter'

/**
 * Every way somebody can pay this legal entity from where they are. The platform's shared app collects as a partner, a company's own app
 * for the company alone. To be called outside a unit of work.
 */
export function offeredWays(channels: PaymentChannels, { apps, merchants }: Market, payer: PaysFrom): OfferedWay[] {
  const from = payer === 'counter' ? undefined : apps.find(({ appId }) => appId === payer.appId)
  return WAYS.flatMap(([channel, way]) => {
    const { carriers, suits } = channels.of(channel)
    const carrying = candidates(way).filter((app) => carriers(way).includes(app.platform))
    const [found] = carrying.flatMap((app) => {
      const merchant = merchants.find((one) => one.channel === channel && one.mode === modeOf(app) && suits(app, one))
      return merchant ? [{ channel, way, app, merchant }] : []
    })
    return found ?? []
  })

  function candidates(way: PayWay): readonly ChannelApp[] {
    if (payer === 'counter') return way === 'code' ? apps : []
    if (from === undefined || way === 'code') return []
    // Who signed in by phone is nobody the platform's own sheet could be opened for.
    if (way === 'sheet') return isPhoneOpenid(payer.openid) ? [] : [from]
    return IN_BROWSERS.includes(from.platform) ? [from, ...apps] : []
  }
}

function modeOf({ tenantId }: ChannelApp): Merchant['mode'] {
  return tenantId === null ? 'partner' : 'direct'
}
