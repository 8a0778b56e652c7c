import { randomBytes, randomInt } from 'node:crypto'
import type { MovableClock } from '../wire/movable-clock.ts'
import { numberUsed, orderClosed, orderNotExist, orderPaid } from './api-error.ts'
import type { Book } from './book.ts'
import type { MerchantConfig } from './config.ts'
import { type BehaviourName, magicAmounts } from './magic-amounts.ts'
import type { OrderRequest } from './order-request.ts'
import type { Trade } from './trade.ts'
import { wireDigits } from './wire-time.ts'

/** A prepay id can be used for two hours, whatever time_expire says. */
const PREPAY_MS = 2 * 3_600_000

export type Orders = {
  place(merchant: MerchantConfig, request: OrderRequest): Trade
  close(merchant: MerchantConfig, subMchId: string | null, outTradeNo: string): Trade
  /** Marks as paid by `openid`; throws ApiError when the order can't be paid any more, unless forced: then even a closed or expired one can. */
  pay(trade: Trade, by: { readonly openid: string | null; readonly at: number; readonly forced: boolean }): Trade
  decline(trade: Trade): void
  /** Decides how an order will behave, now or (by number) before it is placed. */
  setBehaviour(outTradeNo: string, behaviour: BehaviourName): void
  behaviourFor(request: Pick<OrderRequest, 'outTradeNo' | 'totalFen'>): BehaviourName
}

export function createOrders(book: Book, clock: MovableClock): Orders {
  const asked = new Map<string, BehaviourName>()
  const behaviourFor: Orders['behaviourFor'] = ({ outTradeNo, totalFen }) => asked.get(outTradeNo) ?? magicAmounts[totalFen] ?? 'normal'
  const current = (trade: Trade) => book.tradeByPrepayId(trade.prepayId) ?? trade

  return {
    behaviourFor,
    place(merchant, { timeExpireAt, ...request }) {
      const known = book.tradeByNumber(merchant.mchId, request.subMchId, request.outTradeNo)
      if (known !== undefined) {
        if (known.state === 'SUCCESS') throw orderPaid()
        if (known.state === 'CLOSED') throw orderClosed()
        if (known.fingerprint !== request.fingerprint) throw numberUsed()
        return known
      }
      const createdAt = clock.now()
      const trade: Trade = {
        ...request,
        prepayId: `wx${wireDigits(createdAt)}${randomBytes(10).toString('hex')}`,
        mchId: merchant.mchId,
        codeUrl: request.tradeType === 'NATIVE' ? `weixin://wxpay/bizpayurl?pr=${randomBytes(6).toString('base64url')}` : null,
        createdAt,
        expiresAt: Math.min(timeExpireAt ?? Number.POSITIVE_INFINITY, createdAt + PREPAY_MS),
        behaviour: behaviourFor(request),
        state: 'NOTPAY',
        declinedAt: null,
        paidAt: null,
        closedAt: null,
        transactionId: null,
      }
      book.append({ line: 'placed', trade })
      return trade
    },
    close(merchant, subMchId, outTradeNo) {
      const trade = book.tradeByNumber(merchant.mchId, subMchId, outTradeNo)
      if (trade === undefined) throw orderNotExist()
      if (trade.state === 'SUCCESS') throw orderPaid()
      if (trade.state === 'NOTPAY') book.append({ line: 'closed', prepayId: trade.prepayId, at: clock.now() })
      return current(trade)
    },
    pay(trade, { openid, at, forced }) {
      if (trade.state === 'SUCCESS') throw orderPaid()
      // an order past its time is not closed yet, but nobody can pay it any more
      if (!forced && (trade.state === 'CLOSED' || at > trade.expiresAt)) throw orderClosed()
      const transactionId = `4200${wireDigits(at)}${String(randomInt(10_000_000_000)).padStart(10, '0')}`
      // the wire knows whole seconds only, and the book says what the wire said
      book.append({ line: 'paid', prepayId: trade.prepayId, at: at - (at % 1000), transactionId, openid })
      return current(trade)
    },
    decline(trade) {
      book.append({ line: 'declined', prepayId: trade.prepayId, at: clock.now() })
    },
    setBehaviour(outTradeNo, behaviour) {
      asked.set(outTradeNo, behaviour)
      for (const { prepayId } of book.trades().filter((trade) => trade.outTradeNo === outTradeNo)) {
        book.append({ line: 'behaviour-set', prepayId, behaviour })
      }
    },
  }
}
