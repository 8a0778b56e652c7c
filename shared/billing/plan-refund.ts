import { type Fen, fen } from '../money/fen.ts'

/** What a payment pays of one line, whichever way the money went. */
export type PaidLine = {
  readonly lineId: number
  readonly seasonId: number
  /** Above 0. */
  readonly paidFen: Fen
}

/** A discount the payment earned: it goes when any money of its season goes back. */
export type EarnedDiscount = {
  readonly discountLineId: number
  readonly lineId: number
  readonly seasonId: number
  readonly amountFen: Fen
}

export type RefundHoldings = {
  /** What of the payment is the household's balance now. */
  readonly balanceFen: Fen
  /** Newest first. */
  readonly paidLines: readonly PaidLine[]
  readonly discounts: readonly EarnedDiscount[]
}

export type RefundPlan = {
  readonly fromBalanceFen: Fen
  /** In the order they are released. */
  readonly releases: readonly { readonly lineId: number; readonly amountFen: Fen }[]
  readonly reversedDiscounts: readonly EarnedDiscount[]
}

/** All that can be given back of a payment. */
export function refundableFen({ balanceFen, paidLines }: RefundHoldings): Fen {
  return fen(paidLines.reduce((total, { paidFen }) => total + paidFen, Math.max(0, balanceFen)))
}

/**
 * Where a refund takes its money: first what lies unused as balance, then the lines paid last. Every discount the payment earned in a season is
 * taken back with the first fen that leaves one of its lines. Throws RangeError for nothing and for more than there is.
 */
export function planRefund(holdings: RefundHoldings, amountFen: Fen): RefundPlan {
  if (fen(amountFen) <= 0 || amountFen > refundableFen(holdings))
    throw new RangeError(`cannot refund ${amountFen} of ${refundableFen(holdings)}`)
  const fromBalanceFen = Math.min(Math.max(0, holdings.balanceFen), amountFen)
  let leftFen = amountFen - fromBalanceFen
  const releases = holdings.paidLines.flatMap(({ lineId, seasonId, paidFen }) => {
    const releasedFen = Math.min(paidFen, leftFen)
    leftFen -= releasedFen
    return releasedFen > 0 ? [{ lineId, seasonId, amountFen: releasedFen }] : []
  })
  const touched = new Set(releases.map(({ seasonId }) => seasonId))
  return {
    fromBalanceFen,
    releases: releases.map(({ lineId, amountFen: releasedFen }) => ({ lineId, amountFen: releasedFen })),
    reversedDiscounts: holdings.discounts.filter(({ seasonId }) => touched.has(seasonId)),
  }
}
