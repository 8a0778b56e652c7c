import { type Fen, fen } from '../../../../shared/money/fen.ts'

/** `954.69` of 95469 fen, by digits and not by division. Throws RangeError for what is no amount to pay. */
export function yuanOf(amount: Fen): string {
  if (fen(amount) <= 0) throw new RangeError('an amount must be more than nothing')
  const digits = String(amount).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Reads an amount in yuan with at most two decimals, also negative; null for anything else. */
export function fenOf(text: unknown): Fen | null {
  const match = typeof text === 'string' ? /^(-?)(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text) : null
  if (match === null) return null
  const [, sign, whole = '', part = ''] = match
  const amount = Number(`${whole}${part.padEnd(2, '0')}`)
  return sign === '-' && amount > 0 ? -amount : amount
}
