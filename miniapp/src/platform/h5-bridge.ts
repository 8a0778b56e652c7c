export interface WeixinBridge {
  invoke(name: 'getBrandWCPayRequest', params: Record<string, string>, done: (result: { err_msg: string }) => void): void
}

declare global {
  interface Window {
    WeixinJSBridge?: WeixinBridge
  }
}

/** WeChat injects its bridge some time after the page has loaded; other browsers never have one. */
const patienceMs = { inWechat: 6000, elsewhere: 1200 }

/** The bridge as soon as it is there, null when this is not WeChat. */
export function waitForBridge(): Promise<WeixinBridge | null> {
  if (window.WeixinJSBridge) return Promise.resolve(window.WeixinJSBridge)
  return new Promise((resolve) => {
    const inWechat = /MicroMessenger/i.test(window.navigator.userAgent)
    const answer = () => {
      clearTimeout(timer)
      document.removeEventListener('WeixinJSBridgeReady', answer)
      resolve(window.WeixinJSBridge ?? null)
    }
    const timer = setTimeout(answer, inWechat ? patienceMs.inWechat : patienceMs.elsewhere)
    document.addEventListener('WeixinJSBridgeReady', answer)
  })
}
