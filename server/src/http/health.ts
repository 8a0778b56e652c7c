import Router from '@koa/router'
import type { Database } from '../database/database.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { RequestState } from './context.ts'

/** /healthz: the process lives. /readyz: it can serve (database answers). /metrics: Prometheus text, for the inner network. */
export function healthRoutes(database: Database, metrics: Metrics): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' }
  })
  router.get('/readyz', async (ctx) => {
    try {
      await database.read((unit) => unit.select('SELECT 1 AS one'))
      ctx.body = { status: 'ready' }
    } catch {
      ctx.status = 503
      ctx.body = { status: 'database unavailable' }
    }
  })
  router.get('/metrics', async (ctx) => {
    const { type, text } = await metrics.render()
    ctx.type = type
    ctx.body = text
  })
  return router
}
