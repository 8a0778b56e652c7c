import { createHash, randomInt } from 'node:crypto'
import type { Deliveries } from '../wire/delivery.ts'
import type { MovableClock } from '../wire/movable-clock.ts'
import { ApiError, invalidRequest, paramError } from './api-error.ts'
import type { Book } from './book.ts'
import { newNoticeId } from './notices.ts'
import { type RefundBehaviourName, refundBehaviourOf, refundMagicAmounts } from './refund-magic.ts'
import { type Refund, refundedFen, type Trade } from './trade.ts'
import { wireDigits } from './wire-time.ts'

/** A refund as a merchant asks for it. */
export type RefundRequest = Pick<Refund, 'outRefundNo' | 'amountFen' | 'reason'> & {
  readonly totalFen: number
  readonly notifyUrl: string | null
}

export type Refunds = {
  /** The same number with the same content is the same refund; throws ApiError as the platform does. */
  ask(trade: Trade, request: RefundRequest): Refund
  /** How the refund comes to its end; tells the merchant. */
  finish(outRefundNo: string, status: 'SUCCESS' | 'CLOSED' | 'ABNORMAL'): Refund
  /** Money given back on the merchant's own page at the platform: the merchant's programs never asked for it. */
  byPortal(trade: Trade, amountFen: number): Refund
  behaviourFor(request: Pick<RefundRequest, 'outRefundNo' | 'amountFen'>): RefundBehaviourName
  setBehaviour(outRefundNo: string, behaviour: RefundBehaviourName): void
  /** Puts money into the merchants' accounts: refunds that were too big are taken from now on. */
  fillAccounts(): void
}

/** A refund may be asked for within a year of the payment. */
const LATEST_MS = 365 * 86_400_000
const MOST_PER_TRADE = 50

export function createRefunds(book: Book, clock: MovableClock, deliveries: Deliveries): Refunds {
  const asked = new Map<string, RefundBehaviourName>()
  let filled = false
  const behaviourFor: Refunds['behaviourFor'] = ({ outRefundNo, amountFen }) =>
    asked.get(outRefundNo) ?? refundMagicAmounts[amountFen] ?? 'normal'

  return {
    behaviourFor,
    ask(trade, request) {
      const known = book.refundByNumber(trade.mchId, request.outRefundNo)
      if (known !== undefined) {
        if (known.fingerprint !== fingerprintOf(trade, request)) throw invalidRequest('商户退款单号重复，且请求内容不一致')
        return known
      }
      if (trade.paidAt === null) throw invalidRequest('订单未支付，不能退款')
      if (request.totalFen !== trade.totalFen) throw invalidRequest('订单金额或退款金额与之前请求不一致，请核实后再试')
      const before = book.refundsOf(trade.prepayId)
      if (refundedFen(before) + request.amountFen > trade.totalFen) throw invalidRequest('订单已全额退款')
      if (before.length >= MOST_PER_TRADE) throw invalidRequest('退款次数超过限制')
      if (clock.now() - trade.paidAt > LATEST_MS) throw new ApiError(400, 'REFUND_EXPIRED', '订单已超过可退款的最大期限')
      const behaviour = refundBehaviourOf(behaviourFor(request))
      if (behaviour.account === 'too-low' && !filled) throw new ApiError(403, 'NOT_ENOUGH', '基本账户余额不足，请充值后重新发起')
      if (behaviour.account === 'payer-gone') throw new ApiError(403, 'USER_ACCOUNT_ABNORMAL', '用户账户已注销，退款失败')
      const refund = write(trade, request, behaviourFor(request))
      if (behaviour.end !== 'later') finish(refund.refundId, behaviour.end ?? 'SUCCESS')
      // the accepting answer says PROCESSING, whatever has become of it meanwhile
      return refund
    },
    finish(outRefundNo, status) {
      const refund = book.refunds().find((one) => one.outRefundNo === outRefundNo)
      if (refund === undefined) throw paramError('参数错误：out_refund_no')
      return finish(refund.refundId, status)
    },
    byPortal(trade, amountFen) {
      const request = {
        outRefundNo: `PORTAL${clock.now()}${randomInt(1000)}`,
        amountFen,
        reason: '商户平台退款',
        notifyUrl: trade.notifyUrl,
      }
      return finish(write(trade, { ...request, totalFen: trade.totalFen }, 'normal').refundId, 'SUCCESS')
    },
    setBehaviour: (outRefundNo, behaviour) => {
      asked.set(outRefundNo, behaviour)
    },
    fillAccounts: () => {
      filled = true
    },
  }

  function write(trade: Trade, request: RefundRequest, behaviour: RefundBehaviourName): Refund {
    const { outRefundNo, amountFen, reason, notifyUrl } = request
    const createdAt = clock.now()
    const refundId = `5030${wireDigits(createdAt)}${String(randomInt(10_000_000_000)).padStart(10, '0')}`
    const refund: Refund = {
      ...{ refundId, outRefundNo, prepayId: trade.prepayId, mchId: trade.mchId, amountFen, reason, notifyUrl, behaviour, createdAt },
      fingerprint: fingerprintOf(trade, request),
      status: 'PROCESSING',
      successAt: null,
    }
    book.append({ line: 'refund-accepted', refund })
    return refund
  }

  /** A wrong card stays open: it can still be given back otherwise. Everything else has one end. */
  function finish(refundId: string, status: Refund['status']): Refund {
    const refund = book.refund(refundId)
    if (refund === undefined) throw new Error(`no refund ${refundId}`)
    if (refund.status === 'SUCCESS' || refund.status === 'CLOSED') return refund
    const at = clock.now()
    book.append({ line: 'refund-moved', refundId, status, at: at - (at % 1000) })
    tell(refund)
    return book.refund(refundId) ?? refund
  }

  function tell({ refundId, prepayId, behaviour, notifyUrl }: Refund): void {
    if (notifyUrl === null) return
    const noticeId = newNoticeId()
    const withheld = refundBehaviourOf(behaviour).noticeNever ?? false
    const now = clock.now()
    const notice = { noticeId, prepayId, refundId, createdAt: now, firstDueAt: now, withheld, sends: 0, acknowledged: false, attempts: [] }
    book.append({ line: 'notice', notice })
    if (!withheld) deliveries.schedule(noticeId, now)
  }
}

function fingerprintOf({ prepayId }: Trade, { outRefundNo, amountFen, totalFen }: RefundRequest): string {
  return createHash('sha256').update(`${prepayId} ${outRefundNo} ${amountFen} ${totalFen}`).digest('hex')
}
