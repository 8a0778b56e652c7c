/**
 * A deliberately plain second computation: it sees only the Chinese sentences of one line, never facts, rules or steps,
 * and says what amount in fen they lead to. Throws when a sentence does not hold.
 */
export function readAmount(sentences: readonly string[]): number {
  const text = sentences.join('\n')
  const product = termsIn(text).reduce(times, ratio(1n, 1n))
  const last = sentences.at(-1) ?? ''
  if (!last.startsWith('按比例分摊')) return rounded(product, text)

  const sum = readNumber(find(text, /项合计 ([^≈，]+)/))
  const total = ratio(BigInt(rounded(sum, text)), 100n)
  const kept = cut({ num: product.num * total.num * sum.den * 100n, den: product.den * total.den * (sum.num || 1n) })
  const extra = /补 ([\d.]+) 元/.exec(last)?.[1] ?? '0'
  const shown = { kept: fenIn(find(last, /到分 = ([\d.]+) 元/)), amount: fenIn(find(last, /本项 = ([\d.]+) 元/)) }
  if (shown.kept !== kept || shown.amount !== kept + fenIn(extra)) throw new Error(`the share does not hold: ${kept}\n${text}`)
  return shown.amount
}

type Ratio = { readonly num: bigint; readonly den: bigint }
const ratio = (num: bigint, den: bigint): Ratio => ({ num, den })
const times = (a: Ratio, b: Ratio): Ratio => ratio(a.num * b.num, a.den * b.den)

/** Area, price and share, from the sentences that introduce them, not from the formula. */
function termsIn(text: string): Ratio[] {
  const terms = [readNumber(find(text, /面积 ([\d.]+) ㎡/)), readNumber(find(text, /热价 ([\d.]+) 元/))]
  const share = /全额费用的 (\S+) 收取/.exec(text)?.[1]
  return share === undefined ? terms : [...terms, readNumber(share)]
}

/** '954.685', '(190937/150)', '1/3', '30%'. */
function readNumber(shown: string): Ratio {
  const bare = shown.replace(/[()]/g, '')
  if (bare.endsWith('%')) return times(readNumber(bare.slice(0, -1)), ratio(1n, 100n))
  const [num = '', den] = bare.split('/')
  if (den !== undefined) return ratio(BigInt(num), BigInt(den))
  const [head = '', tail = ''] = num.split('.')
  return ratio(BigInt(head + tail), 10n ** BigInt(tail.length))
}

/** `yuan` rounded as the text says, in fen. */
function rounded(yuan: Ratio, text: string): number {
  const [, mode, unit] = /(四舍五入|舍去尾数)到(分|角|元) =/.exec(text) ?? []
  const step = unit === '元' ? 100n : unit === '角' ? 10n : 1n
  const inUnits = ratio(yuan.num * 100n, yuan.den * step)
  const units = mode === '四舍五入' ? (2n * inUnits.num + inUnits.den) / (2n * inUnits.den) : inUnits.num / inUnits.den
  const amountFen = Number(units * step)
  const shown = fenIn(find(text, /(?:四舍五入|舍去尾数)到[分角元] = ([\d.]+) 元/))
  if (shown !== amountFen) throw new Error(`the text says ${shown}, it computes to ${amountFen}\n${text}`)
  return amountFen
}

const cut = ({ num, den }: Ratio): number => Number(num / den)
const fenIn = (yuan: string): number => cut(times(readNumber(yuan), ratio(100n, 1n)))

function find(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1]
  if (found === undefined) throw new Error(`nothing like ${pattern} in\n${text}`)
  return found
}
