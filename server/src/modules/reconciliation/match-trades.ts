import type { DifferenceKind } from '../../../../shared/states/difference.ts'
import type { BillRow } from '../../gateways/payment/port.ts'
import type { OurTrade } from '../../reports/our-trades.ts'

/** A trade on which the two sides do not agree. Null is "does not know it". */
export type FoundDifference = {
  readonly tradeKey: string
  readonly kind: DifferenceKind
  readonly trade: 'payment' | 'refund'
  readonly transactionId: string
  readonly orderNo: string
  readonly refundNo: string | null
  readonly theirFen: number | null
  readonly ourFen: number | null
}

export type Sides = {
  readonly theirs: readonly BillRow[]
  /** Our trades of the day. */
  readonly ours: readonly OurTrade[]
  /** Ours of another day that stand in their bill. */
  readonly oursElsewhere: readonly OurTrade[]
  /** Whether a trade of ours stands in their bill of another day. */
  readonly isElsewhere: (trade: OurTrade) => boolean
}

/** 对账: trade by trade, payments by the channel's transaction, refunds by the number we gave them. Pure; the same sides give the same list. */
export function matchTrades({ theirs, ours, oursElsewhere, isElsewhere }: Sides): FoundDifference[] {
  const known = new Map([...oursElsewhere, ...ours].map((trade) => [keyOf(trade), trade]))
  const told = new Map<string, BillRow[]>()
  for (const row of theirs) told.set(keyOf(row), [...(told.get(keyOf(row)) ?? []), row])
  const oneSided = ours.filter((trade) => !told.has(keyOf(trade)) && !isElsewhere(trade) && !trade.undone)
  return [
    ...[...told].flatMap(([key, rows]) => differenceOf(rows, known.get(key))),
    ...oneSided.map((trade) => ({ ...factsOf(trade), kind: 'ours-only' as const, theirFen: null, ourFen: trade.amountFen })),
  ]
}

/** A number twice in one bill is money twice: it is added up, so that it cannot agree. */
function differenceOf(rows: readonly BillRow[], own: OurTrade | undefined): FoundDifference[] {
  const [first] = rows
  if (!first) return []
  const theirFen = rows.reduce((sum, { amountFen }) => sum + amountFen, 0)
  if (!own) return [{ ...factsOf(first), kind: 'theirs-only', theirFen, ourFen: null }]
  if (own.amountFen === theirFen && !own.undone) return []
  return [{ ...factsOf(first), kind: first.kind === 'refund' ? 'refund' : 'amount', theirFen, ourFen: own.undone ? 0 : own.amountFen }]
}

type Trade = Pick<BillRow, 'kind' | 'transactionId' | 'orderNo' | 'refundNo'>

export function keyOf({ kind, transactionId, refundNo }: Trade): string {
  return kind === 'payment' ? `payment:${transactionId}` : `refund:${refundNo}`
}

function factsOf(trade: Trade): Pick<FoundDifference, 'tradeKey' | 'trade' | 'transactionId' | 'orderNo' | 'refundNo'> {
  const { kind, transactionId, orderNo, refundNo } = trade
  return { tradeKey: keyOf(trade), trade: kind, transactionId, orderNo, refundNo }
}
