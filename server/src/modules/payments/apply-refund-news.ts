import type { Instant } from '../../../../shared/calendar/instant.ts'
import { localDayOf } from '../../../../shared/calendar/local-day.ts'
import { endedRefundStates } from '../../../../shared/states/refund.ts'
import type { Database } from '../../database/database.ts'
import { type LockedHousehold, lockHouseholds } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { GatewayCallRecord, RefundNews } from '../../gateways/payment/port.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Metrics } from '../../platform/metrics.ts'
import type { Audit } from '../audit/index.ts'
import type { Merchant } from '../tenancy/index.ts'
import { keepPlatformRefund } from './keep-platform-refund.ts'
import { moveRefund } from './move-refund.ts'
import { type PutBackDeps, putMoneyBack } from './put-money-back.ts'
import { appendRefundCall, appendRefundMove, findRefund, lockRefund, type Refund } from './refund.repository.ts'
import { ofNobody } from './refund-suspense.ts'
import { channelCaller } from './settle-order.ts'

export type RefundNewsDeps = PutBackDeps & {
  readonly database: Database
  readonly queue: JobQueue
  readonly audit: Audit
  readonly logger: Logger
  readonly metrics: Metrics
}

/** Who told us of the refund. */
export type ToldBy = 'answer' | 'notice' | 'query'
const toldByLabels = { answer: '通道应答', notice: '通道通知', query: '查询结果' } as const

/** `strange`: not a refund of ours as we know it; kept for a person to see to. */
export type RefundOutcome = 'applied' | 'already' | 'strange'

/**
 * A channel says what became of a refund: the one way in for its answer, its notice and a query. Told again or late it changes
 * nothing; money that went back without our asking, or otherwise than we asked, is kept and never lost.
 */
export function applyRefundNews(deps: RefundNewsDeps) {
  return async (merchant: Merchant, channel: string, news: RefundNews, by: ToldBy, call?: GatewayCallRecord): Promise<RefundOutcome> => {
    const { database, metrics, logger } = deps
    const found = await database.read((unit) => findRefund(unit, news.refundNo))
    const ours = found?.merchantId === merchant.id && found.amountFen === news.amountFen
    const outcome = await database.write(async (unit): Promise<RefundOutcome> => {
      if (found && call) await appendRefundCall(unit, found, call)
      if (!found || !ours) return news.state === 'done' ? keepPlatformRefund(deps, unit, { merchant, channel, news, by }) : 'strange'
      const [household = null] = found.householdId === null ? [] : await lockHouseholds(unit, found.tenantId, [found.householdId])
      const refund = await lockRefund(unit, news.refundNo)
      const contradicts = news.state === 'done' && (refund.state === 'requested' || (isOver(refund) && refund.state !== 'done'))
      if (contradicts) return keepPlatformRefund(deps, unit, { merchant, channel, news, by })
      return isOver(refund) ? 'already' : step(deps, unit, { refund, household, news, by })
    })
    if (outcome === 'strange') {
      logger.warn(
        { refundNo: news.refundNo, orderNo: news.orderNo, state: news.state, by },
        'a refund we did not ask for so was told to us',
      )
      metrics.alert('refund-not-ours')
    }
    return outcome
  }
}

function isOver({ state }: Refund): boolean {
  return endedRefundStates.includes(state)
}

type Told = { readonly refund: Refund; readonly household: LockedHousehold | null; readonly news: RefundNews; readonly by: ToldBy }

async function step(deps: RefundNewsDeps, unit: Unit, { refund, household, news, by }: Told): Promise<RefundOutcome> {
  const { clock, metrics } = deps
  const at = clock.now()
  const actor = toldByLabels[by]
  const changes = news.gatewayRefundId === null ? {} : { gatewayRefundId: news.gatewayRefundId }
  if (news.state === 'processing') {
    if (refund.state === 'processing') return 'already'
    await moveRefund(unit, refund, { event: 'accept', at, actor, changes })
    return 'applied'
  }
  if (news.state === 'abnormal') {
    if (refund.state === 'abnormal') return 'already'
    await moveRefund(unit, refund, { event: 'disturb', at, actor, changes, detail: '付款人的账户收不了款，请到支付平台办理异常退款' })
    unit.afterCommit(() => metrics.alert('refund-abnormal'))
    return 'applied'
  }
  if (news.state === 'closed') {
    await failRefund(deps, unit, { refund, household, actor, detail: '支付平台已关闭这笔退款' })
    return 'applied'
  }
  const doneAt = news.refundedAt ?? at
  await moveRefund(unit, refund, { event: 'complete', at, actor, changes: { ...changes, doneAt } })
  await postRefundDone(deps, unit, refund, household, doneAt)
  await tell(deps, unit, refund, 'done')
  return 'applied'
}

/** The money has left the channel, on the day the channel says: 应付退费 is paid. */
export async function postRefundDone(
  { clock, ledger }: Pick<RefundNewsDeps, 'clock' | 'ledger'>,
  unit: Unit,
  refund: Refund,
  household: LockedHousehold | null,
  doneAt: Instant,
): Promise<void> {
  const { tenantId, legalEntityId, channel, amountFen, refundNo } = refund
  const valueOn = localDayOf(doneAt)
  const head = { entryId: ledger.newEntryId(unit), tenantId, legalEntityId, postedOn: clock.today(), valueOn }
  await appendRefundMove(unit, { refund, kind: 'done', entryId: head.entryId, valueOn })
  const movements = [ofNobody('refundDone', amountFen, channel, household?.orgUnitId ?? null)]
  await ledger.post(unit, { ...head, kind: 'refund-done', sourceNo: refundNo, movements })
}

/** The refund will not go: its money is where it was, and a person is told. */
export async function failRefund(
  deps: Omit<RefundNewsDeps, 'database' | 'logger'>,
  unit: Unit,
  {
    refund,
    household,
    actor,
    detail,
  }: { readonly refund: Refund; readonly household: LockedHousehold | null; readonly actor: string; readonly detail: string },
): Promise<void> {
  await moveRefund(unit, refund, { event: 'fail', at: deps.clock.now(), actor, detail })
  await putMoneyBack(deps, unit, refund, household, actor)
  await tell(deps, unit, refund, 'failed')
  unit.afterCommit(() => deps.metrics.alert('refund-failed'))
}

async function tell(
  { audit, queue }: Pick<RefundNewsDeps, 'audit' | 'queue'>,
  unit: Unit,
  refund: Refund,
  end: 'done' | 'failed',
): Promise<void> {
  const { tenantId, channel, refundNo, amountFen } = refund
  const detail = { amountFen }
  await audit.record(unit, channelCaller(channel, tenantId), {
    ...{ action: `payments.refund.${end}`, subjectKind: 'refund', subjectNo: refundNo, detail },
  })
  await queue.publish(unit, { tenantId, kind: `payments.refund.${end}`, payload: { refundNo, amountFen } })
}
