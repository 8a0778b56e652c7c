import Router from '@koa/router'
import type { z } from 'zod'
import { AreaAsks, AreaAsksParams } from '../../../../shared/contracts/tariffs/area-asks.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { permit } from '../../http/permit.ts'
import { params } from '../../http/validation.ts'
import type { Tariffs } from './index.ts'

/** Whoever changes areas may know what the price asks of them. */
export function areaAsksRoutes(tariffs: Tariffs): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get(
    '/households/:householdNo/seasons/:seasonCode/area-asks',
    answers('已发布的价目要求面积行登记哪些计价资料', AreaAsks),
    permit('households.area.change'),
    params(AreaAsksParams),
    async (ctx) => {
      ctx.body = await tariffs.readAreaAsks(staffOf(ctx as Context), ctx.state.params as z.infer<typeof AreaAsksParams>)
    },
  )
  return router
}
