import Router from '@koa/router'
import { BindingPage, BindingParams, BindingQuery, RemoveBinding, RemovedBinding } from '../../../../shared/contracts/residents/bindings.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params, query } from '../../http/validation.ts'
import type { Residents } from './index.ts'

/** 用户绑定 for the desk, behind staff sign-in at /api/staff. */
export function bindingsRoutes(residents: Pick<Residents, 'listBindings' | 'removeBindingAtDesk'>): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/bindings', answers('用户绑定', BindingPage), permit('residents.binding.view'), query(BindingQuery), async (ctx) => {
    ctx.body = await residents.listBindings(staffOf(ctx as Context), ctx.state.query as BindingQuery)
  })
  router.post(
    '/bindings/:bindingNo/removal',
    answers('解除用户绑定', RemovedBinding),
    permit('residents.binding.remove'),
    params(BindingParams),
    body(RemoveBinding),
    once(),
    async (ctx) => {
      const { bindingNo } = ctx.state.params as { bindingNo: string }
      ctx.body = await residents.removeBindingAtDesk(staffOf(ctx as Context), bindingNo, (ctx.state.body as RemoveBinding).reason)
    },
  )
  return router
}
