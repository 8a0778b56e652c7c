import { type Fen, fen } from '../money/fen.ts'

/** What is done with what was paid too much: kept for the next season, or given back. */
export type SurplusUse = 'carry-over' | 'refund'

/** `reverseFen` is the provisional charge taken back, `chargeFen` the metered one; exactly one of the last three is above 0, or none. */
export type MeterSettlement = {
  readonly reverseFen: Fen
  readonly chargeFen: Fen
  /** Still to be paid. */
  readonly shortFen: Fen
  readonly carryOverFen: Fen
  readonly refundFen: Fen
}

/**
 * The season's end of a metered home: the provisional line is reversed as a whole and the metered one takes its place.
 * What was paid beyond the metered charge is the household's; unpaid provisional charge is no surplus. Throws RangeError below 0.
 */
export function settleMetering(provisionalFen: Fen, meteredFen: Fen, paidFen: Fen, surplus: SurplusUse): MeterSettlement {
  for (const amountFen of [provisionalFen, meteredFen, paidFen]) if (fen(amountFen) < 0) throw new RangeError(`below 0: ${amountFen}`)
  if (paidFen > provisionalFen) throw new RangeError(`paid ${paidFen} of a provisional charge of ${provisionalFen}`)
  const overFen = Math.max(0, paidFen - meteredFen)
  return {
    reverseFen: provisionalFen,
    chargeFen: meteredFen,
    shortFen: Math.max(0, meteredFen - paidFen),
    carryOverFen: surplus === 'carry-over' ? overFen : 0,
    refundFen: surplus === 'refund' ? overFen : 0,
  }
}
