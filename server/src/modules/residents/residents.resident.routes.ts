import Router from '@koa/router'
import { z } from 'zod'
import { BindHousehold, type Home, ResidentSignIn } from '../../../../shared/contracts/residents.ts'
import { type Context, type RequestState, residentOf } from '../../http/context.ts'
import { once } from '../../http/permit.ts'
import { endResidentSession, originOf } from '../../http/resident-identity.ts'
import { body, params } from '../../http/validation.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import type { Residents } from './index.ts'

/** The card of a home shows money, which later rooms know: compose.ts hands in who presents it. */
export type PresentHome = (caller: ResidentCaller, bindingNo: string) => Promise<Home>

const BindingParams = z.object({ bindingNo: z.string().regex(/^[0-9A-Z]{8,32}$/) })

/** In front of resident sign-in, at /api/resident. Answers with tokens are never kept, so these take no Idempotency-Key. */
export function residentSessionRoutes(residents: Residents): Router<RequestState> {
  const router = new Router<RequestState>()
  router.post('/sessions', body(ResidentSignIn), async (ctx) => {
    ctx.body = await residents.signInWithCode(ctx.state.body as ResidentSignIn, originOf(ctx as Context))
    ctx.status = 201
  })
  return router
}

/** Behind resident sign-in, at /api/resident. */
export function residentsRoutes(
  residents: Residents,
  { presentHome, secure }: { readonly presentHome: PresentHome; readonly secure: boolean },
): Router<RequestState> {
  const router = new Router<RequestState>()
  router.delete('/sessions/current', async (ctx) => {
    await endResidentSession(ctx as Context, residents, secure)
  })
  router.post('/sign-out', async (ctx) => {
    await endResidentSession(ctx as Context, residents, secure)
  })
  router.post('/bindings', body(BindHousehold), once(), async (ctx) => {
    const caller = residentOf(ctx as Context)
    const { bindingNo } = await residents.bindHousehold(caller, ctx.state.body as BindHousehold)
    ctx.body = await presentHome(caller, bindingNo)
    ctx.status = 201
  })
  router.delete('/bindings/:bindingNo', params(BindingParams), once(), async (ctx) => {
    const { bindingNo } = ctx.state.params as { readonly bindingNo: string }
    await residents.removeBinding(residentOf(ctx as Context), bindingNo)
    ctx.status = 204
  })
  return router
}
