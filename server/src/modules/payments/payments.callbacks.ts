import Router from '@koa/router'
import type { RequestState } from '../../http/context.ts'
import { rawBytes } from '../../http/validation.ts'
import { readCalledFor } from './callback-address.ts'
import type { Payments } from './index.ts'

/** What WeChat Pay calls. 204 means taken; a refusal carries no detail that would help a forger. */
export function paymentsCallbacks(payments: Payments): Router<RequestState> {
  const router = new Router<RequestState>()
  router.post('/callbacks/wechat-pay/:mchId', async (ctx) => {
    const body = await rawBytes(ctx, '64kb')
    const headers = Object.fromEntries(Object.entries(ctx.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]))
    const received = await payments.receiveNotice(readCalledFor(ctx.params.mchId ?? ''), { headers, body })
    if (received.kind === 'taken') {
      ctx.status = 204
      return
    }
    ctx.status = 401
    ctx.body = { code: 'FAIL', message: '验签失败' }
  })
  return router
}
