import Router from '@koa/router'
import { ExportAudit, SecurityPage, SecurityQuery } from '../../../../shared/contracts/audit/logs.ts'
import { AuditPage, AuditQuery } from '../../../../shared/contracts/audit.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { answersFile, sendFile } from '../../http/files.ts'
import { permit } from '../../http/permit.ts'
import { body, query } from '../../http/validation.ts'
import type { Audit } from './index.ts'
import { presentAuditRow, presentSecurityRow } from './presenter.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Behind staff sign-in, at /api/staff. */
export function auditRoutes(audit: Audit): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/audit-log', answers('操作日志', AuditPage), permit('audit.operation.view'), query(AuditQuery), async (ctx) => {
    const filter = ctx.state.query as AuditQuery
    const { rows, total } = await audit.listAuditLog(staffOf(ctx as Context), filter)
    ctx.body = { items: rows.map(presentAuditRow), total, page: filter.page, pageSize: filter.pageSize }
  })
  router.get('/security-log', answers('安全日志', SecurityPage), permit('audit.security.view'), query(SecurityQuery), async (ctx) => {
    const filter = ctx.state.query as SecurityQuery
    const { rows, total } = await audit.listSecurityLog(staffOf(ctx as Context), filter)
    ctx.body = { items: rows.map(presentSecurityRow), total, page: filter.page, pageSize: filter.pageSize }
  })
  router.post(
    '/exports/audit-log',
    answersFile('导出筛选出的操作日志', XLSX),
    permit('audit.export.run'),
    body(ExportAudit),
    async (ctx) => {
      const { filter } = ctx.state.body as ExportAudit
      const file = await audit.exportAuditLog(staffOf(ctx as Context), filter)
      sendFile(ctx as Context, { name: '操作日志.xlsx', type: XLSX, body: file })
    },
  )
  return router
}
