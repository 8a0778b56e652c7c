import type { MovableClock } from '../wire/movable-clock.ts'
import { type Attempt, connect, type SignedNotice, type Spread, sendMany } from '../wire/sending.ts'
import type { Book } from './book.ts'
import type { MerchantConfig, PlatformKeyConfig } from './config.ts'
import { type Behaviour, behaviourOf } from './magic-amounts.ts'
import { signNotice } from './notices.ts'
import type { TamperKind } from './tampering.ts'
import type { Notice, Trade } from './trade.ts'

export type RoundDeps = {
  readonly book: Book
  readonly clock: MovableClock
  readonly merchantOf: (mchId: string) => MerchantConfig
  readonly keyOf: (merchant: MerchantConfig) => PlatformKeyConfig
  readonly timeoutMs: number
}

/** One scheduled round: the forgeries the behaviour asks for (first round only), then the true notice, in as many copies at once. */
export async function sendRound(deps: RoundDeps, noticeId: string): Promise<void> {
  const { notice, trade } = find(deps.book, noticeId)
  const first: Behaviour = notice.sends === 0 ? behaviourOf(trade.behaviour) : { title: '' }
  const attempts: Attempt[] = []
  for (const kind of first.forgeries ?? []) attempts.push(await sendOnce(deps, notice, trade, trade.notifyUrl, kind))
  const copies = Array.from({ length: first.noticeCopies ?? 1 }, () => sendOnce(deps, notice, trade, trade.notifyUrl, null))
  attempts.push(...(await Promise.all(copies)))
  deps.book.append({ line: 'sent', noticeId, scheduled: true, attempts })
}

/** The same notice again, `times` times, spread over `sockets` connections that work at the same time and over `urls` in turn. */
export async function resend(deps: RoundDeps, noticeId: string, spread: Spread): Promise<readonly Attempt[]> {
  const { notice, trade } = find(deps.book, noticeId)
  const attempts = await sendMany(deps, () => sign(deps, notice, trade, null), spread)
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

function sign({ clock, merchantOf, keyOf }: RoundDeps, notice: Notice, trade: Trade, tamper: TamperKind | null): SignedNotice {
  const merchant = merchantOf(trade.mchId)
  return signNotice({ noticeId: notice.noticeId, createdAt: notice.createdAt, trade, tamper }, merchant, keyOf(merchant), clock.now())
}

function find(book: Book, noticeId: string): { readonly notice: Notice; readonly trade: Trade } {
  const notice = book.notice(noticeId)
  const trade = notice === undefined ? undefined : book.tradeByPrepayId(notice.prepayId)
  if (notice === undefined || trade === undefined) throw new Error(`no notice ${noticeId}`)
  return { notice, trade }
}
