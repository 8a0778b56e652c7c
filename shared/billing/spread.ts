import { type Fen, fen } from '../money/fen.ts'
import { fraction } from '../money/fraction.ts'
import { split } from '../money/split.ts'

/**
 * Shares a discount, waiver or refund over the charge lines it answers, by their size; the parts add up and none is larger than its line.
 * Throws RangeError below 0 or when there is more to share than the lines hold.
 */
export function spreadOver<Line extends { readonly amountFen: Fen }>(
  amountFen: Fen,
  lines: readonly Line[],
): { readonly line: Line; readonly amountFen: Fen }[] {
  const wholeFen = lines.reduce((total, line) => total + line.amountFen, 0)
  if (fen(amountFen) < 0 || amountFen > wholeFen) throw new RangeError(`cannot take ${amountFen} off ${wholeFen}`)
  // A part is its exact share, at most rounded up to the next fen: as the whole fits, so does each part.
  const parts = split(
    amountFen,
    lines.map((line) => fraction(line.amountFen)),
  )
  return lines.flatMap((line, index) => (parts[index] ? [{ line, amountFen: parts[index] }] : []))
}
