import type { Database } from '../../database/database.ts'
import type { MoneyProof, NoticeResult, RawNotice, WechatPayGateway } from '../../gateways/wechat-pay/port.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Metrics } from '../../platform/metrics.ts'
import { findMerchantByNumber } from '../tenancy/index.ts'
import type { CalledFor } from './callback-address.ts'
import { appendNotice } from './gateway-log.repository.ts'

export type ReceiveDeps = {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly crashAt: CrashAt
  readonly gateway: WechatPayGateway
}

/** What the channel is answered: taken (also when told before) or refused with the reason we log. */
export type Received = { readonly kind: 'taken' } | { readonly kind: 'refused'; readonly reason: string }

const CHANNEL = 'wechat-pay'

/**
 * A call of the channel: verified over the raw bytes before anything is read, then stored once with its job, then answered; the
 * job settles at once. Repeated, reordered and late notices change nothing.
 */
export function receiveNotice(deps: ReceiveDeps) {
  return async ({ mchId, subMchId }: CalledFor, raw: RawNotice): Promise<Received> => {
    const { database, queue, clock, logger, metrics, crashAt, gateway } = deps
    const notice: NoticeResult = await gateway.readNotice({ mchId, mode: subMchId === null ? 'direct' : 'partner', subMchId }, raw)
    if (notice.kind === 'rejected') {
      logger.warn({ mchId, subMchId, reason: notice.reason }, 'a notice was refused')
      metrics.alert(`notice-${notice.reason}`)
      return { kind: 'refused', reason: notice.reason }
    }
    if (notice.kind === 'ignored') return { kind: 'taken' }
    const { proof, noticeId } = notice
    const merchant = await database.read((unit) => findMerchantByNumber(unit, CHANNEL, mchId, proof.subMchId))
    if (!merchant) {
      logger.warn({ mchId, subMchId }, 'a notice names a merchant that is not registered here')
      metrics.alert('notice-wrong-merchant')
      return { kind: 'refused', reason: 'wrong-merchant' }
    }
    await database.write(async (unit) => {
      const news = await appendNotice(unit, { channel: CHANNEL, mchId, noticeId, proof, receivedAt: clock.now() })
      if (!news) return
      await queue.add(unit, {
        tenantId: merchant.tenantId,
        kind: 'payments.settle-notice',
        businessKey: `${mchId}:${noticeId}`,
        payload: noticePayload(proof),
      })
    })
    crashAt('payments.notice.stored')
    return { kind: 'taken' }
  }
}

type NoticePayload = { readonly proof: MoneyProof }

function noticePayload(proof: MoneyProof): NoticePayload {
  return { proof }
}

/** The proof as a notice's job carries it: written by `receiveNotice` itself after verification. */
export function proofOf(payload: unknown): MoneyProof {
  return (payload as NoticePayload).proof
}
