import Router from '@koa/router'
import { EndLateFeeHold, HoldLateFee, LateFeeHold } from '../../../../shared/contracts/billing.ts'
import { listOf } from '../../../../shared/contracts/fields.ts'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import type { Caller } from '../../platform/caller.ts'
import type { Billing } from './index.ts'

/** 违约金暂停 of one household. */
export function billingRoutes(billing: Billing): Router<RequestState> {
  const router = new Router<RequestState>()
  const holds = '/households/:householdNo/late-fee-holds'
  const holdList = listOf(LateFeeHold)
  router.get(holds, answers('违约金暂停记录', holdList), permit('billing.bill.view'), params(HouseholdParams), async (ctx) => {
    ctx.body = await presentHolds(staffOf(ctx as Context), householdNoOf(ctx.state))
  })
  router.post(
    holds,
    answers('暂停计收违约金', holdList),
    permit('billing.latefee.waive'),
    params(HouseholdParams),
    body(HoldLateFee),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const householdNo = householdNoOf(ctx.state)
      await billing.holdLateFee(caller, { householdNo, ...(ctx.state.body as HoldLateFee) })
      ctx.body = await presentHolds(caller, householdNo)
    },
  )
  router.post(
    `${holds}/end`,
    answers('恢复计收违约金', holdList),
    permit('billing.latefee.waive'),
    params(HouseholdParams),
    body(EndLateFeeHold),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const householdNo = householdNoOf(ctx.state)
      await billing.endLateFeeHold(caller, { householdNo, ...(ctx.state.body as EndLateFeeHold) })
      ctx.body = await presentHolds(caller, householdNo)
    },
  )
  return router

  async function presentHolds(caller: Caller, householdNo: string): Promise<{ readonly items: LateFeeHold[] }> {
    const holds = await billing.readLateFeeHolds(caller, householdNo)
    return {
      items: holds.map(({ seasonCode, startsOn, endsOn, reason, placedBy, endedBy }) => ({
        ...{ seasonCode, from: startsOn, to: endsOn, reason, placedBy, endedBy },
      })),
    }
  }
}

function householdNoOf(state: RequestState): string {
  return (state.params as { householdNo: string }).householdNo
}
