import Taro from '@tarojs/taro'
import { copyText } from './copy-text.ts'
import { miniStorage } from './mini-storage.ts'
import { leavesNothing, sheetOf } from './mini-ways.ts'
import type { Platform, SheetOutcome } from './port.ts'

const tokenKey = 'residentToken'

/** The WeChat mini-program: bearer token, wx.login, wx.requestPayment. */
export const weapp: Platform = {
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
    const { code } = await Taro.login()
    // Read while running: the same package may be published under the platform's app id and under a company's own.
    const { appId } = Taro.getAccountInfoSync().miniProgram
    const { token } = await exchange({ platform: 'wechat-mini', appId, code })
    miniStorage.write(tokenKey, token)
    return 'signed-in'
  },
  wallet: { name: '微信支付', app: '微信' },
  payWays: sheetOf('wechat-pay', () => null),
  leaveFor: leavesNothing,
  keepText: copyText,
  keepWorkbook: (path) => openWorkbook(process.env.NUANZHANG_API_BASE + path, weapp.headers(false)),
  print: null,
  signInByPhone: null,
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

/** The client shows the workbook; its menu sends it on or saves it. */
async function openWorkbook(url: string, header: Record<string, string>): Promise<'opened' | 'failed'> {
  try {
    const { statusCode, tempFilePath } = await Taro.downloadFile({ url, header })
    if (statusCode !== 200) return 'failed'
    await Taro.openDocument({ filePath: tempFilePath, fileType: 'xlsx', showMenu: true })
    return 'opened'
  } catch {
    return 'failed'
  }
}
