import { type Fen, fen } from './fen.ts'
import { compare, type Fraction, fraction, multiply, sum } from './fraction.ts'
import { round } from './round.ts'

/**
 * Shares `total` over `weights` by largest remainder: each part is its exact share cut to whole fen, and the fen left over go one
 * by one to the parts that lost most (the earlier part on a tie). The parts always add up to `total`.
 * Throws RangeError for a negative weight, or when there is something to share and no weight to share it by.
 */
export function split(total: Fen, weights: readonly Fraction[]): Fen[] {
  const whole = sum(weights)
  if (weights.some(({ num }) => num < 0n)) throw new RangeError('split needs weights of 0 or more')
  if (total === 0) return weights.map(() => 0)
  if (whole.num === 0n) throw new RangeError('split needs at least one weight above 0')

  const sign = Math.sign(total)
  const size = fen(Math.abs(total))
  const perWeight = multiply(fraction(size), { num: whole.den, den: whole.num })
  const shares = weights.map((weight, index) => {
    const exact = multiply(weight, perWeight)
    const kept = round(exact, 'truncate', 'fen')
    return { index, kept, lost: fraction(exact.num - BigInt(kept) * exact.den, exact.den) }
  })
  const left = size - shares.reduce((added, { kept }) => added + kept, 0)
  const lucky = new Set(
    shares
      .toSorted((a, b) => compare(b.lost, a.lost) || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  )
  return shares.map(({ index, kept }) => (kept + (lucky.has(index) ? 1 : 0)) * sign || 0)
}
