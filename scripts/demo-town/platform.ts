import type { Instant } from '../../shared/calendar/instant.ts'

/** The simulated WeChat, told what its people do. Its control addresses answer programs on this machine only. */
export type SimulatedPlatform = {
  /** The platform's clock jumps there and stands still; null lets it run again from `now`. */
  standAt(at: Instant): Promise<void>
  runFrom(now: Instant): Promise<void>
  loginCode(appId: string, personId: string): Promise<string>
  /** What the WeChat client does with the parameters of wx.requestPayment: checks the signature, takes the money. */
  pay(params: object): Promise<void>
  /** Returns when every notice that is due has been sent and answered. */
  sendNotices(): Promise<void>
}

export function simulatedPlatform(url: string): SimulatedPlatform {
  const ask = async (path: string, body: object): Promise<Readonly<Record<string, unknown>>> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`模拟器 ${path}：${response.status} ${await response.text()}`)
    return (await response.json()) as Readonly<Record<string, unknown>>
  }
  const clock = (at: Instant, frozen: boolean) => ask('/sim/wechat-pay/control/clock', { at, frozen })
  return {
    standAt: async (at) => void (await clock(at, true)),
    runFrom: async (now) => void (await clock(now, false)),
    loginCode: async (appId, personId) => String((await ask('/sim/wechat/control/codes', { appId, personId })).code),
    pay: async (params) => void (await ask('/sim/wechat-pay/request-payment', { params, act: 'pay' })),
    sendNotices: async () => void (await ask('/sim/wechat-pay/control/notices/settle', {})),
  }
}
