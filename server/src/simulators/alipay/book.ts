import { openLines } from '../wire/json-lines.ts'
import type { ClockReading } from '../wire/movable-clock.ts'
import type { Attempt } from '../wire/sending.ts'
import type { BehaviourName } from './magic-amounts.ts'
import { type Notice, refundedFen, type Trade, type TradeRefund } from './trade.ts'

/** One line of the book. Lines are only ever added; the state is what they add up to. */
export type BookLine =
  | { readonly line: 'placed'; readonly trade: Trade }
  | { readonly line: 'behaviour-set'; readonly tradeNo: string; readonly behaviour: BehaviourName }
  | { readonly line: 'declined'; readonly tradeNo: string; readonly at: number }
  | { readonly line: 'paid'; readonly tradeNo: string; readonly at: number }
  | { readonly line: 'closed'; readonly tradeNo: string; readonly at: number }
  | { readonly line: 'refunded'; readonly tradeNo: string; readonly refund: TradeRefund }
  | { readonly line: 'notice'; readonly notice: Notice }
  | { readonly line: 'sent'; readonly noticeId: string; readonly scheduled: boolean; readonly attempts: readonly Attempt[] }
  | ({ readonly line: 'clock' } & ClockReading)

export type Book = {
  append(line: BookLine): void
  trades(): readonly Trade[]
  notices(): readonly Notice[]
  trade(tradeNo: string): Trade | undefined
  tradeByNumber(sellerId: string, outTradeNo: string): Trade | undefined
  notice(noticeId: string): Notice | undefined
  clock(): ClockReading | null
}

/** Opens the platform's book. */
export function openBook(dataDir: string): Book {
  const trades = new Map<string, Trade>()
  const notices = new Map<string, Notice>()
  const numbers = new Map<string, string>()
  let clock: ClockReading | null = null

  const change = (tradeNo: string, changes: (trade: Trade) => Partial<Trade>) => {
    const trade = trades.get(tradeNo)
    if (trade !== undefined) trades.set(tradeNo, { ...trade, ...changes(trade) })
  }
  const apply = (line: BookLine) => {
    switch (line.line) {
      case 'placed':
        trades.set(line.trade.tradeNo, line.trade)
        numbers.set(`${line.trade.sellerId} ${line.trade.outTradeNo}`, line.trade.tradeNo)
        break
      case 'behaviour-set':
        change(line.tradeNo, () => ({ behaviour: line.behaviour }))
        break
      case 'declined':
        change(line.tradeNo, () => ({ declinedAt: line.at }))
        break
      case 'paid':
        change(line.tradeNo, () => ({ state: 'TRADE_SUCCESS', paidAt: line.at }))
        break
      case 'closed':
        change(line.tradeNo, () => ({ state: 'TRADE_CLOSED', closedAt: line.at }))
        break
      case 'refunded':
        change(line.tradeNo, (trade) => withRefund(trade, line.refund))
        break
      case 'notice':
        notices.set(line.notice.noticeId, line.notice)
        break
      case 'sent': {
        const notice = notices.get(line.noticeId)
        if (notice !== undefined) notices.set(line.noticeId, withAttempts(notice, line.scheduled, line.attempts))
        break
      }
      case 'clock':
        clock = { offsetMs: line.offsetMs, frozenAt: line.frozenAt }
    }
  }

  const append = openLines<BookLine>(dataDir, 'alipay-book.jsonl', apply)
  return {
    append,
    trades: () => [...trades.values()],
    notices: () => [...notices.values()],
    trade: (tradeNo) => trades.get(tradeNo),
    tradeByNumber: (sellerId, outTradeNo) => trades.get(numbers.get(`${sellerId} ${outTradeNo}`) ?? ''),
    notice: (noticeId) => notices.get(noticeId),
    clock: () => clock,
  }
}

/** A trade that has given everything back is closed. */
function withRefund(trade: Trade, refund: TradeRefund): Partial<Trade> {
  const refunds = [...trade.refunds, refund]
  return refundedFen({ refunds }) < trade.totalFen ? { refunds } : { refunds, state: 'TRADE_CLOSED', closedAt: refund.at }
}

/** The platform wants the seven letters `success` and nothing else. */
function withAttempts(notice: Notice, scheduled: boolean, attempts: readonly Attempt[]): Notice {
  const accepted = attempts.some(({ kind, status, text }) => kind === 'true' && status === 200 && text === 'success')
  return {
    ...notice,
    sends: notice.sends + (scheduled ? 1 : 0),
    acknowledged: notice.acknowledged || accepted,
    attempts: [...notice.attempts, ...attempts],
  }
}
