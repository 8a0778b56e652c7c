import type { QuoteItem } from '../../../../shared/contracts/billing.ts'

/** Oldest season first, and in a season the fee before the late fee on it: the order in which a person can follow. Money is allocated in the server's own order. */
export function inReadingOrder(items: readonly QuoteItem[]): readonly QuoteItem[] {
  return [...items].sort((a, b) => (a.seasonCode === b.seasonCode ? rank(a) - rank(b) : a.seasonCode < b.seasonCode ? -1 : 1))
}

const rank = ({ kind }: QuoteItem) => (kind === 'line' ? 0 : 1)
