import type { Fen } from '../money/fen.ts'

/** 102056 is '1,020.56'. Throws RangeError for anything but whole fen. */
export function formatFen(amount: Fen): string {
  return withDecimals(amount, 2, 2, ',')
}

/** 102056 is '1,020.56 元'. */
export function formatYuan(amount: Fen): string {
  return `${formatFen(amount)} 元`
}

/** 102056 is '1020.56': for texts a reader computes with, and for printing. */
export function plainYuan(amount: Fen): string {
  return withDecimals(amount, 2, 2)
}

/** 1/1000 m² in, m² out with two or, when needed, three decimals: 46570 is '46.57', 46575 is '46.575'. */
export function formatArea(milliM2: number): string {
  return withDecimals(milliM2, 3, 2)
}

/** 1/10 000 yuan in, yuan out with two to four decimals: 205000 is '20.50', 1570 is '0.157'. */
export function formatPrice(priceE4: number): string {
  return withDecimals(priceE4, 4, 2)
}

/** Millimetres in, metres out: 3300 is '3.30'. */
export function formatHeight(heightMm: number): string {
  return withDecimals(heightMm, 3, 2)
}

/** Parts per million in, percent out: 25000 is '2.5%', 300000 is '30%'. */
export function formatPercent(ppm: number): string {
  return `${withDecimals(ppm, 4, 0)}%`
}

/** Parts per million in, per mille out: 1000 is '1‰'. The way daily late-fee rates are published. */
export function formatPermille(ppm: number): string {
  return `${withDecimals(ppm, 3, 0)}‰`
}

/** Puts the point `scale` digits from the right and drops zeros down to `keep` decimals. Text only: no division, so nothing is lost. */
function withDecimals(value: number, scale: number, keep: number, thousands = ''): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`)
  const digits = String(Math.abs(value)).padStart(scale + 1, '0')
  const point = digits.length - scale
  const head = digits.slice(0, point).replace(/\B(?=(\d{3})+$)/g, thousands)
  let tail = digits.slice(point)
  while (tail.length > keep && tail.endsWith('0')) tail = tail.slice(0, -1)
  return (value < 0 ? '-' : '') + head + (tail === '' ? '' : `.${tail}`)
}
