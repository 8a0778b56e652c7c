import { localDayOf } from '../../../../shared/calendar/local-day.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { MoneyProof } from '../../gateways/payment/port.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { Merchant } from '../tenancy/index.ts'
import { payments } from './payment.model.ts'
import { appendPayment, type LearnedFrom, paymentExists } from './payment.repository.ts'
import { channelCaller, type SettleDeps, type SettleOutcome } from './settle-order.ts'

/** 待查款项: money of our merchant that fits no order is in the books at once, and a person is told. */
export async function suspendMoney(
  { queue, clock, metrics, audit, ledger }: SettleDeps,
  unit: Unit,
  merchant: Merchant,
  proof: MoneyProof,
  learnedFrom: LearnedFrom,
  reason: string,
): Promise<SettleOutcome> {
  if (await paymentExists(unit, merchant.id, proof.transactionId)) return 'already'
  const { tenantId, legalEntityId, channel } = merchant
  const head = {
    entryId: ledger.newEntryId(unit),
    tenantId,
    legalEntityId,
    postedOn: clock.today(),
    valueOn: localDayOf(proof.succeededAt),
  }
  const paymentNo = businessNumber('P', clock)
  await appendPayment(unit, {
    ...head,
    id: unit.newId(payments),
    paymentNo,
    merchantId: merchant.id,
    orderId: null,
    destination: 'suspense',
    channel,
    proof,
    learnedFrom,
  })
  const subject = { householdId: null, seasonId: null, feeType: null, payerKind: null, orgUnitId: null }
  await ledger.post(unit, {
    ...head,
    kind: 'suspense',
    sourceNo: paymentNo,
    movements: [{ ...subject, act: 'moneyInSuspense', amountFen: proof.totalFen, channel }],
  })
  await audit.record(unit, channelCaller(channel, tenantId), {
    action: 'payments.money.suspend',
    subjectKind: 'payment',
    subjectNo: paymentNo,
    detail: { orderNo: proof.orderNo, amountFen: proof.totalFen, learnedFrom, reason },
  })
  await queue.publish(unit, { tenantId, kind: 'payments.money.suspended', payload: { paymentNo, reason } })
  unit.afterCommit(() => metrics.alert('payment-in-suspense'))
  return 'suspense'
}
