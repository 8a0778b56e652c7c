/** Exact numbers as a reader of the texts has them; nothing here is shared with the engine. */
export type Ratio = { readonly num: bigint; readonly den: bigint }

export const ratio = (num: bigint | number, den: bigint | number = 1): Ratio => ({ num: BigInt(num), den: BigInt(den) })
export const times = (a: Ratio, b: Ratio): Ratio => ratio(a.num * b.num, a.den * b.den)
export const over = (a: Ratio, b: Ratio): Ratio => ratio(a.num * b.den, a.den * b.num)
export const plus = (a: Ratio, b: Ratio): Ratio => ratio(a.num * b.den + b.num * a.den, a.den * b.den)
export const minus = (a: Ratio, b: Ratio): Ratio => plus(a, ratio(-b.num, b.den))
export const less = (a: Ratio, b: Ratio): boolean => a.num * b.den < b.num * a.den
export const same = (a: Ratio, b: Ratio): boolean => a.num * b.den === b.num * a.den
export const smaller = (a: Ratio, b: Ratio): Ratio => (less(b, a) ? b : a)
export const product = (factors: readonly Ratio[]): Ratio => factors.reduce(times, ratio(1))
export const total = (parts: readonly Ratio[]): Ratio => parts.reduce(plus, ratio(0))
export const cut = ({ num, den }: Ratio): number => Number(num / den)

/** '954.685', '(190937/150)', '(190937/600)≈318.2283', '1/3', '30%', '1.5‰', '-3.50'. */
export function readNumber(shown: string): Ratio {
  const bare = (shown.split('≈')[0] ?? '').replace(/[()]/g, '')
  if (bare.endsWith('%')) return times(readNumber(bare.slice(0, -1)), ratio(1, 100))
  if (bare.endsWith('‰')) return times(readNumber(bare.slice(0, -1)), ratio(1, 1000))
  const [num = '', den] = bare.split('/')
  if (den !== undefined) return ratio(BigInt(num), BigInt(den))
  if (!/^-?\d+(\.\d+)?$/.test(num)) throw new Error(`no number: ${shown}`)
  const [head = '', tail = ''] = num.split('.')
  return ratio(BigInt(head + tail), 10n ** BigInt(tail.length))
}

/** Yuan as written, in fen; throws when it is not whole fen. */
export function fenIn(yuan: string): number {
  const inFen = times(readNumber(yuan), ratio(100))
  if (inFen.num % inFen.den !== 0n) throw new Error(`not whole fen: ${yuan}`)
  return cut(inFen)
}

/** An amount in yuan rounded as the words say, in fen. */
export function rounded(yuan: Ratio, mode: string, unit: string): number {
  const step = unit === '元' ? 100n : unit === '角' ? 10n : 1n
  const { num, den } = ratio(yuan.num * 100n, yuan.den * step)
  if (mode !== '四舍五入' && mode !== '舍去尾数') throw new Error(`no way to round: ${mode}`)
  return Number((mode === '四舍五入' ? (2n * num + den) / (2n * den) : num / den) * step)
}

/** A check of the text against itself. */
export function holds(condition: boolean, sentence: string, why: string): void {
  if (!condition) throw new Error(`does not hold (${why}): ${sentence}`)
}
