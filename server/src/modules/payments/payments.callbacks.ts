import Router from '@koa/router'
import type { Context } from 'koa'
import type { RawNotice } from '../../gateways/payment/port.ts'
import type { RequestState } from '../../http/context.ts'
import { rawBytes } from '../../http/validation.ts'
import { readCalledFor } from './callback-address.ts'
import type { Payments } from './index.ts'

/** What the channels call. A refusal carries no detail that would help a forger. */
export function paymentsCallbacks(payments: Payments): Router<RequestState> {
  const router = new Router<RequestState>()
  router.post('/callbacks/wechat-pay/:mchId', async (ctx) => {
    const door = { channel: 'wechat-pay', calledFor: readCalledFor(ctx.params.mchId ?? '') } as const
    const received = await payments.receiveNotice(door, await rawNotice(ctx))
    // 204 means taken
    if (received.kind === 'taken') {
      ctx.status = 204
      return
    }
    ctx.status = 401
    ctx.body = { code: 'FAIL', message: '验签失败' }
  })
  router.post('/callbacks/alipay/:appId', async (ctx) => {
    const received = await payments.receiveNotice({ channel: 'alipay', appId: ctx.params.appId ?? '' }, await rawNotice(ctx))
    // these seven letters mean taken, anything else is repeated
    ctx.type = 'text/plain'
    ctx.status = received.kind === 'taken' ? 200 : 401
    ctx.body = received.kind === 'taken' ? 'success' : 'fail'
  })
  return router
}

async function rawNotice(ctx: Context): Promise<RawNotice> {
  const headers = Object.fromEntries(Object.entries(ctx.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]))
  return { headers, body: await rawBytes(ctx, '64kb') }
}
