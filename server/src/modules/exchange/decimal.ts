/** '89.5' with three decimals is 89500; null for what is no such number. Digits only: no float comes between. */
export function wholeOfDecimal(text: string, decimals: number): number | null {
  const [, sign, head = '', tail = ''] = /^(-?)(\d{1,10})(?:\.(\d+))?$/.exec(text.replaceAll(',', '')) ?? []
  if (sign === undefined || tail.replace(/0+$/, '').length > decimals) return null
  const whole = Number(`${head}${tail.slice(0, decimals).padEnd(decimals, '0')}`)
  return sign === '-' && whole !== 0 ? -whole : whole
}
