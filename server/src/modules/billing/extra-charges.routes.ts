import Router from '@koa/router'
import { ExtraCharge, PostExtraCharge, PreviewExtraCharge } from '../../../../shared/contracts/billing/extra-charges.ts'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import type { Billing } from './index.ts'

const EXTRA = '/households/:householdNo/extra-charges'
/** Only rehearsed and undone: no reason is asked for yet. */
const REHEARSED = { reason: '试算', seenFen: null } as const

/** 加收费用: rehearsed first, then posted as it was seen. */
export function extraChargeRoutes(billing: Billing): Router<RequestState> {
  const router = new Router<RequestState>()
  const right = permit('billing.line.increase')
  router.post(
    `${EXTRA}/preview`,
    answers('试算加收一笔费用', ExtraCharge),
    right,
    params(HouseholdParams),
    body(PreviewExtraCharge),
    async (ctx) => {
      const wish = { ...(ctx.state.body as PreviewExtraCharge), ...REHEARSED, householdNo: householdNoOf(ctx.state) }
      ctx.body = await billing.chargeExtra(staffOf(ctx as Context), wish)
    },
  )
  router.post(
    EXTRA,
    answers('加收一笔费用', ExtraCharge, 201),
    right,
    params(HouseholdParams),
    body(PostExtraCharge),
    once(),
    async (ctx) => {
      const wish = { ...(ctx.state.body as PostExtraCharge), householdNo: householdNoOf(ctx.state) }
      const charged = await billing.chargeExtra(staffOf(ctx as Context), wish)
      ctx.status = 201
      ctx.body = charged
    },
  )
  return router
}

function householdNoOf(state: RequestState): string {
  return (state.params as { householdNo: string }).householdNo
}
