import type { MovableClock } from '../wire/movable-clock.ts'
import { type Attempt, connect, type SignedNotice, type Spread, sendMany } from '../wire/sending.ts'
import type { Book } from './book.ts'
import { type Behaviour, behaviourOf } from './magic-amounts.ts'
import { type NoticeParties, signNotice } from './notices.ts'
import type { TamperKind } from './tampering.ts'
import type { Notice, Trade } from './trade.ts'

export type RoundDeps = {
  readonly book: Book
  readonly clock: MovableClock
  /** Whose notice it is and which key signs it. */
  readonly partiesOf: (appId: string) => NoticeParties
  readonly timeoutMs: number
}

/** One scheduled round: the forgeries the behaviour asks for (first round only), then the true notice, in as many copies at once. */
export async function sendRound(deps: RoundDeps, noticeId: string): Promise<void> {
  const { notice, trade, url } = find(deps.book, noticeId)
  const first: Behaviour = notice.sends === 0 && notice.refundNo === null ? behaviourOf(trade.behaviour) : { title: '' }
  const attempts: Attempt[] = []
  for (const kind of first.forgeries ?? []) attempts.push(await sendOnce(deps, notice, trade, url, kind))
  const copies = Array.from({ length: first.noticeCopies ?? 1 }, () => sendOnce(deps, notice, trade, url, null))
  attempts.push(...(await Promise.all(copies)))
  deps.book.append({ line: 'sent', noticeId, scheduled: true, attempts })
}

/** The same notice again, `times` times, spread over connections and addresses; to the trade's own address when none is given. */
export async function resend(deps: RoundDeps, noticeId: string, spread: Partial<Spread>): Promise<readonly Attempt[]> {
  const { notice, trade, url } = find(deps.book, noticeId)
  const attempts = await sendMany(deps, () => sign(deps, notice, trade, null), { urls: [url], times: 1, sockets: 1, ...spread })
  deps.book.append({ line: 'sent', noticeId, scheduled: false, attempts })
  return attempts
}

async function sendOnce(deps: RoundDeps, notice: Notice, trade: Trade, url: string, tamper: TamperKind | null): Promise<Attempt> {
  const connection = connect(url, deps.timeoutMs)
  const at = deps.clock.now()
  const result = await connection.send(sign(deps, notice, trade, tamper))
  connection.close()
  return { at, url, kind: tamper ?? 'true', ...result }
}

function sign({ clock, partiesOf }: RoundDeps, { noticeId, refundNo }: Notice, trade: Trade, tamper: TamperKind | null): SignedNotice {
  return signNotice({ noticeId, trade, refundNo, tamper }, partiesOf(trade.appId), clock.now())
}

function find(book: Book, noticeId: string): { readonly notice: Notice; readonly trade: Trade; readonly url: string } {
  const notice = book.notice(noticeId)
  const trade = notice === undefined ? undefined : book.trade(notice.tradeNo)
  if (notice === undefined || !trade?.notifyUrl) throw new Error(`no notice ${noticeId}`)
  return { notice, trade, url: trade.notifyUrl }
}
