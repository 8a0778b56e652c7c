import type { ResidentOrder } from '../../../../shared/contracts/residents.ts'

/** What people call a channel, the app behind it, and the button that begins with it. */
export interface Wallet {
  readonly name: string
  readonly app: string
  readonly act: string
}

/** Whatever the app around is: in a browser one may pay by either. */
export function walletOf(channel: ResidentOrder['channel']): Wallet {
  return channel === 'alipay'
    ? { name: '支付宝', app: '支付宝', act: '用支付宝付款' }
    : { name: '微信支付', app: '微信', act: '用微信支付' }
}
