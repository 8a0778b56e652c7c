import { type AppClient, createAppClient } from './app-client.ts'
import { closeOrder } from './close-order.ts'
import { createMiniTrade, recordWapPay, wapPayUrl } from './create-trade.ts'
import { fetchDayBill } from './fetch-day-bill.ts'
import { authorizeUrl, exchangeAuthCode } from './login.ts'
import { readNotice } from './notices.ts'
import type { AlipayAppRef, AlipayGateway, AlipayLoginGateway } from './port.ts'
import { queryOrder } from './query-order.ts'
import { queryRefund, refund } from './refunds.ts'
import { type AlipaySettings, faultsOfAlipaySettings } from './settings.ts'

export type { AlipayAppSettings, AlipaySettings } from './settings.ts'
export { faultsOfAlipaySettings } from './settings.ts'

/**
 * Alipay's open platform in key mode and certificate mode. Throws at once when the settings can't work, and later only for our own
 * mistakes (an app without settings, an impossible number or amount); whatever the platform or the network does is a result.
 */
export function createAlipayGateway({
  settings,
  clock,
}: {
  readonly settings: AlipaySettings
  readonly clock: { now(): number }
}): AlipayGateway & AlipayLoginGateway {
  const faults = faultsOfAlipaySettings(settings)
  if (faults.length > 0) throw new Error(`Alipay settings: ${faults.join('; ')}`)
  const clients = new Map(settings.apps.map((app) => [app.appId, createAppClient(settings, app, clock)]))

  const ofApp = (appId: string): AppClient => {
    const client = clients.get(appId)
    if (client === undefined) throw new Error(`no Alipay settings for app ${appId}`)
    return client
  }
  const clientOf = ({ appId, sellerId }: AlipayAppRef): AppClient => {
    const client = ofApp(appId)
    if (client.sellerId !== sellerId) throw new Error(`app ${appId} does not collect for seller ${sellerId}`)
    return client
  }

  return {
    sellerOf: (appId) => clients.get(appId)?.sellerId ?? null,
    createMiniTrade: async (app, trade) => createMiniTrade(clientOf(app), trade),
    wapPayUrl: (app, trade) => wapPayUrl(clientOf(app), trade),
    recordWapPay: (app, trade) => recordWapPay(clientOf(app), trade),
    queryOrder: async (app, orderNo) => queryOrder(clientOf(app), orderNo),
    closeOrder: async (app, orderNo) => closeOrder(clientOf(app), orderNo),
    refund: async (app, wanted) => refund(clientOf(app), wanted),
    queryRefund: async (app, wanted) => queryRefund(clientOf(app), wanted),
    fetchDayBill: async (app, day) => fetchDayBill(clientOf(app), day, settings.timeoutMs),
    async readNotice(appId, notice) {
      const client = clients.get(appId)
      return client === undefined ? { kind: 'rejected', reason: 'unknown-key' } : readNotice(client, notice)
    },
    exchangeAuthCode: async (appId, code) => exchangeAuthCode(ofApp(appId), code),
    authorizeUrl(appId, redirectUri, state) {
      ofApp(appId)
      return authorizeUrl(settings.authorizeUrl, appId, redirectUri, state)
    },
  }
}
