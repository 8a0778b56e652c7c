import type { Unit } from '../../database/unit-of-work.ts'
import type { RefundNews } from '../../gateways/payment/port.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Audit } from '../audit/index.ts'
import type { Merchant } from '../tenancy/index.ts'
import { appendPlatformRefund } from './platform-refund.repository.ts'
import { channelCaller } from './settle-order.ts'

export type KeepDeps = { readonly clock: Clock; readonly audit: Audit; readonly queue: JobQueue }
export type UnaskedRefund = {
  readonly merchant: Merchant
  readonly channel: string
  readonly news: RefundNews
  readonly by: string
}

/**
 * 平台退款: money went back that we never asked for so (on the merchant's own page at the platform, or after we had given up). Our books do not
 * know it yet: it is kept as a difference for the work list. Told again it is the same one.
 */
export async function keepPlatformRefund(
  { clock, audit, queue }: KeepDeps,
  unit: Unit,
  { merchant, channel, news, by }: UnaskedRefund,
): Promise<'strange' | 'already'> {
  const { tenantId } = merchant
  const caseNo = businessNumber('D', clock)
  const refundedAt = news.refundedAt ?? clock.now()
  if (!(await appendPlatformRefund(unit, { merchant, channel, caseNo, news, refundedAt, by }))) return 'already'
  const detail = { refundNo: news.refundNo, orderNo: news.orderNo, amountFen: news.amountFen, learnedFrom: by }
  await audit.record(unit, channelCaller(channel, tenantId), {
    ...{ action: 'payments.refund.unasked', subjectKind: 'platform-refund', subjectNo: caseNo, detail },
  })
  await queue.publish(unit, { tenantId, kind: 'payments.refund.unasked', payload: { caseNo } })
  return 'strange'
}
