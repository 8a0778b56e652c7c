import type { PostedLine } from './live-charge.repository.ts'
import type { PricedLine } from './priced-line.ts'

/** What stays, what is taken back, and what is posted in its place. */
export type LineChanges<Line> = {
  readonly kept: readonly Line[]
  readonly reversed: readonly Line[]
  readonly added: readonly PricedLine[]
}
type Compared = Pick<
  PostedLine,
  'postingKey' | 'amountFen' | 'payerKind' | 'customerClass' | 'priceType' | 'dueOn' | 'ruleSetId' | 'ruleKind' | 'steps'
>

/** Origins of lines the rules have made, and can make again. */
const PRICED: ReadonlySet<string> = new Set(['run', 'single', 'rebill'])

export function isPriced({ origin }: { readonly origin: string }): boolean {
  return PRICED.has(origin)
}

/** What a line is for, whichever time it is posted: 80010001:2026-2027:heat:1:heat. */
export function purposeOf(postingKey: string): string {
  return postingKey.split('~')[0] ?? postingKey
}

/**
 * A season's posted charges against the same season priced again. A line that differs in anything people or replay can see is replaced whole: its
 * explanation would be wrong otherwise. Where nothing is or was owed there is nothing to replace.
 */
export function compareLines<Line extends Compared>(posted: readonly Line[], priced: readonly PricedLine[]): LineChanges<Line> {
  const again = new Map(priced.map((line) => [line.postingKey, line]))
  const stays = (line: Line) => {
    const same = again.get(purposeOf(line.postingKey ?? ''))
    return line.amountFen === 0 ? (same?.amountFen ?? 0) === 0 : same !== undefined && isSame(line, same)
  }
  const kept = posted.filter(stays)
  const keptKeys = new Set(kept.map(({ postingKey }) => purposeOf(postingKey ?? '')))
  const reversed = posted.filter((line) => !stays(line))
  const reversedKeys = new Set(reversed.map(({ postingKey }) => purposeOf(postingKey ?? '')))
  const added = priced.filter(({ postingKey, amountFen }) => !keptKeys.has(postingKey) && (amountFen !== 0 || reversedKeys.has(postingKey)))
  return { kept, reversed, added }
}

/** The key of a line posted again: the same purpose, one time more. */
export function nextPostingKey(purpose: string, keys: readonly string[]): string {
  const times = keys.filter((key) => purposeOf(key) === purpose).length
  return times === 0 ? purpose : `${purpose}~${times + 1}`
}

function isSame(posted: Compared, again: PricedLine): boolean {
  return (
    posted.amountFen === again.amountFen &&
    posted.payerKind === again.payerKind &&
    posted.customerClass === again.customerClass &&
    posted.priceType === again.priceType &&
    posted.dueOn === again.dueOn &&
    posted.ruleSetId === again.ruleSetId &&
    posted.ruleKind === again.ruleKind &&
    posted.steps === again.steps
  )
}
