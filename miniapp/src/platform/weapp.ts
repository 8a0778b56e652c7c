import Taro from '@tarojs/taro'
import { copyText } from './copy-text.ts'
import { miniStorage } from './mini-storage.ts'
import type { Platform, SheetOutcome } from './port.ts'

const tokenKey = 'residentToken'

/** The WeChat mini-program: bearer token, wx.login, wx.requestPayment. */
export const weapp: Platform = {
  apiBase: process.env.NUANZHANG_API_BASE,
  storage: miniStorage,
  cannotPay: { title: '暂时不能付款', detail: '请把微信升级到最新版本后再试。' },
  canSignOut: false,
  mayBeSignedIn: () => miniStorage.read(tokenKey) !== null,
  headers() {
    const token = miniStorage.read(tokenKey)
    return token === null ? {} : { Authorization: `Bearer ${token}` }
  },
  forgetSignIn: () => miniStorage.remove(tokenKey),
  signInWorked() {},
  async signIn(exchange) {
    const { code } = await Taro.login()
    // Read while running: the same package may be published under the platform's app id and under a company's own.
    const { appId } = Taro.getAccountInfoSync().miniProgram
    const { token } = await exchange({ platform: 'wechat-mini', appId, code })
    miniStorage.write(tokenKey, token)
    return 'signed-in'
  },
  wallet: { channel: 'wechat-pay', name: '微信支付', app: '微信' },
  canPay: async () => true,
  keepText: copyText,
  async pay({ wechatPay }) {
    if (wechatPay === null) return 'failed'
    const { timeStamp, nonceStr, package: prepay, signType, paySign } = wechatPay
    try {
      await Taro.requestPayment({ timeStamp, nonceStr, package: prepay, signType, paySign })
      return 'finished'
    } catch (error) {
      return outcomeOfError(error)
    }
  },
}

/** WeChat tells cancel and failure apart only in the text: 'requestPayment:fail cancel'. */
function outcomeOfError(error: unknown): SheetOutcome {
  const message = typeof error === 'object' && error !== null && 'errMsg' in error ? String(error.errMsg) : String(error)
  return /cancel/i.test(message) ? 'cancelled' : 'failed'
}
