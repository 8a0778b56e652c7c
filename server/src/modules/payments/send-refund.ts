import type { Database } from '../../database/database.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { RefundAnswer } from '../../gateways/payment/port.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import { findMerchantById, type Merchant } from '../tenancy/index.ts'
import { type applyRefundNews, failRefund, type RefundNewsDeps, type ToldBy } from './apply-refund-news.ts'
import { moveRefund } from './move-refund.ts'
import { appendRefundCall, findRefund, lockRefund, type Refund } from './refund.repository.ts'
import type { RefundChannel, RefundChannels } from './refund-channel.ts'

export type SendDeps = RefundNewsDeps & {
  readonly database: Database
  readonly clock: Clock
  readonly crashAt: CrashAt
  readonly refundChannels: RefundChannels
  readonly apply: ReturnType<typeof applyRefundNews>
}

/** States in which a refund may be sent: again as well, the channel knows it by its number. */
const SENDABLE = new Set(['approved', 'submitted', 'unknown'])

/**
 * 发起退费: T1 `submitted`, then the call with nothing open, then its answer. A time-out leaves it `unknown`; a refusal counts only once
 * the channel says that it knows no such refund. Does nothing to a refund that is not to be sent.
 */
export function sendRefund(deps: SendDeps) {
  return async (refundNo: string): Promise<void> => {
    const { database, clock, crashAt } = deps
    const refund = await database.write(async (unit) => {
      const locked = await lockRefund(unit, refundNo)
      return SENDABLE.has(locked.state) ? moveRefund(unit, locked, { event: 'submit', at: clock.now(), actor: '系统' }) : null
    })
    if (!refund) return
    crashAt('payments.refund.submitted')
    const { merchant, channel } = await partiesOf(deps, refund)
    const answer = await channel.refund(merchant, refund)
    crashAt('payments.refund.called')
    if (answer.kind !== 'refused' || answer.waits) return record(deps, merchant, refund, answer, 'answer')
    await record(deps, merchant, refund, answer, 'answer')
    const found = await channel.query(merchant, refund)
    if (found.kind === 'not-found') return fail(deps, refundNo, found, `${answer.code} ${answer.message}`)
    return record(deps, merchant, refund, found, 'query')
  }
}

/** Merchant and channel of a refund: the merchant may have been switched off since, its money may still go back. */
export async function partiesOf(
  { database, refundChannels }: Pick<SendDeps, 'database' | 'refundChannels'>,
  { refundNo, merchantId, channel: code }: Refund,
): Promise<{ readonly merchant: Merchant; readonly channel: RefundChannel }> {
  const merchant = await database.read((unit) => findMerchantById(unit, merchantId))
  const channel = refundChannels.of(code)
  if (!merchant || !channel) throw new Error(`the merchant or the channel of refund ${refundNo} is gone`)
  return { merchant, channel }
}

/** Writes down what the channel said; what it says of the refund itself is applied by the one way in. */
export async function record(deps: SendDeps, merchant: Merchant, refund: Refund, answer: RefundAnswer, by: ToldBy): Promise<void> {
  const { database, clock } = deps
  if (answer.kind === 'told') {
    await deps.apply(merchant, refund.channel, answer.news, by, answer.call)
    return
  }
  await database.write(async (unit) => {
    const locked = await lockRefund(unit, refund.refundNo)
    await appendRefundCall(unit, locked, answer.call)
    if (locked.state !== 'submitted') return
    const step = { at: clock.now(), actor: '通道应答' }
    if (answer.kind === 'refused') {
      const detail = `${answer.code} ${answer.message}`
      await moveRefund(unit, locked, { ...step, event: answer.waits ? 'wait' : 'lose', detail })
    }
    if (answer.kind === 'unknown') await moveRefund(unit, locked, { ...step, event: 'lose', detail: answer.reason })
  })
}

/** The channel refused it and knows no such refund: the money goes back to where it was. */
async function fail(deps: SendDeps, refundNo: string, answer: RefundAnswer, detail: string): Promise<void> {
  const { database } = deps
  const found = await database.read((unit) => findRefund(unit, refundNo))
  await database.write(async (unit) => {
    const [household = null] = found?.householdId ? await lockHouseholds(unit, found.tenantId, [found.householdId]) : []
    const refund = await lockRefund(unit, refundNo)
    await appendRefundCall(unit, refund, answer.call)
    if (refund.state === 'unknown' || refund.state === 'submitted')
      await failRefund(deps, unit, { refund, household, actor: '通道应答', detail })
  })
}
