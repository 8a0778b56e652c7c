import type { EntryRow } from '../../../../../shared/contracts/ledger.ts'

/** Entries of a billing run have a line per household: so many are shown before one asks for the rest. */
export const linesAtFirst = 6

/** One line of an entry as one table row; `span` is the number of rows of the entry on its first row and 0 on the others. */
export type EntryLine = {
  readonly key: string
  readonly entry: EntryRow
  readonly span: number
  /** Null on the row that stands for the lines not shown. */
  readonly line: EntryRow['lines'][number] | null
  readonly hidden: number
}

/** `opened` holds the numbers of entries that are shown whole. A remainder of one line is shown rather than announced. */
export function linesOf(entries: readonly EntryRow[], opened: ReadonlySet<string>): EntryLine[] {
  return entries.flatMap((entry) => {
    const whole = opened.has(entry.entryNo) || entry.lines.length <= linesAtFirst + 1
    const lines = whole ? entry.lines : entry.lines.slice(0, linesAtFirst)
    const hidden = entry.lines.length - lines.length
    const rows = hidden > 0 ? [...lines, null] : lines
    return rows.map((line, index) => ({ key: `${entry.entryNo}/${index}`, entry, line, hidden, span: index === 0 ? rows.length : 0 }))
  })
}
