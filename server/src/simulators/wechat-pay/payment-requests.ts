import { json, readBody } from '../wire/replies.ts'
import type { Route } from '../wire/router.ts'
import type { Book } from './book.ts'
import { verifyClientPayment } from './client-payment.ts'
import type { MerchantConfig } from './config.ts'
import type { Payments } from './payments.ts'

/**
 * The WeChat client's side, without a screen: `request-payment` is what a host of the mini-program calls in place of
 * wx.requestPayment (it verifies and pays, or cancels); `cashier-sessions` is what the bridge calls before it opens the cashier.
 */
export function paymentRequestRoutes(book: Book, merchants: readonly MerchantConfig[], payments: Payments): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/sim/wechat-pay/request-payment',
      answer: (call) => {
        const body = readBody(call)
        const checked = verifyClientPayment(book, merchants, body?.params)
        if ('fault' in checked) return json({ errMsg: `requestPayment:fail ${checked.fault}`, shown: 'refused' }, 400)
        if (body?.act === 'cancel') return json({ errMsg: 'requestPayment:fail cancel', shown: 'cancelled' })
        const { shown, text, trade } = payments.pay(checked.trade)
        const errMsg = shown === 'ok' ? 'requestPayment:ok' : `requestPayment:fail ${text}`
        return json({ errMsg, shown, transactionId: trade.transactionId })
      },
    },
    {
      method: 'POST',
      path: '/sim/wechat-pay/cashier-sessions',
      answer: (call) => {
        const checked = verifyClientPayment(book, merchants, readBody(call)?.params)
        if ('fault' in checked) return json({ error: checked.fault }, 400)
        return json({ cashierUrl: `/sim/wechat-pay/cashier?prepay_id=${encodeURIComponent(checked.trade.prepayId)}` })
      },
    },
  ]
}
