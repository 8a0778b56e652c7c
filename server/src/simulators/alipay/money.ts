/** `1020.56` of 102056 fen, by digits and not by division; also for amounts below zero. */
export function yuanText(amountFen: number): string {
  const digits = String(Math.abs(amountFen)).padStart(3, '0')
  return `${amountFen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Fen of an amount as requests carry it: more than nothing, at most two decimals; null for anything else. */
export function readYuan(value: unknown): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(typeof value === 'string' ? value : '')
  const amount = match === null ? 0 : Number(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`)
  return amount > 0 ? amount : null
}
