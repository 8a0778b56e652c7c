import type { MovableClock } from '../wire/movable-clock.ts'
import { type Attempt, connect, type SignedNotice, type Spread, sendMany } from '../wire/sending.ts'
import type { Book } from './book.ts'
import type { MerchantConfig, PlatformKeyConfig } from './config.ts'
import { type Behaviour, behaviourOf } from './magic-amounts.ts'
import { signNotice } from './notices.ts'
import { refundBehaviourOf } from './refund-magic.ts'
import type { TamperKind } from './tampering.ts'
import type { Notice, Refund, Trade } from './trade.ts'

export type RoundDeps = {
  readonly book: Book
  readonly clock: MovableClock
  readonly merchantOf: (mchId: string) => MerchantConfig
  readonly keyOf: (merchant: MerchantConfig) => PlatformKeyConfig
  readonly timeoutMs: number
}

/** What a notice tells: of a payment, or of a refund of it. */
type Told = { readonly notice: Notice; readonly trade: Trade; readonly refund: Refund | undefined }

/** One scheduled round: the forgeries the behaviour asks for (first round only), then the true notice, in as many copies at once. */
export async function sendRound(deps: RoundDeps, noticeId: string): Promise<void> {
  const told = find(deps.book, noticeId)
  const first: Pick<Behaviour, 'forgeries' | 'noticeCopies'> = told.notice.sends === 0 ? firstOf(told) : {}
  const attempts: Attempt[] = []
  for (const kind of first.forgeries ?? []) attempts.push(await sendOnce(deps, told, kind))
  const copies = Array.from({ length: first.noticeCopies ?? 1 }, () => sendOnce(deps, told, null))
  attempts.push(...(await Promise.all(copies)))
  deps.book.append({ line: 'sent', noticeId, scheduled: true, attempts })
}

/** The same notice again, `times` times, spread over `sockets` connections that work at the same time and over `urls` in turn. */
export async function resend(deps: RoundDeps, noticeId: string, spread: Spread): Promise<readonly Attempt[]> {
  const told = find(deps.book, noticeId)
  const attempts = await sendMany(deps, () => sign(deps, told, null), spread)
  deps.book.append({ line: 'sent', noticeId, scheduled: false, attempts })
  return attempts
}

function firstOf({ trade, refund }: Told): Pick<Behaviour, 'forgeries' | 'noticeCopies'> {
  return refund === undefined ? behaviourOf(trade.behaviour) : refundBehaviourOf(refund.behaviour)
}

async function sendOnce(deps: RoundDeps, told: Told, tamper: TamperKind | null): Promise<Attempt> {
  const url = told.refund?.notifyUrl ?? told.trade.notifyUrl
  const connection = connect(url, deps.timeoutMs)
  const at = deps.clock.now()
  const result = await connection.send(sign(deps, told, tamper))
  connection.close()
  return { at, url, kind: tamper ?? 'true', ...result }
}

function sign({ clock, merchantOf, keyOf }: RoundDeps, { notice, trade, refund }: Told, tamper: TamperKind | null): SignedNotice {
  const merchant = merchantOf(trade.mchId)
  const draft = { noticeId: notice.noticeId, createdAt: notice.createdAt, trade, refund, tamper }
  return signNotice(draft, merchant, keyOf(merchant), clock.now())
}

function find(book: Book, noticeId: string): Told {
  const notice = book.notice(noticeId)
  const trade = notice === undefined ? undefined : book.tradeByPrepayId(notice.prepayId)
  if (notice === undefined || trade === undefined) throw new Error(`no notice ${noticeId}`)
  return { notice, trade, refund: notice.refundId === undefined ? undefined : book.refund(notice.refundId) }
}
