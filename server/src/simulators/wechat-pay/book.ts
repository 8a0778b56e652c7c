import { openLines } from '../wire/json-lines.ts'
import type { ClockReading } from '../wire/movable-clock.ts'
import type { Attempt } from '../wire/sending.ts'
import type { BehaviourName } from './magic-amounts.ts'
import type { Notice, Refund, Trade } from './trade.ts'

/** One line of the book. Lines are only ever added; the state is what they add up to. */
export type BookLine =
  | { readonly line: 'placed'; readonly trade: Trade }
  | { readonly line: 'behaviour-set'; readonly prepayId: string; readonly behaviour: BehaviourName }
  | { readonly line: 'declined'; readonly prepayId: string; readonly at: number }
  | {
      readonly line: 'paid'
      readonly prepayId: string
      readonly at: number
      readonly transactionId: string
      readonly openid: string | null
    }
  | { readonly line: 'closed'; readonly prepayId: string; readonly at: number }
  | { readonly line: 'refund-accepted'; readonly refund: Refund }
  | { readonly line: 'refund-moved'; readonly refundId: string; readonly status: Refund['status']; readonly at: number }
  | { readonly line: 'notice'; readonly notice: Notice }
  | { readonly line: 'sent'; readonly noticeId: string; readonly scheduled: boolean; readonly attempts: readonly Attempt[] }
  | ({ readonly line: 'clock' } & ClockReading)

export type Book = {
  append(line: BookLine): void
  trades(): readonly Trade[]
  notices(): readonly Notice[]
  refunds(): readonly Refund[]
  refund(refundId: string): Refund | undefined
  refundByNumber(mchId: string, outRefundNo: string): Refund | undefined
  refundsOf(prepayId: string): readonly Refund[]
  tradeByPrepayId(prepayId: string): Trade | undefined
  tradeByNumber(mchId: string, subMchId: string | null, outTradeNo: string): Trade | undefined
  tradeByTransactionId(transactionId: string): Trade | undefined
  tradeByCodeUrl(codeUrl: string): Trade | undefined
  notice(noticeId: string): Notice | undefined
  clock(): ClockReading | null
}

/** Opens the platform's book, a JSON-lines file; what a crash cut off in the last line never happened. */
export function openBook(dataDir: string): Book {
  const trades = new Map<string, Trade>()
  const notices = new Map<string, Notice>()
  const refunds = new Map<string, Refund>()
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
        change(line.prepayId, { state: 'SUCCESS', paidAt: line.at, transactionId: line.transactionId, openid: line.openid })
        transactions.set(line.transactionId, line.prepayId)
        break
      case 'closed':
        change(line.prepayId, { state: 'CLOSED', closedAt: line.at })
        break
      case 'refund-accepted':
        refunds.set(line.refund.refundId, line.refund)
        break
      case 'refund-moved': {
        const refund = refunds.get(line.refundId)
        const successAt = line.status === 'SUCCESS' ? line.at : null
        if (refund !== undefined) refunds.set(line.refundId, { ...refund, status: line.status, successAt })
        break
      }
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
    refunds: () => [...refunds.values()],
    refund: (refundId) => refunds.get(refundId),
    refundByNumber: (mchId, outRefundNo) => [...refunds.values()].find((one) => one.mchId === mchId && one.outRefundNo === outRefundNo),
    refundsOf: (prepayId) => [...refunds.values()].filter((one) => one.prepayId === prepayId),
    tradeByPrepayId: byPrepayId,
    tradeByNumber: (mchId, subMchId, outTradeNo) => byPrepayId(numbers.get(numberKey(mchId, subMchId, outTradeNo))),
    tradeByTransactionId: (transactionId) => byPrepayId(transactions.get(transactionId)),
    tradeByCodeUrl: (codeUrl) => [...trades.values()].find((trade) => trade.codeUrl === codeUrl),
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
