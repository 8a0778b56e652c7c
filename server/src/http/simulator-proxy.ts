import http from 'node:http'
import type { Middleware } from 'koa'
import type { RequestState } from './context.ts'

/** Hands the pages below `prefix` on to a simulator's own process in the embedded demo; never mounted in production. Control addresses stay on loopback. */
export function simulatorProxy(target: string, prefix: '/sim/' | '/sim/alipay/' | '/sim/sms/'): Middleware<RequestState> {
  const base = new URL(target)
  return async (ctx, next) => {
    if (!ctx.path.startsWith(prefix) || ctx.path.includes('/control')) return next()
    await new Promise<void>((resolve) => {
      const request = http.request(
        {
          hostname: base.hostname,
          port: base.port,
          path: ctx.url,
          method: ctx.method,
          headers: { ...ctx.headers, host: base.host, 'x-forwarded-for': ctx.ip },
        },
        (answer) => {
          ctx.status = answer.statusCode ?? 502
          for (const [name, value] of Object.entries(answer.headers))
            if (value !== undefined && name !== 'transfer-encoding') ctx.set(name, value)
          ctx.body = answer
          resolve()
        },
      )
      request.on('error', () => {
        ctx.status = 502
        ctx.body = '模拟器没有启动'
        resolve()
      })
      ctx.req.pipe(request)
    })
  }
}
