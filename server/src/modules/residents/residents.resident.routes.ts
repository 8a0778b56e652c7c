import Router from '@koa/router'
import { z } from 'zod'
import { BindHousehold, Home, MyData, ResidentSession, ResidentSignIn } from '../../../../shared/contracts/residents.ts'
import { answers } from '../../http/answers.ts'
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
  router.post('/sessions', answers('居民登录（小程序授权码）', ResidentSession, 201), body(ResidentSignIn), async (ctx) => {
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
  router.delete('/sessions/current', answers('退出登录', null), async (ctx) => {
    await endResidentSession(ctx as Context, residents, secure)
  })
  router.post('/sign-out', answers('退出登录（不能发 DELETE 的客户端用）', null), async (ctx) => {
    await endResidentSession(ctx as Context, residents, secure)
  })
  router.post('/bindings', answers('绑定房屋', Home, 201), body(BindHousehold), once(), async (ctx) => {
    const caller = residentOf(ctx as Context)
    const { bindingNo } = await residents.bindHousehold(caller, ctx.state.body as BindHousehold)
    ctx.body = await presentHome(caller, bindingNo)
    ctx.status = 201
  })
  router.delete('/bindings/:bindingNo', answers('解除绑定', null), params(BindingParams), once(), async (ctx) => {
    const { bindingNo } = ctx.state.params as { readonly bindingNo: string }
    await residents.removeBinding(residentOf(ctx as Context), bindingNo)
    ctx.status = 204
  })
  router.post('/my-data', answers('导出我的数据', MyData), async (ctx) => {
    ctx.body = await residents.exportMyData(residentOf(ctx as Context))
  })
  return router
}
