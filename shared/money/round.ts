import { type Fen, fen } from './fen.ts'
import type { Fraction } from './fraction.ts'

/** `half-up`: half goes away from zero. `truncate`: toward zero. */
export type RoundingMode = 'half-up' | 'truncate'
export type RoundingUnit = 'fen' | 'jiao' | 'yuan'

export const roundingModes: readonly RoundingMode[] = ['half-up', 'truncate']
export const roundingUnits: readonly RoundingUnit[] = ['fen', 'jiao', 'yuan']

const fenPerUnit: Readonly<Record<RoundingUnit, bigint>> = { fen: 1n, jiao: 10n, yuan: 100n }

/**
 * The one rounding of the whole tree: an exact number of fen becomes whole fen, a multiple of `unit`.
 * Throws RangeError when the result is more than JavaScript can hold exactly.
 */
export function round(exact: Fraction, mode: RoundingMode, unit: RoundingUnit): Fen {
  const step = fenPerUnit[unit]
  const size = exact.num < 0n ? -exact.num : exact.num
  const per = exact.den * step
  const units = mode === 'half-up' ? (2n * size + per) / (2n * per) : size / per
  return fen(Number((exact.num < 0n ? -units : units) * step))
}
