import Router from '@koa/router'
import { listOf } from '../../../../shared/contracts/fields.ts'
import { OrgUnit, Season } from '../../../../shared/contracts/tenancy.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { permitAnyStaff } from '../../http/permit.ts'
import type { Tenancy } from './index.ts'
import { presentOrgUnits, presentSeason } from './presenter.ts'

/** Behind staff sign-in, at /api/staff. Every screen needs these lists, so no permission is asked; the scope still decides what is in them. */
export function tenancyRoutes(tenancy: Tenancy): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/org-units', answers('组织机构：本人能看到的单位', listOf(OrgUnit)), permitAnyStaff(), async (ctx) => {
    ctx.body = { items: presentOrgUnits(await tenancy.listOrgUnits(staffOf(ctx as Context))) }
  })
  router.get('/seasons', answers('采暖季', listOf(Season)), permitAnyStaff(), async (ctx) => {
    ctx.body = { items: (await tenancy.listSeasons(staffOf(ctx as Context))).map(presentSeason) }
  })
  return router
}
