import { type RefundPlan, refundableFen } from '../../../../shared/billing/plan-refund.ts'
import type { Refundable, RefundPreview } from '../../../../shared/contracts/payments/refunds.ts'
import type { Fen } from '../../../../shared/money/fen.ts'
import type { Database } from '../../database/database.ts'
import type { ReadUnit } from '../../database/unit-of-work.ts'
import type { StaffCaller } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { titlesOfLines } from '../../reports/line-titles.ts'
import { listRefundSources } from '../../reports/refund-sources.ts'
import { accruedLateFee, type Billing, listLiveCharges } from '../billing/index.ts'
import { planWithin, readHoldings } from './refund-holdings.ts'
import { paymentInScope } from './refund-in-scope.ts'
import { reopenedSeasons } from './set-money-aside.ts'

export type PreviewDeps = { readonly database: Database; readonly clock: Clock; readonly billing: Billing }

/** What can be refunded of an order: each of its payments, household by household, for the households the caller may touch. */
export function readRefundable({ database }: PreviewDeps) {
  return (caller: StaffCaller, orderNo: string): Promise<Refundable> =>
    database.read(async (unit) => {
      const sources = await listRefundSources(unit, caller.scope, orderNo)
      const items = await Promise.all(
        sources.map(async ({ householdId, paymentId, ...source }) => ({
          ...source,
          availableFen: refundableFen(await readHoldings(unit, householdId, { id: paymentId })),
        })),
      )
      return { items }
    })
}

/** What a refund of this much would do, by the same plan that posts it. Throws NOT_FOUND, REFUND_TOO_MUCH (facts.availableFen). */
export function previewRefund({ database, clock, billing }: PreviewDeps) {
  return (
    caller: StaffCaller,
    wish: { readonly paymentNo: string; readonly householdNo: string; readonly amountFen: Fen },
  ): Promise<RefundPreview> =>
    database.read(async (unit) => {
      const { payment, householdId } = await paymentInScope(unit, caller.scope, wish.paymentNo, wish.householdNo)
      const holdings = await readHoldings(unit, householdId, payment)
      const plan = planWithin(holdings, wish.amountFen)
      const lineIds = [...plan.releases, ...plan.reversedDiscounts].map(({ lineId }) => lineId)
      const charges = lineIds.length === 0 ? [] : await listLiveCharges(unit, { lineIds })
      const account = (await billing.readAccounts(unit, [householdId])).get(householdId)
      const today = clock.today()
      const seasons = reopenedSeasons(charges, payment.valueOn, today).map(({ seasonId }) => seasonId)
      const lateFeeFen = account ? accruedLateFee(account, seasons, today).reduce((sum, { amountFen }) => sum + amountFen, 0) : 0
      return { amountFen: wish.amountFen, availableFen: refundableFen(holdings), lateFeeFen, ...(await presentPlan(unit, plan)) }
    })
}

async function presentPlan(unit: ReadUnit, plan: RefundPlan) {
  const { fromBalanceFen, releases, reversedDiscounts } = plan
  const titles = await titlesOfLines(
    unit,
    [...releases, ...reversedDiscounts].map(({ lineId }) => lineId),
  )
  const present = ({ lineId, amountFen }: { readonly lineId: number; readonly amountFen: Fen }) => ({
    title: titles.get(lineId) ?? '',
    amountFen,
  })
  const reopenedFen = [...releases, ...reversedDiscounts].reduce((sum, { amountFen }) => sum + amountFen, 0)
  return { fromBalanceFen, releases: releases.map(present), discounts: reversedDiscounts.map(present), reopenedFen }
}
