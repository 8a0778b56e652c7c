import type { LocalDay } from '../calendar/local-day.ts'
import { type Fen, fen } from '../money/fen.ts'

/** Money on a line, by the payment it came from: null for a balance that was there before our books. */
export type PaidPart = {
  readonly paymentId: number | null
  /** Value day of that payment. */
  readonly valueOn: LocalDay
  /** Above 0. */
  readonly leftFen: Fen
}

/** An allocation of a line; below 0 what was released again. */
export type PaidRow = Omit<PaidPart, 'leftFen'> & { readonly amountFen: Fen }

/** What is left on one line of its allocations, given oldest first: answered newest first. A release takes from its payment's newest. */
export function paidParts(rows: readonly PaidRow[]): PaidPart[] {
  const parts: PaidPart[] = []
  for (const { amountFen, ...from } of rows) {
    if (amountFen > 0) parts.push({ ...from, leftFen: amountFen })
    let releasedFen = Math.max(0, -amountFen)
    for (let at = parts.length - 1; at >= 0 && releasedFen > 0; at--) {
      const part = parts[at]
      if (!part || part.paymentId !== from.paymentId) continue
      const takenFen = Math.min(part.leftFen, releasedFen)
      parts[at] = { ...part, leftFen: fen(part.leftFen - takenFen) }
      releasedFen -= takenFen
    }
    if (releasedFen > 0) throw new RangeError(`more was released of payment ${from.paymentId} than it had paid`)
  }
  return parts.filter(({ leftFen }) => leftFen > 0).reverse()
}

/** Which parts give `amountFen`, newest first. Throws RangeError when they hold less. */
export function takeNewest(parts: readonly PaidPart[], amountFen: Fen): PaidPart[] {
  let wantedFen = amountFen
  const taken = parts.flatMap((part) => {
    const leftFen = Math.min(part.leftFen, wantedFen)
    wantedFen -= leftFen
    return leftFen > 0 ? { ...part, leftFen } : []
  })
  if (wantedFen > 0) throw new RangeError(`cannot release ${amountFen}: ${wantedFen} of it were never paid`)
  return taken
}
