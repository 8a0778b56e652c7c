import { readInteger, readObject, readText, readUrls } from '../wire/control-fields.ts'
import type { Deliveries } from '../wire/delivery.ts'
import { ControlError, control } from '../wire/replies.ts'
import type { Route } from '../wire/router.ts'
import { type Attempt, type SignedNotice, sendMany } from '../wire/sending.ts'
import { viewNotice } from './book-view.ts'
import { findTrade } from './control.ts'
import { newNoticeId, signNotice } from './notices.ts'
import { type RoundDeps, resend } from './rounds.ts'
import { isTamperKind, tamperKinds } from './tampering.ts'
import type { Refund, Trade } from './trade.ts'

/** Notices by hand: hold and release, send again, craft any notice the platform or a forger could send. */
export function noticeControlRoutes(deps: RoundDeps, deliveries: Deliveries): readonly Route[] {
  const { book, clock } = deps
  const list = (prepayId: string | null) =>
    book
      .notices()
      .filter((notice) => prepayId === null || notice.prepayId === prepayId)
      .map((notice) => viewNotice(notice, book.tradeByPrepayId(notice.prepayId)))
  return [
    control('GET', '/sim/wechat-pay/control/notices', (_, { query }) => ({
      held: deliveries.isHeld(),
      waiting: deliveries.waiting().map(({ noticeId, dueAt }) => ({ noticeId, dueAt: new Date(dueAt).toISOString() })),
      notices: list(query.get('prepayId')),
    })),
    control('POST', '/sim/wechat-pay/control/notices/:id/resend', async (body, { params }) => {
      const notice = book.notice(params.id ?? '')
      const trade = notice === undefined ? undefined : book.tradeByPrepayId(notice.prepayId)
      if (notice === undefined || trade === undefined) throw new ControlError('no such notice')
      return { attempts: viewAttempts(await resend(deps, notice.noticeId, readSpread(body, trade))) }
    }),
    control('POST', '/sim/wechat-pay/control/notices/craft', async (body) => {
      const trade = body.prepayId === undefined && body.outTradeNo === undefined ? inventedTrade(body, clock.now()) : findTrade(book, body)
      const craft = () => craftNotice(deps, trade, body)
      if (body.send === undefined) return craft()
      const attempts = await sendMany(deps, craft, readSpread(readObject(body.send, 'send'), trade))
      return { attempts: viewAttempts(attempts) }
    }),
  ]
}

/** `transaction` and `envelope` lay fields over the truth; `timestampOffsetSeconds` moves the signing time; `tamper` spoils the result. */
function craftNotice({ clock, merchantOf, keyOf }: RoundDeps, trade: Trade, body: Readonly<Record<string, unknown>>): SignedNotice {
  const { tamper, signAsMchId } = body
  if (tamper !== undefined && !isTamperKind(tamper)) throw new ControlError(`tamper is none of ${tamperKinds.join(', ')}`)
  const merchant = merchantOf(signAsMchId === undefined ? trade.mchId : readText(signAsMchId, 'signAsMchId'))
  const offset =
    body.timestampOffsetSeconds === undefined ? 0 : readInteger(body.timestampOffsetSeconds, 'timestampOffsetSeconds', -1_000_000_000)
  const paid: Trade = {
    ...trade,
    state: 'SUCCESS',
    paidAt: trade.paidAt ?? clock.now(),
    transactionId: trade.transactionId ?? `4200${clock.now()}`,
  }
  const draft = {
    noticeId: body.noticeId === undefined ? newNoticeId() : readText(body.noticeId, 'noticeId'),
    createdAt: clock.now(),
    trade: paid,
    refund: body.refund === undefined ? undefined : craftedRefund(paid, readObject(body.refund, 'refund'), clock.now()),
    transaction: readObject(body.transaction, 'transaction'),
    envelope: readObject(body.envelope, 'envelope'),
    tamper: tamper ?? null,
  }
  return signNotice(draft, merchant, keyOf(merchant), clock.now() + offset * 1000)
}

/** A refund that is in nobody's book: whole and done, unless told otherwise. */
function craftedRefund({ prepayId, mchId, totalFen }: Trade, given: Readonly<Record<string, unknown>>, now: number): Refund {
  return {
    refundId: `5030${now}`,
    outRefundNo: `XREFUND${now}`,
    prepayId,
    mchId,
    amountFen: totalFen,
    reason: null,
    notifyUrl: null,
    behaviour: 'normal',
    createdAt: now,
    fingerprint: '',
    status: 'SUCCESS',
    successAt: now - (now % 1000),
    ...given,
  }
}

/** A trade that is in nobody's book: an order number the merchant never gave out. */
function inventedTrade(body: Readonly<Record<string, unknown>>, now: number): Trade {
  return {
    prepayId: '',
    mchId: readText(body.mchId, 'mchId'),
    subMchId: body.subMchId === undefined ? null : readText(body.subMchId, 'subMchId'),
    appId: readText(body.appId, 'appId'),
    tradeType: 'JSAPI',
    openid: 'oInvented_000000000000000000',
    siteUrl: null,
    codeUrl: null,
    outTradeNo: `X${now}`,
    description: '',
    attach: null,
    totalFen: 1,
    notifyUrl: '',
    createdAt: now,
    expiresAt: now,
    fingerprint: '',
    behaviour: 'normal',
    state: 'SUCCESS',
    declinedAt: null,
    paidAt: now,
    closedAt: null,
    transactionId: `4200${now}`,
  }
}

function readSpread(body: Readonly<Record<string, unknown>>, trade: Trade) {
  return {
    urls: body.urls === undefined ? [trade.notifyUrl] : readUrls(body.urls),
    times: readInteger(body.times ?? 1, 'times', 1),
    sockets: readInteger(body.sockets ?? 1, 'sockets', 1),
  }
}

function viewAttempts(attempts: readonly Attempt[]) {
  return attempts.map(({ at, ...attempt }) => ({ ...attempt, at: new Date(at).toISOString() }))
}
