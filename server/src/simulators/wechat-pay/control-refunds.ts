import { oneOf, readInteger, readText } from '../wire/control-fields.ts'
import { ControlError, control } from '../wire/replies.ts'
import type { Route } from '../wire/router.ts'
import type { Book } from './book.ts'
import { viewRefund } from './book-view.ts'
import { findTrade } from './control.ts'
import { isRefundBehaviour } from './refund-magic.ts'
import type { Refunds } from './refunds.ts'

const BASE = '/sim/wechat-pay/control/refunds'

/** What tests and drills may do to refunds: decide how they go, bring them to an end, give money back behind the merchant's back. */
export function refundControlRoutes(book: Book, refunds: Refunds): readonly Route[] {
  return [
    control('POST', `${BASE}/behaviour`, ({ outRefundNo, behaviour }) => {
      if (!isRefundBehaviour(behaviour)) throw new ControlError('behaviour is unknown')
      refunds.setBehaviour(readText(outRefundNo, 'outRefundNo'), behaviour)
    }),
    control('POST', `${BASE}/finish`, ({ outRefundNo, status }) => {
      const ends = ['SUCCESS', 'CLOSED', 'ABNORMAL'] as const
      const refund = refunds.finish(readText(outRefundNo, 'outRefundNo'), oneOf(ends, status, 'status'))
      return viewRefund(refund, book.tradeByPrepayId(refund.prepayId))
    }),
    control('POST', `${BASE}/portal`, ({ amountFen, ...named }) => {
      const trade = findTrade(book, named)
      return viewRefund(refunds.byPortal(trade, readInteger(amountFen, 'amountFen', 1)), trade)
    }),
    control('POST', `${BASE}/fill-accounts`, () => refunds.fillAccounts()),
  ]
}
