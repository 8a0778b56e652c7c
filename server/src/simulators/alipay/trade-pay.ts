import { json, readBody } from '../wire/replies.ts'
import type { Route } from '../wire/router.ts'
import type { Book } from './book.ts'
import type { Payments, PayOutcome } from './payments.ts'

/** What my.tradePay tells the mini-program. Source: opendocs.alipay.com/mini/api/openapi-pay. */
const RESULT_CODES: Readonly<Record<PayOutcome['shown'], string>> = { ok: '9000', pending: '8000', failed: '4000' }
const CANCELLED = '6001'

/** The Alipay client's side without a screen: what a host of the mini-program calls in place of my.tradePay. */
export function tradePayRoute(book: Book, payments: Payments): Route {
  return {
    method: 'POST',
    path: '/sim/alipay/trade-pay',
    answer: (call) => {
      const body = readBody(call)
      const trade = typeof body?.tradeNO === 'string' ? book.trade(body.tradeNO) : undefined
      if (trade === undefined) return json({ resultCode: '4000', memo: '交易不存在' }, 400)
      if (body?.act === 'cancel') return json({ resultCode: CANCELLED, memo: '用户取消' })
      const { shown, text } = payments.pay(trade)
      return json({ resultCode: RESULT_CODES[shown], memo: text })
    },
  }
}
