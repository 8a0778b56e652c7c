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
import type { Payments } from './payments.ts'
import type { PlatformKeys } from './platform-keys.ts'
import type { Trade } from './trade.ts'
import type { Trades } from './trades.ts'

export type ControlDeps = {
  readonly book: Book
  readonly clock: MovableClock
  readonly deliveries: Deliveries
  readonly trades: Trades
  readonly payments: Payments
  readonly keys: PlatformKeys
  readonly faults: PlannedAnswerFaults
  readonly requestCounts: ReadonlyMap<string, number>
}

const BASE = '/sim/alipay/control'

/** What tests and drills may do to the platform: move its clock, pay, misbehave, change its certificate. */
export function controlRoutes(deps: ControlDeps): readonly Route[] {
  const { book, clock, deliveries, trades, payments, keys, faults, requestCounts } = deps
  return [
    ...timeControls(BASE, { clock, deliveries, keepClock: () => book.append({ line: 'clock', ...clock.reading() }) }),
    control('POST', `${BASE}/behaviour`, ({ outTradeNo, behaviour }) => {
      if (!isBehaviour(behaviour)) throw new ControlError('behaviour is unknown')
      trades.setBehaviour(readText(outTradeNo, 'outTradeNo'), behaviour)
    }),
    control('POST', `${BASE}/pay`, ({ tradeNo, sellerId, outTradeNo, succeededAt, forced }) => {
      const outcome = payments.pay(findTrade(book, { tradeNo, sellerId, outTradeNo }), {
        succeededAt: succeededAt === undefined ? undefined : readInstant(succeededAt, 'succeededAt'),
        forced: forced === true,
      })
      return { ...outcome, trade: viewTrade(outcome.trade) }
    }),
    control('POST', `${BASE}/refunds/fill-accounts`, () => trades.fillAccounts()),
    control('POST', `${BASE}/answers`, ({ operation, fault, times }) => {
      faults.plan(oneOf(operations, operation, 'operation'), oneOf(answerFaults, fault, 'fault'), readInteger(times ?? 1, 'times', 1))
    }),
    control('GET', `${BASE}/certificates`, () => ({ certificates: keys.certificates() })),
    control('POST', `${BASE}/certificates`, ({ serial }) => {
      if (!keys.useCertificate(readText(serial, 'serial'))) throw new ControlError('serial is unknown')
    }),
    control('GET', `${BASE}/requests`, () => Object.fromEntries(requestCounts)),
  ]
}

/** By trade number, or by seller and order number. */
export function findTrade(book: Book, { tradeNo, sellerId, outTradeNo }: Readonly<Record<string, unknown>>): Trade {
  const trade =
    tradeNo === undefined
      ? book.tradeByNumber(readText(sellerId, 'sellerId'), readText(outTradeNo, 'outTradeNo'))
      : book.trade(readText(tradeNo, 'tradeNo'))
  if (trade === undefined) throw new ControlError('no such trade')
  return trade
}
