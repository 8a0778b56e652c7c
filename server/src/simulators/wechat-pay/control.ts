import { oneOf, readInstant, readInteger, readText } from '../wire/control-fields.ts'
import type { Deliveries } from '../wire/delivery.ts'
import type { MovableClock } from '../wire/movable-clock.ts'
import { ControlError, control } from '../wire/replies.ts'
import type { Route } from '../wire/router.ts'
import { timeControls } from '../wire/time-controls.ts'
import { answerFaults, operations, type PlannedAnswerFaults } from './answer-faults.ts'
import type { Book } from './book.ts'
import { viewTrade } from './book-view.ts'
import { isBehaviour } from './magic-amounts.ts'
import type { Orders } from './orders.ts'
import type { Payments } from './payments.ts'
import type { PlatformKeys } from './platform-keys.ts'
import type { Trade } from './trade.ts'

export type ControlDeps = {
  readonly book: Book
  readonly clock: MovableClock
  readonly deliveries: Deliveries
  readonly orders: Orders
  readonly payments: Payments
  readonly keys: PlatformKeys
  readonly faults: PlannedAnswerFaults
  readonly requestCounts: ReadonlyMap<string, number>
}

/** What tests and drills may do to the platform: move its clock, pay, misbehave, change keys. */
export function controlRoutes(deps: ControlDeps): readonly Route[] {
  const { book, clock, deliveries, orders, payments, keys, faults, requestCounts } = deps
  return [
    ...timeControls('/sim/wechat-pay/control', { clock, deliveries, keepClock: () => book.append({ line: 'clock', ...clock.reading() }) }),
    control('POST', '/sim/wechat-pay/control/behaviour', ({ outTradeNo, behaviour }) => {
      if (!isBehaviour(behaviour)) throw new ControlError('behaviour is unknown')
      orders.setBehaviour(readText(outTradeNo, 'outTradeNo'), behaviour)
    }),
    control('POST', '/sim/wechat-pay/control/pay', ({ prepayId, mchId, subMchId, outTradeNo, succeededAt, forced, personId }) => {
      const trade = findTrade(book, { prepayId, mchId, subMchId, outTradeNo })
      const outcome = payments.pay(trade, {
        succeededAt: succeededAt === undefined ? undefined : readInstant(succeededAt, 'succeededAt'),
        forced: forced === true,
        personId: personId === undefined ? undefined : readText(personId, 'personId'),
      })
      return { ...outcome, trade: viewTrade(outcome.trade) }
    }),
    control('POST', '/sim/wechat-pay/control/answers', ({ operation, fault, times }) => {
      faults.plan(oneOf(operations, operation, 'operation'), oneOf(answerFaults, fault, 'fault'), readInteger(times ?? 1, 'times', 1))
    }),
    control('POST', '/sim/wechat-pay/control/platform-key', ({ mchId, keyId }) => {
      if (!keys.assign(readText(mchId, 'mchId'), readText(keyId, 'keyId'))) throw new ControlError('keyId is unknown')
    }),
    control('POST', '/sim/wechat-pay/control/certificates', ({ listed }) => {
      if (!Array.isArray(listed)) throw new ControlError('listed is not a list of serial numbers')
      keys.list(listed.map(String))
    }),
    control('GET', '/sim/wechat-pay/control/requests', () => Object.fromEntries(requestCounts)),
  ]
}

/** By prepay id, or by merchant and order number. */
export function findTrade(book: Book, { prepayId, mchId, subMchId, outTradeNo }: Readonly<Record<string, unknown>>): Trade {
  const trade =
    prepayId === undefined
      ? book.tradeByNumber(
          readText(mchId, 'mchId'),
          subMchId === undefined ? null : readText(subMchId, 'subMchId'),
          readText(outTradeNo, 'outTradeNo'),
        )
      : book.tradeByPrepayId(readText(prepayId, 'prepayId'))
  if (trade === undefined) throw new ControlError('no such order')
  return trade
}
