import { miniStorage } from './mini-storage.ts'
import type { Platform } from './port.ts'

/** The Alipay mini-program. The server does not know Alipay identities or payments yet, and this adapter says so instead of pretending. */
export const alipay: Platform = {
  apiBase: process.env.NUANZHANG_API_BASE,
  storage: miniStorage,
  cannotPay: { title: '支付宝缴费还没有开通', detail: '请在微信里打开本供热公司的小程序或公众号缴费，也可以到营业厅办理。' },
  canSignOut: false,
  mayBeSignedIn: () => false,
  headers: () => ({}),
  forgetSignIn() {},
  signInWorked() {},
  async signIn() {
    throw new Error('支付宝小程序还没有开通登录。请在微信里打开本供热公司的小程序或公众号，也可以到营业厅办理。')
  },
  canPay: async () => false,
  pay: async () => 'failed',
}
