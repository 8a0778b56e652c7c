import { closeOrder } from './close-order.ts'
import { createH5Order, createJsapiOrder, createNativeOrder } from './create-order.ts'
import { fetchDayBill } from './fetch-day-bill.ts'
import { createMerchantClient, type MerchantClient } from './merchant-client.ts'
import { readNotice } from './notices.ts'
import type { MerchantRef, WechatPayGateway } from './port.ts'
import { queryOrder } from './query-order.ts'
import { queryRefund, refund } from './refunds.ts'
import { faultsOfWechatPaySettings, type WechatPaySettings } from './settings.ts'
import { randomNonce } from './signed-requests.ts'

export type { WechatPayMerchantSettings, WechatPaySettings } from './settings.ts'
export { faultsOfWechatPaySettings } from './settings.ts'

/**
 * WeChat Pay API v3, direct and partner mode. Throws at once when the settings can't work, and later only for our own mistakes (a
 * merchant without settings, an impossible order number); whatever the platform or the network does is a result.
 */
export function createWechatPayGateway({
  settings,
  clock,
}: {
  readonly settings: WechatPaySettings
  readonly clock: { now(): number }
}): WechatPayGateway {
  const faults = faultsOfWechatPaySettings(settings)
  if (faults.length > 0) throw new Error(`WeChat Pay settings: ${faults.join('; ')}`)
  const clients = new Map(settings.merchants.map((merchant) => [merchant.mchId, createMerchantClient(settings, merchant, clock)]))

  const clientOf = (merchant: MerchantRef): MerchantClient => {
    const client = clients.get(merchant.mchId)
    if (client === undefined) throw new Error(`no WeChat Pay settings for merchant ${merchant.mchId}`)
    if ((merchant.mode === 'partner') !== (merchant.subMchId !== null)) throw new Error('partner mode and sub-merchant number go together')
    return client
  }

  return {
    knows: ({ mchId }) => clients.has(mchId),
    createJsapiOrder: async (merchant, order) => createJsapiOrder({ client: clientOf(merchant), clock }, merchant, order),
    createH5Order: async (merchant, order) => createH5Order({ client: clientOf(merchant), clock }, merchant, order),
    createNativeOrder: async (merchant, order) => createNativeOrder({ client: clientOf(merchant), clock }, merchant, order),
    queryOrder: async (merchant, orderNo) => queryOrder({ client: clientOf(merchant), clock }, merchant, orderNo),
    closeOrder: async (merchant, orderNo) => closeOrder({ client: clientOf(merchant), clock }, merchant, orderNo),
    refund: async (merchant, wanted) => refund({ client: clientOf(merchant), clock }, merchant, wanted),
    queryRefund: async (merchant, refundNo) => queryRefund({ client: clientOf(merchant), clock }, merchant, refundNo),
    fetchDayBill: async (merchant, day) => fetchDayBill(clientOf(merchant), merchant, day),
    signForClient(merchant, appId, prepayId) {
      const timeStamp = String(Math.floor(clock.now() / 1000))
      const nonceStr = randomNonce()
      const prepayPackage = `prepay_id=${prepayId}`
      const paySign = clientOf(merchant).requests.sha256WithRsa(`${appId}\n${timeStamp}\n${nonceStr}\n${prepayPackage}\n`)
      return { appId, timeStamp, nonceStr, package: prepayPackage, signType: 'RSA', paySign }
    },
    async readNotice(merchant, notice) {
      const client = clients.get(merchant.mchId)
      if (client === undefined) return { kind: 'rejected', reason: 'unknown-key' }
      return readNotice({ keyring: client.keyring, apiV3Key: client.apiV3Key, clock }, merchant, notice)
    },
  }
}
