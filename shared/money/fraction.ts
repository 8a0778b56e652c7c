/** An exact number, always reduced and with a positive denominator. Amounts are fractions of one fen until they are rounded. */
export type Fraction = { readonly num: bigint; readonly den: bigint }

/** `num / den`, reduced. Throws RangeError for a zero denominator or a number that is not a safe integer. */
export function fraction(num: number | bigint, den: number | bigint = 1n): Fraction {
  return reduce(whole(num), whole(den))
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return reduce(a.num * b.num, a.den * b.den)
}

export function add(a: Fraction, b: Fraction): Fraction {
  return reduce(a.num * b.den + b.num * a.den, a.den * b.den)
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const difference = a.num * b.den - b.num * a.den
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export const zero: Fraction = { num: 0n, den: 1n }

export function sum(parts: readonly Fraction[]): Fraction {
  return parts.reduce(add, zero)
}

function reduce(num: bigint, den: bigint): Fraction {
  if (den === 0n) throw new RangeError('a fraction needs a denominator other than 0')
  const divisor = greatestCommonDivisor(num, den)
  const sign = den < 0n ? -1n : 1n
  return { num: (sign * num) / divisor, den: (sign * den) / divisor }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y > 0n) [x, y] = [y, x % y]
  return x
}

function whole(value: number | bigint): bigint {
  if (typeof value === 'bigint') return value
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number that can be held exactly: ${value}`)
  return BigInt(value)
}
