import { type SettleAnomaly, settleAnomalyLabels } from '../../../../shared/billing/settle-anomaly.ts'
import { settleQuote } from '../../../../shared/billing/settle-quote.ts'
import { localDayOf } from '../../../../shared/calendar/local-day.ts'
import { formatFen } from '../../../../shared/format/amount.ts'
import { type Database, isDuplicate } from '../../database/database.ts'
import { lockHouseholds } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { MoneyProof } from '../../gateways/payment/port.ts'
import type { JobQueue } from '../../jobs/queue.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CrashAt } from '../../platform/crash-points.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Metrics } from '../../platform/metrics.ts'
import type { Audit } from '../audit/index.ts'
import { applySettlement, type Billing, discountsBy, PostingBatch } from '../billing/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { findChannelApp, type Merchant } from '../tenancy/index.ts'
import { fitsOrder } from './fits-order.ts'
import { moveOrder } from './move-order.ts'
import { findOrderWithHouseholds, lockOrder, type Order, type OrderHousehold } from './order.repository.ts'
import { payments } from './payment.model.ts'
import { appendPayment, type LearnedFrom, paymentExists } from './payment.repository.ts'
import { suspendMoney } from './suspend-money.ts'

export type SettleDeps = {
  readonly database: Database
  readonly queue: JobQueue
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly audit: Audit
  readonly ledger: Ledger
  readonly billing: Billing
  readonly crashAt: CrashAt
}

/** `settled` and `suspense` post once; `already` is a repetition; `not-ours` posts nothing. */
export type SettleOutcome = 'settled' | 'suspense' | 'already' | 'not-ours'

/**
 * Money has come: the one way in for notice, query, bill file and manual re-query. Its effect is unique by
 * (merchant, transaction id); verified money is accepted in every state of the order.
 */
export function settleOrder(deps: SettleDeps) {
  return async (merchant: Merchant, proof: MoneyProof, learnedFrom: LearnedFrom): Promise<SettleOutcome> => {
    const { database, crashAt } = deps
    const found = await database.read((unit) => findOrderWithHouseholds(unit, proof.orderNo))
    if (found && found.order.appId !== proof.appId) return refuse(deps, proof, 'wrong-app')
    if (!found && !(await database.read((unit) => findChannelApp(unit, proof.appId)))) return refuse(deps, proof, 'unknown-app')
    const fits = found && found.order.merchantId === merchant.id && fitsOrder(found.order, proof)
    try {
      const outcome = await database.write(async (unit) => {
        const outcome = fits
          ? await settle(deps, unit, found.order, found.households, proof, learnedFrom)
          : await suspendMoney(deps, unit, merchant, proof, learnedFrom, found ? '金额、商户或付款方式与支付单不符' : '没有这个支付单')
        crashAt('payments.settle.before-commit')
        return outcome
      })
      crashAt('payments.settle.committed')
      return outcome
    } catch (error) {
      // The channel told us before, or another process is telling it now.
      if (isDuplicate(error) && (await database.read((unit) => paymentExists(unit, merchant.id, proof.transactionId)))) return 'already'
      throw error
    }
  }
}

function refuse({ logger, metrics }: SettleDeps, proof: MoneyProof, reason: string): SettleOutcome {
  logger.warn(
    { orderNo: proof.orderNo, transactionId: proof.transactionId, reason },
    'money of another app was told to us; nothing is posted',
  )
  metrics.alert(`payment-${reason}`)
  return 'not-ours'
}

async function settle(
  { queue, clock, metrics, audit, ledger, billing }: SettleDeps,
  unit: Unit,
  { orderNo, tenantId }: Order,
  promised: readonly OrderHousehold[],
  proof: MoneyProof,
  learnedFrom: LearnedFrom,
): Promise<SettleOutcome> {
  const householdIds = promised.map((one) => one.householdId)
  const locked = await lockHouseholds(unit, tenantId, householdIds)
  const order = await lockOrder(unit, orderNo)

  const valueOn = localDayOf(proof.succeededAt)
  const head = { entryId: ledger.newEntryId(unit), tenantId, legalEntityId: order.legalEntityId, postedOn: clock.today(), valueOn }
  const paymentId = unit.newId(payments)
  const paymentNo = businessNumber('P', clock)
  const payment = {
    ...head,
    id: paymentId,
    paymentNo,
    merchantId: order.merchantId,
    orderId: order.id,
    destination: 'order' as const,
    channel: order.channel,
    proof,
    learnedFrom,
  }
  // The transaction id is unique: a repetition ends here, before anything is read or moved.
  await appendPayment(unit, payment)

  const accounts = await billing.readAccounts(unit, householdIds)
  const batch = new PostingBatch(unit, head, locked, accounts)
  const source = { paymentId, channel: order.channel }
  const anomalies: SettleAnomaly[] = []
  for (const { householdId, quotedFen, quote } of promised) {
    const account = accounts.get(householdId)
    if (!account) throw new Error(`household ${householdId} has no account`)
    const settlement = settleQuote({
      quoted: quote,
      linesNow: account.lines,
      lateFeeRules: account.lateFeeRules,
      paidFen: quotedFen,
      withinPromise: proof.succeededAt <= order.expiresAt,
      asOf: valueOn,
      ...discountsBy(account, order.channel),
    })
    applySettlement(batch, account, settlement, source)
    if (settlement.remainderFen > 0) batch.keepAsBalance(householdId, settlement.remainderFen, source)
    anomalies.push(...settlement.anomalies)
  }
  await batch.flush()
  await ledger.post(unit, { ...head, kind: 'payment', sourceNo: paymentNo, movements: batch.movements })

  const again = order.paidAt !== null
  const detail = [...(again ? ['同一支付单的第二笔款'] : []), ...anomalies.map(anomalyText)].join('；') || null
  await moveOrder(unit, order, 'confirm', clock.now(), again ? {} : { paidAt: proof.succeededAt }, detail)
  await audit.record(unit, channelCaller(order.channel, tenantId), {
    action: 'payments.order.settle',
    subjectKind: 'payment-order',
    subjectNo: orderNo,
    detail: { paymentNo, amountFen: proof.totalFen, learnedFrom, anomalies: anomalies.map((anomaly) => anomaly.code) },
  })
  await queue.publish(unit, {
    tenantId,
    kind: 'payments.order.paid',
    payload: { orderNo, paymentNo, anomalies: anomalies.map((anomaly) => anomaly.code) },
  })
  if (anomalies.length > 0 || again) unit.afterCommit(() => metrics.alert('payment-not-as-quoted'))
  return 'settled'
}

function anomalyText({ code, amountFen }: SettleAnomaly): string {
  return amountFen === 0 ? settleAnomalyLabels[code] : `${settleAnomalyLabels[code]}（${formatFen(amountFen)} 元）`
}

/** The channel acts, not a person. */
export function channelCaller(channel: string, tenantId: number): Caller {
  return { actor: { kind: 'channel', id: null, name: channel }, scope: { tenantId, unitIds: [] }, requestId: null, ip: null, key: null }
}
