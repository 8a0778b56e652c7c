import type { Deliveries } from '../wire/delivery.ts'
import type { MovableClock } from '../wire/movable-clock.ts'
import { ApiError } from './api-error.ts'
import type { Book } from './book.ts'
import { behaviourOf } from './magic-amounts.ts'
import { newNoticeId } from './notices.ts'
import type { Trade, TradeRefund } from './trade.ts'
import type { Trades } from './trades.ts'

/** What the person holding the phone gets to see. `paid` in the book and `shown` on the screen may differ: that is what is rehearsed. */
export type PayOutcome = { readonly shown: 'ok' | 'failed' | 'pending'; readonly text: string; readonly trade: Trade }

export type PayHow = {
  /** The platform's success time (UTC milliseconds), now if not given. */
  readonly succeededAt?: number | undefined
  /** Takes the money for a closed or expired trade, too: a platform that breaks its word. */
  readonly forced?: boolean
}

export type Payments = {
  pay(trade: Trade, how?: PayHow): PayOutcome
  refund(trade: Trade, refund: Omit<TradeRefund, 'at'>): { readonly trade: Trade; readonly moved: boolean }
}

/** Moves money and tells the merchant of it. */
export function createPayments(book: Book, clock: MovableClock, trades: Trades, deliveries: Deliveries): Payments {
  const tell = (trade: Trade, refundNo: string | null, dueAt: number, withheld: boolean) => {
    if (trade.notifyUrl === null) return
    const noticeId = newNoticeId(clock.now())
    const { tradeNo } = trade
    book.append({
      line: 'notice',
      notice: {
        noticeId,
        tradeNo,
        refundNo,
        createdAt: clock.now(),
        firstDueAt: dueAt,
        withheld,
        sends: 0,
        acknowledged: false,
        attempts: [],
      },
    })
    if (!withheld) deliveries.schedule(noticeId, dueAt)
  }
  return {
    pay(trade, { succeededAt, forced = false } = {}) {
      const behaviour = behaviourOf(trade.behaviour)
      if (behaviour.cashier === 'declined' && trade.state === 'WAIT_BUYER_PAY') {
        trades.decline(trade)
        return { shown: 'failed', text: '支付失败：余额不足，没有扣款', trade }
      }
      const paid = attempt(() => trades.pay(trade, succeededAt ?? clock.now(), forced))
      if (paid instanceof ApiError) return { shown: 'failed', text: `支付失败：${paid.message}`, trade }
      tell(paid, null, clock.now() + (behaviour.noticeLateMs ?? 0), behaviour.noticeNever ?? false)
      if (behaviour.cashier === 'says-failed') return { shown: 'failed', text: '支付失败：系统繁忙', trade: paid }
      if (behaviour.cashier === 'pending') return { shown: 'pending', text: '正在处理中，支付结果未知', trade: paid }
      return { shown: 'ok', text: '支付成功', trade: paid }
    },
    refund(trade, wanted) {
      const result = trades.refund(trade, wanted)
      if (result.moved) tell(result.trade, wanted.outRequestNo, clock.now(), false)
      return result
    },
  }
}

function attempt<T>(act: () => T): T | ApiError {
  try {
    return act()
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}
