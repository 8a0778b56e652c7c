import { waitForBridge } from './h5-bridge.ts'
import type { Platform, SheetOutcome, Storage } from './port.ts'

const officialAppKey = 'officialApp'
const lastRedirectKey = 'lastSignInRedirectAt'
/** Back from the sign-in page and refused again within this time: the sign-in does not work, asking again would go round in circles. */
const redirectLoopMs = 15_000

const session = browserStorage(() => window.sessionStorage)
const local = browserStorage(() => window.localStorage)
const officialApp = process.env.TARO_ENV === 'h5' ? rememberOfficialApp(local) : null

/** The H5 page of the WeChat official account: cookie session set by the server, WeixinJSBridge for the pay sheet. */
export const h5: Platform = {
  apiBase: '',
  storage: local,
  cannotPay: { title: '请在微信里打开', detail: '这里用微信支付。请用微信打开供热公司的公众号，从菜单进入后再付款。' },
  canSignOut: true,
  // The cookie is HttpOnly: only an answer of the server can tell.
  mayBeSignedIn: () => true,
  headers: (write): Record<string, string> => (write ? { 'X-Nuanzhang-Client': 'h5' } : {}),
  forgetSignIn() {},
  signInWorked: () => session.remove(lastRedirectKey),
  async signIn() {
    if (Date.now() - Number(session.read(lastRedirectKey) ?? 0) < redirectLoopMs) {
      session.remove(lastRedirectKey)
      throw new Error('微信登录没有成功。请关闭页面，从公众号菜单重新进入。')
    }
    session.write(lastRedirectKey, String(Date.now()))
    window.location.replace(signInAddress(window.location))
    return 'leaving'
  },
  wallet: { channel: 'wechat-pay', name: '微信支付', app: '微信' },
  canPay: async () => (await waitForBridge()) !== null,
  async pay({ wechatPay }) {
    const bridge = await waitForBridge()
    if (bridge === null || wechatPay === null) return 'failed'
    return new Promise((resolve) => {
      bridge.invoke('getBrandWCPayRequest', { ...wechatPay }, (result) => resolve(outcomeOf(result.err_msg)))
    })
  },
  async keepText(fileName, text) {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    link.download = fileName
    link.click()
    URL.revokeObjectURL(link.href)
    return 'saved'
  },
}

/** Back to this page through the sign-in of the official account one came from. */
function signInAddress({ pathname, search }: Location): string {
  const here = (pathname === '/h5' ? '/h5/' : pathname) + search
  return `/h5/wechat/login?to=${encodeURIComponent(here)}${officialApp === null ? '' : `&app=${encodeURIComponent(officialApp)}`}`
}

/**
 * The menu of an official account links to /h5/?app=<app id>. It is kept, because a session may end on any page;
 * without it the server takes the account it has.
 */
function rememberOfficialApp(storage: Storage): string | null {
  const named = new URLSearchParams(window.location.search).get('app')
  if (named !== null) storage.write(officialAppKey, named)
  return named ?? storage.read(officialAppKey)
}

/** get_brand_wcpay_request:ok | cancel | fail */
function outcomeOf(message: string): SheetOutcome {
  if (message === 'get_brand_wcpay_request:ok') return 'finished'
  return message === 'get_brand_wcpay_request:cancel' ? 'cancelled' : 'failed'
}

/** Private windows may refuse storage altogether. */
function browserStorage(area: () => globalThis.Storage): Storage {
  return {
    read: (key) => attempt(() => area().getItem(key)) ?? null,
    write: (key, value) => attempt(() => area().setItem(key, value)),
    remove: (key) => attempt(() => area().removeItem(key)),
  }
}

function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
