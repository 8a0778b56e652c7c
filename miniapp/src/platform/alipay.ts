import { outcomeOfTradePay } from './alipay-outcome.ts'
import { copyText } from './copy-text.ts'
import { miniStorage } from './mini-storage.ts'
import { leavesNothing, sheetOf } from './mini-ways.ts'
import type { Platform, SheetOutcome } from './port.ts'

/** What this adapter uses of the Alipay client. Source: opendocs.alipay.com/mini/api. */
interface AlipayClient {
  canIUse(name: string): boolean
  getAppIdSync(): { readonly appId: string }
  getAuthCode(options: {
    readonly scopes: 'auth_base'
    success(result: { readonly authCode: string }): void
    fail(error: unknown): void
  }): void
  tradePay(options: { readonly tradeNO: string; success(result: { readonly resultCode: string }): void; fail(error: unknown): void }): void
}
declare const my: AlipayClient

const tokenKey = 'residentToken'

/** The Alipay mini-program: bearer token, my.getAuthCode, my.tradePay. */
export const alipay: Platform = {
  apiBase: process.env.NUANZHANG_API_BASE,
  storage: miniStorage,
  canSignOut: false,
  mayBeSignedIn: () => miniStorage.read(tokenKey) !== null,
  headers() {
    const token = miniStorage.read(tokenKey)
    return token === null ? {} : { Authorization: `Bearer ${token}` }
  },
  forgetSignIn: () => miniStorage.remove(tokenKey),
  signInWorked() {},
  async signIn(exchange) {
    const code = await authCode()
    // Read while running: the same package may be published under several app ids.
    const { appId } = my.getAppIdSync()
    const { token } = await exchange({ platform: 'alipay-mini', appId, code })
    miniStorage.write(tokenKey, token)
    return 'signed-in'
  },
  wallet: { name: '支付宝', app: '支付宝' },
  payWays: sheetOf('alipay', () => (my.canIUse('tradePay') ? null : { title: '暂时不能付款', detail: '请把支付宝升级到最新版本后再试。' })),
  leaveFor: leavesNothing,
  keepText: copyText,
  // my.openDocument shows PDF only.
  keepWorkbook: null,
  print: null,
  signInByPhone: null,
  async pay({ alipay: params }) {
    return params === null ? 'failed' : tradePay(params.tradeNO)
  },
}

/** Silent: auth_base asks the person nothing. */
function authCode(): Promise<string> {
  return new Promise((resolve, reject) => {
    my.getAuthCode({
      scopes: 'auth_base',
      success: (result) => resolve(result.authCode),
      fail: () => reject(new Error('支付宝登录没有成功，请稍后再试。')),
    })
  })
}

function tradePay(tradeNO: string): Promise<SheetOutcome> {
  return new Promise((resolve) => {
    my.tradePay({ tradeNO, success: ({ resultCode }) => resolve(outcomeOfTradePay(resultCode)), fail: () => resolve('failed') })
  })
}
