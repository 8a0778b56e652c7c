import type { People } from '../wechat-login/persons.ts'
import type { Deliveries } from '../wire/delivery.ts'
import type { MovableClock } from '../wire/movable-clock.ts'
import { ApiError } from './api-error.ts'
import type { Book } from './book.ts'
import { behaviourOf } from './magic-amounts.ts'
import { newNoticeId } from './notices.ts'
import type { Orders } from './orders.ts'
import type { Trade } from './trade.ts'

/** What the person holding the phone gets to see. `paid` in the book and `shown` on the screen may differ: that is what is rehearsed. */
export type PayOutcome = {
  readonly shown: 'ok' | 'failed' | 'times-out'
  readonly text: string
  readonly trade: Trade
}

export type PayHow = {
  /** The platform's success time (UTC milliseconds), now if not given. */
  readonly succeededAt?: number | undefined
  /** Takes the money for a closed or expired order, too: a platform that breaks its word. */
  readonly forced?: boolean
  /** Which of our persons pays an order that names nobody; the first if not given. */
  readonly personId?: string | undefined
}

export type Payments = {
  pay(trade: Trade, how?: PayHow): PayOutcome
}

export function createPayments(book: Book, clock: MovableClock, orders: Orders, deliveries: Deliveries, people: People): Payments {
  return {
    pay(trade, { succeededAt, forced = false, personId } = {}) {
      const behaviour = behaviourOf(trade.behaviour)
      if (behaviour.cashier === 'declined' && trade.state === 'NOTPAY') {
        orders.decline(trade)
        return { shown: 'failed', text: '支付失败：余额不足，没有扣款', trade }
      }
      const person = people.find(personId ?? '') ?? people.list()[0]
      const openid = trade.openid ?? (person === undefined ? null : people.openid(person, trade.appId))
      const paid = attempt(() => orders.pay(trade, { openid, at: succeededAt ?? clock.now(), forced }))
      if (paid instanceof ApiError) return { shown: 'failed', text: `支付失败：${paid.message}`, trade }

      const noticeId = newNoticeId()
      const firstDueAt = clock.now() + (behaviour.noticeLateMs ?? 0)
      const withheld = behaviour.noticeNever ?? false
      book.append({
        line: 'notice',
        notice: {
          noticeId,
          prepayId: paid.prepayId,
          createdAt: clock.now(),
          firstDueAt,
          withheld,
          sends: 0,
          acknowledged: false,
          attempts: [],
        },
      })
      if (!withheld) deliveries.schedule(noticeId, firstDueAt)
      if (behaviour.cashier === 'says-failed') return { shown: 'failed', text: '支付失败：系统繁忙', trade: paid }
      if (behaviour.cashier === 'times-out') return { shown: 'times-out', text: '没有收到支付结果，请稍后在商户页面查看', trade: paid }
      return { shown: 'ok', text: '支付成功', trade: paid }
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
