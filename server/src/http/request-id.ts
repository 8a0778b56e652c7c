import { randomUUID } from 'node:crypto'
import type { Middleware } from 'koa'
import type { Logger } from '../platform/logger.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { RequestState } from './context.ts'

/** A proxy's id is taken over when it looks like one; anything else from outside is ignored. */
const TRUSTED = /^[0-9A-Za-z-]{8,64}$/

/** Gives each request an id, answers it in a header, logs one line and measures by route pattern (never by raw path). */
export function requestId(logger: Logger, metrics: Metrics): Middleware<RequestState> {
  return async (ctx, next) => {
    const given = ctx.get('X-Request-Id')
    ctx.state.requestId = TRUSTED.test(given) ? given : randomUUID()
    ctx.set('X-Request-Id', ctx.state.requestId)
    const started = process.hrtime.bigint()
    await next()
    const seconds = Number(process.hrtime.bigint() - started) / 1e9
    const route = (ctx as unknown as { _matchedRoute?: string })._matchedRoute ?? 'static'
    metrics.request(ctx.method, String(route), ctx.status, seconds)
    logger.info(
      { requestId: ctx.state.requestId, method: ctx.method, route, status: ctx.status, ms: Math.round(seconds * 1000) },
      'request',
    )
  }
}
