import Router from '@koa/router'
import { AuditPage, AuditQuery } from '../../../../shared/contracts/audit.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { permit } from '../../http/permit.ts'
import { query } from '../../http/validation.ts'
import type { Audit } from './index.ts'
import { presentAuditRow } from './presenter.ts'

/** Behind staff sign-in, at /api/staff. */
export function auditRoutes(audit: Audit): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/audit-log', answers('操作日志', AuditPage), permit('audit.operation.view'), query(AuditQuery), async (ctx) => {
    const filter = ctx.state.query as AuditQuery
    const { rows, total } = await audit.listAuditLog(staffOf(ctx as Context), filter)
    ctx.body = { items: rows.map(presentAuditRow), total, page: filter.page, pageSize: filter.pageSize }
  })
  return router
}
