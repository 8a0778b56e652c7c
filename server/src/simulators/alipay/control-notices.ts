import { readInteger, readObject, readText, readUrls } from '../wire/control-fields.ts'
import type { Deliveries } from '../wire/delivery.ts'
import { ControlError, control } from '../wire/replies.ts'
import type { Route } from '../wire/router.ts'
import { type Attempt, type SignedNotice, type Spread, sendMany } from '../wire/sending.ts'
import { viewNotice } from './book-view.ts'
import { findTrade } from './control.ts'
import { newNoticeId, type Overrides, signNotice } from './notices.ts'
import { type RoundDeps, resend } from './rounds.ts'
import { isTamperKind, tamperKinds } from './tampering.ts'
import type { Trade } from './trade.ts'

const BASE = '/sim/alipay/control/notices'

/** Notices by hand: what has been sent, send again, craft any notice the platform or a forger could send. */
export function noticeControlRoutes(deps: RoundDeps, deliveries: Deliveries): readonly Route[] {
  const { book } = deps
  return [
    control('GET', BASE, (_, { query }) => ({
      held: deliveries.isHeld(),
      waiting: deliveries.waiting().map(({ noticeId, dueAt }) => ({ noticeId, dueAt: new Date(dueAt).toISOString() })),
      notices: book
        .notices()
        .filter(({ tradeNo }) => query.get('tradeNo') === null || tradeNo === query.get('tradeNo'))
        .map((notice) => viewNotice(notice, book.trade(notice.tradeNo))),
    })),
    control('POST', `${BASE}/:id/resend`, async (body, { params }) => {
      const notice = book.notice(params.id ?? '')
      if (notice === undefined) throw new ControlError('no such notice')
      return { attempts: viewAttempts(await resend(deps, notice.noticeId, readSpread(body))) }
    }),
    control('POST', `${BASE}/craft`, async (body) => {
      const invented = body.tradeNo === undefined && body.outTradeNo === undefined
      const trade = invented ? inventedTrade(deps, body) : findTrade(book, body)
      const craft = () => craftNotice(deps, trade, body)
      if (body.send === undefined) return craft()
      const spread = { urls: trade.notifyUrl === null ? [] : [trade.notifyUrl], times: 1, sockets: 1 }
      return { attempts: viewAttempts(await sendMany(deps, craft, { ...spread, ...readSpread(readObject(body.send, 'send')) })) }
    }),
  ]
}

/** `fields` are laid over the truth; `offsetSeconds` moves the time of sending; `tamper` spoils the result; `signAsAppId` signs for another app. */
function craftNotice({ clock, partiesOf }: RoundDeps, trade: Trade, body: Readonly<Record<string, unknown>>): SignedNotice {
  const { tamper, charset } = body
  if (tamper !== undefined && !isTamperKind(tamper)) throw new ControlError(`tamper is none of ${tamperKinds.join(', ')}`)
  if (charset !== undefined && charset !== 'GBK' && charset !== 'utf-8') throw new ControlError('charset is neither GBK nor utf-8')
  const own = partiesOf(trade.appId)
  const signer = body.signAsAppId === undefined ? own : partiesOf(readText(body.signAsAppId, 'signAsAppId'))
  const offset = body.offsetSeconds === undefined ? 0 : readInteger(body.offsetSeconds, 'offsetSeconds', -1_000_000_000)
  const paid: Trade = { ...trade, state: trade.paidAt === null ? 'TRADE_SUCCESS' : trade.state, paidAt: trade.paidAt ?? clock.now() }
  return signNotice(
    {
      noticeId: body.noticeId === undefined ? newNoticeId(clock.now()) : readText(body.noticeId, 'noticeId'),
      trade: paid,
      refundNo: body.refundNo === undefined ? null : readText(body.refundNo, 'refundNo'),
      fields: readObject(body.fields, 'fields') as Overrides,
      charset: charset ?? 'utf-8',
      tamper: tamper ?? null,
    },
    { ...own, key: signer.key },
    clock.now() + offset * 1000,
  )
}

/** A trade that is in nobody's book: an order number the merchant never gave out. */
function inventedTrade({ clock, partiesOf }: RoundDeps, body: Readonly<Record<string, unknown>>): Trade {
  const { app, people } = partiesOf(readText(body.appId, 'appId'))
  const now = clock.now()
  return {
    tradeNo: `2088${now}00000`,
    appId: app.appId,
    sellerId: app.sellerId,
    outTradeNo: `X${now}`,
    product: 'JSAPI_PAY',
    subject: '供热费',
    totalFen: 1,
    buyerPersonId: people.list()[0]?.id ?? '',
    notifyUrl: null,
    createdAt: now,
    expiresAt: now,
    fingerprint: '',
    behaviour: 'normal',
    state: 'TRADE_SUCCESS',
    declinedAt: null,
    paidAt: now,
    closedAt: null,
    refunds: [],
  }
}

function readSpread(body: Readonly<Record<string, unknown>>): Partial<Spread> {
  return {
    ...(body.urls === undefined ? {} : { urls: readUrls(body.urls) }),
    times: readInteger(body.times ?? 1, 'times', 1),
    sockets: readInteger(body.sockets ?? 1, 'sockets', 1),
  }
}

function viewAttempts(attempts: readonly Attempt[]) {
  return attempts.map(({ at, ...attempt }) => ({ ...attempt, at: new Date(at).toISOString() }))
}
