import { waitForBridge } from './h5-bridge.ts'

/** In whose browser the H5 pages are open. */
export type H5Place = 'wechat' | 'alipay' | 'phone' | 'desktop'

/** What the browser says of itself. A tablet that calls itself a desktop computer still has a screen to be touched. */
export function placeOf({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): H5Place {
  if (/MicroMessenger/i.test(userAgent)) return 'wechat'
  if (/AlipayClient/i.test(userAgent)) return 'alipay'
  if (/Mobi|Android|iPhone|iPad|HarmonyOS/i.test(userAgent)) return 'phone'
  return /Macintosh/.test(userAgent) && maxTouchPoints > 1 ? 'phone' : 'desktop'
}

/** The same, once it is known whether there is a bridge: whoever has one can open WeChat's pay sheet. */
export async function findPlace(): Promise<H5Place> {
  const said = placeOf(window.navigator)
  if (said === 'alipay' || said === 'wechat') return said
  return (await waitForBridge()) === null ? said : 'wechat'
}
