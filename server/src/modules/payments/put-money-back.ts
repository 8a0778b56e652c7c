import type { LockedHousehold } from '../../database/locks.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import type { Clock } from '../../platform/clock.ts'
import { applyReleased, type Billing, listLiveCharges, PostingBatch } from '../billing/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { appendRefundMove, type Refund } from './refund.repository.ts'
import { listTakenDiscounts } from './refund-source.repository.ts'
import { moveSuspenseForRefund } from './refund-suspense.ts'

export type PutBackDeps = { readonly clock: Clock; readonly ledger: Ledger; readonly billing: Billing }

/**
 * A refund that does not go: its money is the household's balance again, of the payment it came from and at that payment's day, and pays its open
 * lines at once; discounts the refund had taken back are given again, word for word. Money without a household is in suspense again.
 */
export async function putMoneyBack(
  { clock, ledger, billing }: PutBackDeps,
  unit: Unit,
  refund: Refund,
  household: LockedHousehold | null,
  actor: string,
): Promise<void> {
  const { tenantId, legalEntityId, paymentId, amountFen, refundNo } = refund
  const today = clock.today()
  if (!household) {
    const payment = { id: paymentId, tenantId, legalEntityId }
    const entryId = await moveSuspenseForRefund({ clock, ledger }, unit, { payment, refund, amountFen: -amountFen, actor })
    return appendRefundMove(unit, { refund, kind: 'returned', entryId, valueOn: today })
  }
  const head = { entryId: ledger.newEntryId(unit), tenantId, legalEntityId, postedOn: today, valueOn: today }
  const accounts = await billing.readAccounts(unit, [household.id])
  const batch = new PostingBatch(unit, head, [household], accounts)
  batch.moveBalance(household.id, 'refund-returned', amountFen, { paymentId, valueOn: refund.paidOn })
  await giveDiscountsAgain(unit, batch, refund)
  const movements = await applyReleased({ unit, head, batch, accounts: billing.readAccounts })
  await ledger.post(unit, { ...head, kind: 'refund-returned', sourceNo: refundNo, movements })
  await appendRefundMove(unit, { refund, kind: 'returned', entryId: head.entryId, valueOn: today })
}

/** Only where as much is open of the line as the discount took: what has happened to it since stays. */
async function giveDiscountsAgain(unit: Unit, batch: PostingBatch, { id, refundNo }: Refund): Promise<void> {
  const taken = await listTakenDiscounts(unit, id)
  const charges = await listLiveCharges(unit, { lineIds: taken.map(({ lineId }) => lineId) })
  batch.meet(charges)
  for (const { lineId, facts, ...discount } of taken) {
    const charge = charges.find((one) => one.lineId === lineId)
    if (!charge || batch.openFen(lineId) < discount.amountFen) continue
    const { lineId: _, ...stored } = JSON.parse(facts) as Readonly<Record<string, unknown>>
    const given = { ...discount, lineType: 'discount', origin: 'discount', reason: `退费 ${refundNo} 未退，恢复优惠` } as const
    batch.answer(charge.householdId, charge, given, stored)
  }
}
