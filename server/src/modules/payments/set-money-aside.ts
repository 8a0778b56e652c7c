import type { LocalDay } from '../../../../shared/calendar/local-day.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { LockedHousehold } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import {
  type Billing,
  type LiveCharge,
  listLiveCharges,
  PostingBatch,
  type ReopenedSeason,
  reverseAnswer,
  settleLateFeeBeforeReopening,
} from '../billing/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { planWithin, readHoldings } from './refund-holdings.ts'
import type { PaidMoney } from './refund-source.repository.ts'

export type SetAsideDeps = { readonly clock: Clock; readonly ledger: Ledger; readonly billing: Billing }

export type SetAside = {
  readonly household: LockedHousehold
  readonly payment: PaidMoney
  readonly amountFen: Fen
  readonly refundNo: string
  readonly by: string
}

/**
 * Takes money of a payment out of a household's account for its payer: what lies on lines becomes balance first, discounts it earned
 * are taken back, then the balance pays 应付退费. Answers the entry. Throws REFUND_TOO_MUCH.
 */
export async function setMoneyAside({ clock, ledger, billing }: SetAsideDeps, unit: Unit, wish: SetAside): Promise<number> {
  const { household, payment, amountFen, refundNo, by } = wish
  const { tenantId, legalEntityId } = payment
  const plan = planWithin(await readHoldings(unit, household.id, payment), amountFen)
  const accounts = await billing.readAccounts(unit, [household.id])
  const account = accounts.get(household.id)
  if (!account) throw new Error(`household ${household.householdNo} has no account`)
  const touched = [...plan.releases, ...plan.reversedDiscounts].map(({ lineId }) => lineId)
  const charges = touched.length === 0 ? [] : await listLiveCharges(unit, { lineIds: touched })

  const today = clock.today()
  const head = { entryId: ledger.newEntryId(unit), tenantId, legalEntityId, postedOn: today, valueOn: today }
  const batch = new PostingBatch(unit, head, [household], accounts)
  const seasons = reopenedSeasons(charges, payment.valueOn, today)
  await settleLateFeeBeforeReopening({ unit, batch, account, tenantId, seasons, today, by })
  batch.meet(charges)
  const source = { paymentId: payment.id, valueOn: payment.valueOn }
  for (const { lineId, amountFen: leftFen } of plan.releases) batch.release(household.id, lineId, { ...source, leftFen })
  for (const { lineId, discountLineId } of plan.reversedDiscounts) {
    const charge = charges.find((one) => one.lineId === lineId)
    const answer = charge?.answers.find((one) => one.lineId === discountLineId)
    if (!charge || !answer) throw new Error(`discount ${discountLineId} of line ${lineId} is gone`)
    reverseAnswer(batch, charge, answer, { origin: 'refund', reason: `退费 ${refundNo}` })
  }
  batch.moveBalance(household.id, 'refund', -amountFen, source)
  await batch.flush()
  await ledger.post(unit, { ...head, kind: 'refund', sourceNo: refundNo, movements: batch.movements })
  return head.entryId
}

/** Seasons with an overdue line among these. */
export function reopenedSeasons(charges: readonly LiveCharge[], paidOn: LocalDay, today: LocalDay): ReopenedSeason[] {
  const overdue = charges.filter(({ dueOn }) => dueOn !== null && dueOn < today)
  return [...new Set(overdue.map(({ seasonId }) => seasonId))].map((seasonId) => ({ seasonId, paidOn }))
}
