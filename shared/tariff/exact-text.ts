import type { Fraction } from '../money/fraction.ts'

/** A fraction as a factor a person can compute with: all its decimals when they end (954.685), else the fraction itself, (190937/600). */
export function exactText({ num, den }: Fraction): string {
  const places = decimalPlaces(den)
  return places === null ? `(${num}/${den})` : decimals(num, den, places)
}

/** The same as a result: a fraction that never ends gets a rough value too, (190937/600)≈318.2283. */
export function resultText(value: Fraction): string {
  const exact = exactText(value)
  return exact.startsWith('(') ? `${exact}≈${decimals(value.num, value.den, 4)}` : exact
}

/** Decimals of `num / den`, cut after `places`. */
function decimals(num: bigint, den: bigint, places: number): string {
  const size = ((num < 0n ? -num : num) * 10n ** BigInt(places)) / den
  const text = String(size).padStart(places + 1, '0')
  const point = text.length - places
  const tail = text.slice(point).replace(/0+$/, '')
  return (num < 0n ? '-' : '') + text.slice(0, point) + (tail === '' ? '' : `.${tail}`)
}

/** How many decimals a fraction with this (reduced) denominator has; null when they never end. */
function decimalPlaces(den: bigint): number | null {
  let rest = den
  let [twos, fives] = [0, 0]
  for (; rest % 2n === 0n; rest /= 2n) twos++
  for (; rest % 5n === 0n; rest /= 5n) fives++
  return rest === 1n ? Math.max(twos, fives) : null
}
