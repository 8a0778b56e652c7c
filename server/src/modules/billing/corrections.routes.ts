import Router from '@koa/router'
import type { Middleware } from 'koa'
import {
  AreaChangePreview,
  ChangeHolder,
  Correction,
  HolderChanged,
  HolderChangeState,
  HouseholdSeasonParams,
  PostAreaChange,
  PostBill,
  PostRebill,
} from '../../../../shared/contracts/billing/corrections.ts'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import { SettleMany, SettlementStarted } from '../../../../shared/contracts/metering.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import type { Corrections } from './corrections.ts'

const AREAS = '/households/:householdNo/area-change'
const HOLDER = '/households/:householdNo/holder-change'
const SEASON = '/households/:householdNo/seasons/:seasonCode'
/** Only rehearsed and undone: no reason is asked for yet. */
const REHEARSED = { reason: '试算', seen: null } as const

/** Every change of facts or lines of one household after its bill: rehearsed first, then posted as it was seen. */
export function correctionsRoutes(corrections: Corrections): Router<RequestState> {
  const router = new Router<RequestState>()
  router.post(
    `${AREAS}/preview`,
    ...asked('试算面积变更：账单会怎样变，已收的钱怎样走', permit('households.area.change')),
    params(HouseholdParams),
    body(AreaChangePreview),
    async (ctx) => {
      const given = ctx.state.body as AreaChangePreview
      ctx.body = await corrections.changeAreas({ ...given, ...REHEARSED, householdNo: householdNoOf(ctx) }, staffOf(ctx as Context))
    },
  )
  router.post(
    AREAS,
    ...asked('变更面积、层高、用热性质或单价类型，并更正账单', permit('households.area.change')),
    params(HouseholdParams),
    body(PostAreaChange),
    once(),
    async (ctx) => {
      const { seasonCode, areas, reason, ...seen } = ctx.state.body as PostAreaChange
      const wish = { householdNo: householdNoOf(ctx), seasonCode, areas, reason, seen }
      ctx.body = await corrections.changeAreas(wish, staffOf(ctx as Context))
    },
  )
  router.post(
    `${SEASON}/rebill/preview`,
    ...asked('试算按现在的资料重算账单', permit('billing.run.post')),
    params(HouseholdSeasonParams),
    async (ctx) => {
      ctx.body = await corrections.rebillHousehold({ ...seasonOf(ctx), ...REHEARSED }, staffOf(ctx as Context))
    },
  )
  router.post(
    `${SEASON}/rebill`,
    ...asked('按现在的资料重算账单', permit('billing.run.post')),
    params(HouseholdSeasonParams),
    body(PostRebill),
    once(),
    async (ctx) => {
      const { reason, ...seen } = ctx.state.body as PostRebill
      ctx.body = await corrections.rebillHousehold({ ...seasonOf(ctx), reason, seen }, staffOf(ctx as Context))
    },
  )
  router.post(
    `${SEASON}/bill/preview`,
    ...asked('试算一户本季账单', permit('billing.run.post')),
    params(HouseholdSeasonParams),
    async (ctx) => {
      ctx.body = await corrections.billHousehold({ ...seasonOf(ctx), seen: null }, staffOf(ctx as Context))
    },
  )
  router.post(
    `${SEASON}/bill`,
    ...asked('生成一户本季账单', permit('billing.run.post')),
    params(HouseholdSeasonParams),
    body(PostBill),
    once(),
    async (ctx) => {
      ctx.body = await corrections.billHousehold({ ...seasonOf(ctx), seen: ctx.state.body as PostBill }, staffOf(ctx as Context))
    },
  )
  router.post(
    `${SEASON}/metering-settlement/preview`,
    ...asked('试算计量结算', permit('billing.run.post')),
    params(HouseholdSeasonParams),
    async (ctx) => {
      ctx.body = await corrections.settleMetering({ ...seasonOf(ctx), seen: null }, staffOf(ctx as Context))
    },
  )
  router.post(
    `${SEASON}/metering-settlement`,
    ...asked('按热量表读数结算', permit('billing.run.post')),
    params(HouseholdSeasonParams),
    body(PostBill),
    once(),
    async (ctx) => {
      ctx.body = await corrections.settleMetering({ ...seasonOf(ctx), seen: ctx.state.body as PostBill }, staffOf(ctx as Context))
    },
  )
  router.post(
    '/metering-settlements',
    answers('开始批量计量结算', SettlementStarted, 202),
    permit('billing.run.post'),
    body(SettleMany),
    once(),
    async (ctx) => {
      ctx.status = 202
      ctx.body = await corrections.startMeterSettlements(ctx.state.body as SettleMany, staffOf(ctx as Context))
    },
  )
  router.get(HOLDER, answers('能否过户', HolderChangeState), permit('households.holder.change'), params(HouseholdParams), async (ctx) => {
    ctx.body = await corrections.readHolderChange(householdNoOf(ctx), staffOf(ctx as Context))
  })
  router.post(
    HOLDER,
    answers('过户', HolderChanged),
    permit('households.holder.change'),
    params(HouseholdParams),
    body(ChangeHolder),
    once(),
    async (ctx) => {
      const wish = { householdNo: householdNoOf(ctx), ...(ctx.state.body as ChangeHolder) }
      ctx.body = await corrections.changeHolder(wish, staffOf(ctx as Context))
    },
  )
  return router
}

/** All of them answer what changed, rehearsed or posted. */
function asked(summary: string, right: Middleware<RequestState>): [Middleware<RequestState>, Middleware<RequestState>] {
  return [answers(summary, Correction), right]
}

type Asked = { readonly state: RequestState }

function householdNoOf({ state }: Asked): string {
  return (state.params as { householdNo: string }).householdNo
}

function seasonOf({ state }: Asked): { readonly householdNo: string; readonly seasonCode: string } {
  return state.params as { householdNo: string; seasonCode: string }
}
