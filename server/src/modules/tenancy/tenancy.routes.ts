import Router from '@koa/router'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { permitAnyStaff } from '../../http/permit.ts'
import type { Tenancy } from './index.ts'
import { presentOrgUnits, presentSeason } from './presenter.ts'

/** Behind staff sign-in, at /api/staff. Every screen needs these lists, so no permission is asked; the scope still decides what is in them. */
export function tenancyRoutes(tenancy: Tenancy): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/org-units', permitAnyStaff(), async (ctx) => {
    ctx.body = { items: presentOrgUnits(await tenancy.listOrgUnits(staffOf(ctx as Context))) }
  })
  router.get('/seasons', permitAnyStaff(), async (ctx) => {
    ctx.body = { items: (await tenancy.listSeasons(staffOf(ctx as Context))).map(presentSeason) }
  })
  return router
}
