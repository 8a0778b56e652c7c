import Router from '@koa/router'
import {
  CarrySeason,
  CloseSeason,
  EditSeason,
  PlanSeason,
  SeasonFile,
  SeasonName,
  SeasonParams,
} from '../../../../shared/contracts/tenancy/seasons.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import type { Tenancy } from './index.ts'

/** 采暖季, behind staff sign-in at /api/staff. */
export function seasonsRoutes(tenancy: Tenancy): Router<RequestState> {
  const router = new Router<RequestState>()
  const right = permit('tenancy.season.manage')
  const named = params(SeasonParams)
  const nameOf = (ctx: Context) => ctx.state.params as SeasonParams

  router.post('/seasons', answers('筹备新的采暖季', SeasonName, 201), right, body(PlanSeason), once(), async (ctx) => {
    ctx.body = await tenancy.planSeason(staffOf(ctx as Context), ctx.state.body as PlanSeason)
    ctx.status = 201
  })
  router.get('/seasons/:unitCode/:seasonCode', answers('采暖季的数字、结转和状态', SeasonFile), right, named, async (ctx) => {
    const { unitCode, seasonCode } = nameOf(ctx as Context)
    ctx.body = await tenancy.readSeason(staffOf(ctx as Context), unitCode, seasonCode)
  })
  router.post(
    '/seasons/:unitCode/:seasonCode',
    answers('修改采暖季起止日期', SeasonName),
    right,
    named,
    body(EditSeason),
    once(),
    async (ctx) => {
      ctx.body = await tenancy.editSeason(staffOf(ctx as Context), nameOf(ctx as Context), ctx.state.body as EditSeason)
    },
  )
  router.post(
    '/seasons/:unitCode/:seasonCode/carry',
    answers('从更早的采暖季结转', SeasonName),
    right,
    named,
    body(CarrySeason),
    once(),
    async (ctx) => {
      ctx.body = await tenancy.carrySeason(staffOf(ctx as Context), nameOf(ctx as Context), ctx.state.body as CarrySeason)
    },
  )
  router.post('/seasons/:unitCode/:seasonCode/opening', answers('启用采暖季', SeasonName), right, named, once(), async (ctx) => {
    ctx.body = await tenancy.openSeason(staffOf(ctx as Context), nameOf(ctx as Context))
  })
  router.post('/seasons/:unitCode/:seasonCode/reopening', answers('重新启用采暖季', SeasonName), right, named, once(), async (ctx) => {
    ctx.body = await tenancy.reopenSeason(staffOf(ctx as Context), nameOf(ctx as Context))
  })
  router.post(
    '/seasons/:unitCode/:seasonCode/closing',
    answers('结束采暖季', SeasonName),
    right,
    named,
    body(CloseSeason),
    once(),
    async (ctx) => {
      ctx.body = await tenancy.closeSeason(staffOf(ctx as Context), nameOf(ctx as Context), ctx.state.body as CloseSeason)
    },
  )
  return router
}
