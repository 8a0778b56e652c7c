import { waitForBridge } from './h5-bridge.ts'
import { findPlace, placeOf } from './h5-place.ts'
import { wayBack } from './h5-return.ts'
import { elsewhere, usableWays } from './h5-ways.ts'
import type { Platform, SheetOutcome, Storage } from './port.ts'

const officialAppKey = 'officialApp'
const lastRedirectKey = 'lastSignInRedirectAt'
/** Back from the sign-in page and refused again within this time: the sign-in does not work, asking again would go round in circles. */
const redirectLoopMs = 15_000

const session = browserStorage(() => window.sessionStorage)
const local = browserStorage(() => window.localStorage)
const officialApp = process.env.TARO_ENV === 'h5' ? rememberOfficialApp(local) : null

/** The H5 pages in any browser: cookie session set by the server; WeChat's sheet by its bridge, else the page of a pay platform. */
export const h5: Platform = {
  apiBase: '',
  storage: local,
  canSignOut: true,
  // The cookie is HttpOnly: only an answer of the server can tell.
  mayBeSignedIn: () => true,
  headers: (write): Record<string, string> => (write ? { 'X-Nuanzhang-Client': 'h5' } : {}),
  forgetSignIn() {},
  signInWorked: () => session.remove(lastRedirectKey),
  async signIn() {
    const place = await findPlace()
    if (place !== 'wechat' && place !== 'alipay') {
      window.location.replace(phoneSignInAddress(window.location))
      return 'leaving'
    }
    if (Date.now() - Number(session.read(lastRedirectKey) ?? 0) < redirectLoopMs) {
      session.remove(lastRedirectKey)
      throw new Error(`${doorOf(window.navigator).name}登录没有成功。请关闭页面，${doorOf(window.navigator).entrance}。`)
    }
    session.write(lastRedirectKey, String(Date.now()))
    window.location.replace(signInAddress(window.location))
    return 'leaving'
  },
  get wallet() {
    return placeOf(window.navigator) === 'alipay'
      ? ({ name: '支付宝', app: '支付宝' } as const)
      : ({ name: '微信支付', app: '微信' } as const)
  },
  async payWays(offered) {
    const place = await findPlace()
    return { usable: usableWays(place, offered), otherwise: elsewhere(place, offered) }
  },
  async pay({ wechatPay }) {
    const bridge = await waitForBridge()
    if (bridge === null || wechatPay === null) return 'failed'
    return new Promise((resolve) => {
      bridge.invoke('getBrandWCPayRequest', { ...wechatPay }, (result) => resolve(outcomeOf(result.err_msg)))
    })
  },
  leaveFor: (url) => window.location.assign(url),
  async keepText(fileName, text) {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    link.download = fileName
    link.click()
    URL.revokeObjectURL(link.href)
    return 'saved'
  },
  async keepWorkbook(path, fileName) {
    const link = document.createElement('a')
    link.href = path
    link.download = fileName
    link.click()
    return 'saved'
  },
  print: () => window.print(),
  signInByPhone: () => window.location.assign(phoneSignInAddress(window.location)),
}

/** Whose sign-in page knows the person: Alipay's in Alipay, WeChat's everywhere else. */
function doorOf(navigator: Navigator) {
  return placeOf(navigator) === 'alipay'
    ? { path: 'alipay', name: '支付宝', entrance: '在支付宝里重新打开', ownApp: /^20\d{14}$/ }
    : { path: 'wechat', name: '微信', entrance: '从公众号菜单重新进入', ownApp: /^wx/ }
}

/** Back to this page through the sign-in of the app one came from. */
function signInAddress(location: Location): string {
  const { path, ownApp } = doorOf(window.navigator)
  const app = officialApp !== null && ownApp.test(officialApp) ? `&app=${encodeURIComponent(officialApp)}` : ''
  return `/h5/${path}/login?to=${encodeURIComponent(wayBack(location))}${app}`
}

/** Our own page for those whom no client around the page knows. */
function phoneSignInAddress(location: Location): string {
  return `/h5/sign-in?to=${encodeURIComponent(wayBack(location))}`
}

/** The app the H5 pages were opened from; null for the one the server has. */
export const h5App = () => officialApp

/**
 * The menu of an official account, or a company's link in Alipay, leads to /h5/?app=<app id>. It is kept, because a session may end on any page;
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
