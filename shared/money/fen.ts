/** 分. The only unit of money: a whole number, never a float. */
export type Fen = number

/** Returns `value` when it is whole fen that JavaScript can hold exactly; throws RangeError otherwise. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not whole fen: ${value}`)
  return value
}

/** More than this is refused before it is rounded: some 10 万亿 yuan, far from the edge of exact integers so that sums stay exact. */
export const largestFen: Fen = 1_000_000_000_000_000
