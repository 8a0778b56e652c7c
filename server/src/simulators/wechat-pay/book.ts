import { openLines } from '../wire/json-lines.ts'
import type { ClockReading } from '../wire/movable-clock.ts'
import type { Attempt } from '../wire/sending.ts'
import type { BehaviourName } from './magic-amounts.ts'
import type { Notice, Trade } from './trade.ts'

/** One line of the book. Lines are only ever added; the state is what they add up to. */
export type BookLine =
  | { readonly line: 'placed'; readonly trade: Trade }
  | { readonly line: 'behaviour-set'; readonly prepayId: string; readonly behaviour: BehaviourName }
  | { readonly line: 'declined'; readonly prepayId: string; readonly at: number }
  | { readonly line: 'paid'; readonly prepayId: string; readonly at: number; readonly transactionId: string }
  | { readonly line: 'closed'; readonly prepayId: string; readonly at: number }
  | { readonly line: 'notice'; readonly notice: Notice }
  | { readonly line: 'sent'; readonly noticeId: string; readonly scheduled: boolean; readonly attempts: readonly Attempt[] }
  | ({ readonly line: 'clock' } & ClockReading)

export type Book = {
  append(line: BookLine): void
  trades(): readonly Trade[]
  notices(): readonly Notice[]
  tradeByPrepayId(prepayId: string): Trade | undefined
  tradeByNumber(mchId: string, subMchId: string | null, outTradeNo: string): Trade | undefined
  tradeByTransactionId(transactionId: string): Trade | undefined
  notice(noticeId: string): Notice | undefined
  clock(): ClockReading | null
}

/** Opens the platform's book, a JSON-lines file; what a crash cut off in the last line never happened. */
export function openBook(dataDir: string): Book {
  const trades = new Map<string, Trade>()
  const notices = new Map<string, Notice>()
  const numbers = new Map<string, string>()
  const transactions = new Map<string, string>()
  let clock: ClockReading | null = null

  const change = (prepayId: string, changes: Partial<Trade>) => {
    const trade = trades.get(prepayId)
    if (trade !== undefined) trades.set(prepayId, { ...trade, ...changes })
  }
  const apply = (line: BookLine) => {
    switch (line.line) {
      case 'placed':
        trades.set(line.trade.prepayId, line.trade)
        numbers.set(numberKey(line.trade.mchId, line.trade.subMchId, line.trade.outTradeNo), line.trade.prepayId)
        break
      case 'behaviour-set':
        change(line.prepayId, { behaviour: line.behaviour })
        break
      case 'declined':
        change(line.prepayId, { declinedAt: line.at })
        break
      case 'paid':
        change(line.prepayId, { state: 'SUCCESS', paidAt: line.at, transactionId: line.transactionId })
        transactions.set(line.transactionId, line.prepayId)
        break
      case 'closed':
        change(line.prepayId, { state: 'CLOSED', closedAt: line.at })
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

  const append = openLines<BookLine>(dataDir, 'wechat-pay-book.jsonl', apply)

  const byPrepayId = (prepayId: string | undefined) => (prepayId === undefined ? undefined : trades.get(prepayId))
  return {
    append,
    trades: () => [...trades.values()],
    notices: () => [...notices.values()],
    tradeByPrepayId: byPrepayId,
    tradeByNumber: (mchId, subMchId, outTradeNo) => byPrepayId(numbers.get(numberKey(mchId, subMchId, outTradeNo))),
    tradeByTransactionId: (transactionId) => byPrepayId(transactions.get(transactionId)),
    notice: (noticeId) => notices.get(noticeId),
    clock: () => clock,
  }
}

function numberKey(mchId: string, subMchId: string | null, outTradeNo: string): string {
  return `${mchId} ${subMchId ?? '-'} ${outTradeNo}`
}

function withAttempts(notice: Notice, scheduled: boolean, attempts: readonly Attempt[]): Notice {
  const accepted = attempts.some(({ kind, status }) => kind === 'true' && (status === 200 || status === 204))
  return {
    ...notice,
    sends: notice.sends + (scheduled ? 1 : 0),
    acknowledged: notice.acknowledged || accepted,
    attempts: [...notice.attempts, ...attempts],
  }
}
