import { chargeSentences, type Read } from './charge-sentences.ts'
import { cut, fenIn, holds, product, ratio, readNumber, rounded, same } from './numbers.ts'

/**
 * A deliberately plain second computation: it sees only the Chinese sentences of one line, never facts, rules or steps, and says what amount in fen
 * they lead to. Every sentence must be one it understands; throws when one does not hold.
 */
export function readAmount(sentences: readonly string[]): number {
  const read: Read = { terms: [], tiers: [], tierAreas: [], heat: [] }
  for (const [index, sentence] of sentences.entries()) {
    if (isRounding(sentence)) return readRounding(sentences.slice(index), read)
    readSentence(sentence, read)
  }
  throw new Error(`never rounded:\n${sentences.join('\n')}`)
}

/** Takes in one sentence before the rounding. Throws for one it does not know. */
function readSentence(sentence: string, read: Read): void {
  const known = chargeSentences.find(([pattern]) => pattern.test(sentence))
  if (!known) throw new Error(`nobody can read: ${sentence}`)
  const [pattern, take] = known
  take(read, pattern.exec(sentence) as readonly string[])
}

const isRounding = (sentence: string) => /(四舍五入|舍去尾数)到[分角元] = [\d.]+ 元$/.test(sentence)

/** The last sentences: rounding by itself, or of a sum that is shared out. */
function readRounding([first = '', last]: readonly string[], { terms }: Read): number {
  const exact = product(terms)
  const [, before = '', mode = '', unit = '', shown = ''] = /^(.*)，(四舍五入|舍去尾数)到([分角元]) = ([\d.]+) 元$/.exec(first) ?? []
  const [own = '', sum] = before.split('；')
  holds(same(readNumber(own.split(' = ').at(-1) ?? ''), exact), first, `computes to ${exact.num}/${exact.den}`)
  if (sum === undefined) {
    holds(fenIn(shown) === rounded(exact, mode, unit), first, 'rounded')
    return fenIn(shown)
  }
  const all = readNumber(/项合计 (\S+)$/.exec(sum)?.[1] ?? '')
  holds(fenIn(shown) === rounded(all, mode, unit), first, 'sum rounded')
  const parts =
    /^按比例分摊：(.+) ÷ (.+) × ([\d.]+)，舍去尾数到分 = ([\d.]+) 元(?:，按最大余数法补 ([\d.]+) 元)?，本项 = ([\d.]+) 元$/.exec(last ?? '')
  const [, part = '', of = '', whole = '', kept = '', extra = '0', amount = ''] = parts ?? []
  holds(same(readNumber(part), exact) && same(readNumber(of), all) && whole === shown, last ?? '', 'share')
  const share = all.num === 0n ? ratio(0) : ratio(exact.num * BigInt(fenIn(shown)) * all.den, exact.den * all.num)
  holds(fenIn(kept) === cut(share) && fenIn(amount) === fenIn(kept) + fenIn(extra), last ?? '', 'part')
  holds(fenIn(extra) <= 1, last ?? '', 'more than one fen')
  return fenIn(amount)
}
