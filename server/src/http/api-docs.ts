import Router from '@koa/router'
import { VERSION } from '../../../shared/version.ts'
import { apiPage } from './api-page.ts'
import type { RequestState } from './context.ts'
import { type DescribedGroup, openApiOf } from './openapi.ts'

/** /openapi.json for programs, /api-docs for people: both are made of the routes that are mounted, once, at start. */
export function apiDocsRoutes(groups: readonly DescribedGroup[]): Router<RequestState> {
  const router = new Router<RequestState>()
  const description = openApiOf(groups, VERSION)
  const json = JSON.stringify(description)
  const page = apiPage(description)
  router.get('/openapi.json', (ctx) => {
    ctx.type = 'application/json; charset=utf-8'
    ctx.body = json
  })
  router.get('/api-docs', (ctx) => {
    ctx.type = 'html'
    ctx.body = page
  })
  return router
}
