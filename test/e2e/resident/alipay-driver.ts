import { answering, createMiniHost, networkOver } from '../../support/mini-host/index.ts'
import type { PayerAct, ResidentDriver } from './driver.ts'
import { driverOf } from './weapp-driver.ts'

export interface AlipayDriverOptions {
  /** Folder of the compiled package, miniapp/dist/alipay. */
  readonly dist: string
  /** Where the https requests of the app are led to. */
  readonly serverUrl: string
  readonly appId: string
  /** A fresh auth code for the person who holds the phone. */
  authCode(): Promise<string>
  /** What the Alipay client and the platform do on my.tradePay. */
  tradePay(tradeNO: string, act: PayerAct): Promise<{ readonly resultCode: string }>
}

/** The compiled Alipay package in the mini-host; requests and payment are real, only the client around it is ours. */
export async function createAlipayDriver(options: AlipayDriverOptions): Promise<ResidentDriver> {
  const payer: { next: PayerAct } = { next: 'cancel' }
  const clipboard = { text: '' }
  const host = createMiniHost({
    dist: options.dist,
    platform: 'alipay',
    api: {
      ...networkOver(options.serverUrl),
      getAppIdSync: () => ({ appId: options.appId }),
      getAuthCode: answering(async () => ({ authCode: await options.authCode() })),
      tradePay: answering(async ({ tradeNO }) => options.tradePay(String(tradeNO), payer.next)),
      setClipboard: answering(async ({ text }) => {
        clipboard.text = String(text)
      }),
    },
  })
  await host.launch()
  return driverOf(host, payer, clipboard)
}
