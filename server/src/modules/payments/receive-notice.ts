import type { Database } from '../../database/database.ts'
import type { MoneyProof, NoticeResult, RawNotice, RefundNews } from '../../gateways/payment/port.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { sha256 } from '../../platform/crypto.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Metrics } from '../../platform/metrics.ts'
import { findMerchantByNumber } from '../tenancy/index.ts'
import { appendNotice } from './gateway-log.repository.ts'
import type { NoticeDoor, PaymentChannels } from './payment-channel.ts'

export type ReceiveDeps = {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly crashAt: CrashAt
  readonly channels: PaymentChannels
}

/** What the channel is answered: taken (also when told before) or refused with the reason we log. */
export type Received = { readonly kind: 'taken' } | { readonly kind: 'refused'; readonly reason: string }

/** Longer names of notices are kept by their hash: Alipay allows 128 characters. */
const LONGEST_NOTICE_ID = 64

/**
 * A call of the channel: verified over the raw bytes before anything is read, then stored once with its job, then answered; the
 * job settles at once. Repeated, reordered and late notices change nothing.
 */
export function receiveNotice(deps: ReceiveDeps) {
  return async (door: NoticeDoor, raw: RawNotice): Promise<Received> => {
    const { database, queue, clock, logger, metrics, crashAt, channels } = deps
    const notice: NoticeResult = await channels.readNotice(door, raw)
    if (notice.kind === 'rejected') {
      logger.warn({ ...door, reason: notice.reason }, 'a notice was refused')
      metrics.alert(`notice-${notice.reason}`)
      return { kind: 'refused', reason: notice.reason }
    }
    if (notice.kind === 'ignored') return { kind: 'taken' }
    const { kind, noticeId: givenId, ...told } = notice
    const { channel } = door
    const { mchId, subMchId } = 'news' in told ? told.news : told.proof
    const noticeId = givenId.length <= LONGEST_NOTICE_ID ? givenId : sha256(givenId)
    const merchant = await database.read((unit) => findMerchantByNumber(unit, channel, mchId, subMchId))
    if (!merchant) {
      logger.warn({ ...door, mchId, subMchId }, 'a notice names a merchant that is not registered here')
      metrics.alert('notice-wrong-merchant')
      return { kind: 'refused', reason: 'wrong-merchant' }
    }
    await database.write(async (unit) => {
      const first = await appendNotice(unit, { channel, mchId, noticeId, told, receivedAt: clock.now() })
      if (!first) return
      await queue.add(unit, {
        tenantId: merchant.tenantId,
        kind: kind === 'refund' ? 'payments.settle-refund-notice' : 'payments.settle-notice',
        businessKey: `${mchId}:${noticeId}`,
        payload: { channel, ...told },
      })
    })
    crashAt('payments.notice.stored')
    return { kind: 'taken' }
  }
}

/** Channel and proof as a notice's job carries them: written by `receiveNotice` itself after verification. */
export function readNoticePayload(payload: unknown): { readonly channel: string; readonly proof: MoneyProof; readonly refundNo?: string } {
  return payload as ReturnType<typeof readNoticePayload>
}

/** The same of a notice about a refund. */
export function readRefundNoticePayload(payload: unknown): { readonly channel: string; readonly news: RefundNews } {
  return payload as ReturnType<typeof readRefundNoticePayload>
}
