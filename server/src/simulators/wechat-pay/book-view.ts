import type { Book } from './book.ts'
import type { Notice, Refund, Trade } from './trade.ts'

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** The book as JSON, for comparing it trade by trade with someone else's ledger. Amounts in fen, times ISO 8601. */
export function viewBook(book: Book, mchId: string | null) {
  const trades = book.trades().filter((trade) => mchId === null || trade.mchId === mchId)
  const ids = new Set(trades.map(({ prepayId }) => prepayId))
  return {
    trades: trades.map(viewTrade),
    refunds: book
      .refunds()
      .filter(({ prepayId }) => ids.has(prepayId))
      .map((refund) => viewRefund(refund, book.tradeByPrepayId(refund.prepayId))),
    notices: book
      .notices()
      .filter(({ prepayId }) => ids.has(prepayId))
      .map((notice) => viewNotice(notice, book.tradeByPrepayId(notice.prepayId))),
  }
}

export function viewTrade({ createdAt, expiresAt, declinedAt, paidAt, closedAt, fingerprint: _, ...trade }: Trade) {
  return {
    ...trade,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    declinedAt: iso(declinedAt),
    paidAt: iso(paidAt),
    closedAt: iso(closedAt),
  }
}

export function viewRefund({ createdAt, successAt, fingerprint: _, ...refund }: Refund, trade: Trade | undefined) {
  return {
    ...refund,
    outTradeNo: trade?.outTradeNo ?? '',
    transactionId: trade?.transactionId ?? null,
    createdAt: new Date(createdAt).toISOString(),
    successAt: iso(successAt),
  }
}

export function viewNotice({ createdAt, firstDueAt, attempts, ...notice }: Notice, trade: Trade | undefined) {
  return {
    ...notice,
    outTradeNo: trade?.outTradeNo ?? '',
    createdAt: new Date(createdAt).toISOString(),
    firstDueAt: new Date(firstDueAt).toISOString(),
    attempts: attempts.map(({ at, ...attempt }) => ({ ...attempt, at: new Date(at).toISOString() })),
  }
}
