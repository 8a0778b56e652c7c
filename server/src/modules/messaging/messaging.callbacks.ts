import Router from '@koa/router'
import type { RequestState } from '../../http/context.ts'
import { rawBytes } from '../../http/validation.ts'
import type { Messaging } from './index.ts'

/** What WeChat calls for a public account. A refusal says nothing that would help a forger. */
export function messagingCallbacks(messaging: Messaging): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/callbacks/wechat-official/:appId', (ctx) => {
    const echo = messaging.proveOfficialAddress(ctx.params.appId ?? '', textsOf(ctx.query))
    ctx.type = 'text/plain; charset=utf-8'
    ctx.status = echo === null ? 401 : 200
    ctx.body = echo ?? ''
  })
  router.post('/callbacks/wechat-official/:appId', async (ctx) => {
    const reply = messaging.receiveOfficialCall(ctx.params.appId ?? '', textsOf(ctx.query), await rawBytes(ctx, '64kb'))
    ctx.status = reply === null ? 401 : 200
    ctx.type = reply?.type ?? 'text/plain; charset=utf-8'
    ctx.body = reply?.body ?? ''
  })
  return router
}

function textsOf(query: Readonly<Record<string, string | string[] | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]))
}
