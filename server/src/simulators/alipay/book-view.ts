import type { Book } from './book.ts'
import type { Notice, Trade } from './trade.ts'

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** The book as JSON, for comparing it trade by trade with someone else's ledger. Amounts in fen, times ISO 8601. */
export function viewBook(book: Book, sellerId: string | null) {
  const trades = book.trades().filter((trade) => sellerId === null || trade.sellerId === sellerId)
  const numbers = new Set(trades.map(({ tradeNo }) => tradeNo))
  return {
    trades: trades.map(viewTrade),
    notices: book
      .notices()
      .filter(({ tradeNo }) => numbers.has(tradeNo))
      .map((notice) => viewNotice(notice, book.trade(notice.tradeNo))),
  }
}

export function viewTrade({ createdAt, expiresAt, declinedAt, paidAt, closedAt, refunds, fingerprint: _, ...trade }: Trade) {
  return {
    ...trade,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    declinedAt: iso(declinedAt),
    paidAt: iso(paidAt),
    closedAt: iso(closedAt),
    refunds: refunds.map(({ at, ...refund }) => ({ ...refund, at: new Date(at).toISOString() })),
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
