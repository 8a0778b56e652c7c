import { openLines } from '../wire/json-lines.ts'
import type { ClockReading } from '../wire/movable-clock.ts'

/** One message as the provider has taken it. */
export type TakenMessage = {
  readonly bizId: string
  readonly at: number
  readonly phone: string
  readonly signName: string
  readonly templateCode: string
  /** What the phone shows. */
  readonly words: string
  readonly params: Readonly<Record<string, string>>
  readonly outId: string
}

export type BookLine = { readonly line: 'taken'; readonly message: TakenMessage } | ({ readonly line: 'clock' } & ClockReading)

export type Book = {
  append(line: BookLine): void
  messages(): readonly TakenMessage[]
  clock(): ClockReading | null
}

/** Opens the provider's book: every message it has taken. */
export function openBook(dataDir: string): Book {
  const messages: TakenMessage[] = []
  let clock: ClockReading | null = null
  const append = openLines<BookLine>(dataDir, 'sms-book.jsonl', (line) => {
    if (line.line === 'taken') messages.push(line.message)
    else clock = { offsetMs: line.offsetMs, frozenAt: line.frozenAt }
  })
  return { append, messages: () => messages, clock: () => clock }
}
