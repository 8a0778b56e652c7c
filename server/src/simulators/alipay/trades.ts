import { randomInt } from 'node:crypto'
import type { MovableClock } from '../wire/movable-clock.ts'
import { businessFailed, contextInconsistent, tradeClosed, tradeNotExist, tradePaid, tradeStatusError } from './api-error.ts'
import type { Book } from './book.ts'
import { type BehaviourName, magicAmounts, refundMagicAmounts } from './magic-amounts.ts'
import { refundedFen, type Trade, type TradeRefund } from './trade.ts'
import type { TradeRequest } from './trade-request.ts'
import { wireDay } from './wire-time.ts'

/** Without time_expire an unpaid trade lives fifteen days. */
const LONGEST_LIFE_MS = 15 * 86_400_000

export type Trades = {
  place(request: TradeRequest, buyerPersonId: string): Trade
  /** By our number or the merchant's; an unpaid trade past its time has closed itself by now. */
  find(sellerId: string, by: { readonly tradeNo?: unknown; readonly outTradeNo?: unknown }): Trade
  close(trade: Trade): Trade
  /** Marks as paid; throws ApiError when the trade can't be paid any more, unless forced. */
  pay(trade: Trade, at: number, forced: boolean): Trade
  decline(trade: Trade): void
  /** `moved` is false when this refund was made before. */
  refund(trade: Trade, refund: Omit<TradeRefund, 'at'>): { readonly trade: Trade; readonly moved: boolean }
  /** Decides how a trade will behave, now or (by number) before it is placed. */
  setBehaviour(outTradeNo: string, behaviour: BehaviourName): void
  /** Puts money into the sellers' accounts: refunds that were too big are taken from now on. */
  fillAccounts(): void
  behaviourFor(request: Pick<TradeRequest, 'outTradeNo' | 'totalFen'>): BehaviourName
}

export function createTrades(book: Book, clock: MovableClock): Trades {
  const asked = new Map<string, BehaviourName>()
  let filled = false
  const behaviourFor: Trades['behaviourFor'] = ({ outTradeNo, totalFen }) => asked.get(outTradeNo) ?? magicAmounts[totalFen] ?? 'normal'
  /** As it is now: what ran out of time is closed. */
  const current = (trade: Trade): Trade => {
    if (trade.state === 'WAIT_BUYER_PAY' && clock.now() > trade.expiresAt)
      book.append({ line: 'closed', tradeNo: trade.tradeNo, at: trade.expiresAt })
    return book.trade(trade.tradeNo) ?? trade
  }

  return {
    behaviourFor,
    place({ expiresAt, ...request }, buyerPersonId) {
      const found = book.tradeByNumber(request.sellerId, request.outTradeNo)
      if (found !== undefined) {
        const known = current(found)
        if (known.state === 'TRADE_SUCCESS') throw tradePaid()
        if (known.state === 'TRADE_CLOSED') throw tradeClosed()
        if (known.fingerprint !== request.fingerprint || known.buyerPersonId !== buyerPersonId) throw contextInconsistent()
        return known
      }
      const createdAt = clock.now()
      const trade: Trade = {
        ...request,
        tradeNo: `${wireDay(createdAt)}2200${digits(8)}${digits(8)}`,
        buyerPersonId,
        createdAt,
        expiresAt: Math.min(expiresAt ?? Number.POSITIVE_INFINITY, createdAt + LONGEST_LIFE_MS),
        behaviour: behaviourFor(request),
        state: 'WAIT_BUYER_PAY',
        declinedAt: null,
        paidAt: null,
        closedAt: null,
        refunds: [],
      }
      book.append({ line: 'placed', trade })
      return trade
    },
    find(sellerId, { tradeNo, outTradeNo }) {
      const trade = typeof tradeNo === 'string' ? book.trade(tradeNo) : book.tradeByNumber(sellerId, String(outTradeNo))
      if (trade === undefined || trade.sellerId !== sellerId) throw tradeNotExist()
      return current(trade)
    },
    close(trade) {
      if (trade.state !== 'WAIT_BUYER_PAY') throw tradeStatusError()
      book.append({ line: 'closed', tradeNo: trade.tradeNo, at: clock.now() })
      return current(trade)
    },
    pay(given, at, forced) {
      const trade = forced ? (book.trade(given.tradeNo) ?? given) : current(given)
      if (trade.paidAt !== null) throw tradePaid()
      if (!forced && (trade.state === 'TRADE_CLOSED' || at > trade.expiresAt)) throw tradeClosed()
      // the wire knows whole seconds only, and the book says what the wire said
      book.append({ line: 'paid', tradeNo: trade.tradeNo, at: at - (at % 1000) })
      return book.trade(trade.tradeNo) ?? trade
    },
    decline(trade) {
      book.append({ line: 'declined', tradeNo: trade.tradeNo, at: clock.now() })
    },
    refund(trade, { outRequestNo, amountFen, reason }) {
      const before = trade.refunds.find((refund) => refund.outRequestNo === outRequestNo)
      if (before !== undefined) {
        if (before.amountFen !== amountFen) throw businessFailed('ACQ.DISCORDANT_REPEAT_REQUEST', '不一致的请求')
        return { trade, moved: false }
      }
      if (trade.paidAt === null) throw tradeStatusError()
      if (refundedFen(trade) + amountFen > trade.totalFen) throw businessFailed('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限')
      const refusal = refundMagicAmounts[amountFen]
      if (refusal && !(filled && refusal.code === 'ACQ.SELLER_BALANCE_NOT_ENOUGH')) throw businessFailed(refusal.code, refusal.message)
      const at = clock.now()
      book.append({ line: 'refunded', tradeNo: trade.tradeNo, refund: { outRequestNo, amountFen, reason, at: at - (at % 1000) } })
      return { trade: current(trade), moved: true }
    },
    fillAccounts: () => {
      filled = true
    },
    setBehaviour(outTradeNo, behaviour) {
      asked.set(outTradeNo, behaviour)
      for (const { tradeNo } of book.trades().filter((trade) => trade.outTradeNo === outTradeNo))
        book.append({ line: 'behaviour-set', tradeNo, behaviour })
    },
  }
}

function digits(count: number): string {
  return String(randomInt(10 ** count)).padStart(count, '0')
}
