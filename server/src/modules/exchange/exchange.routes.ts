import Router from '@koa/router'
import {
  ExportHouseholds,
  Import,
  ImportPage,
  ImportParams,
  ImportQuery,
  ImportRowPage,
  ImportRowQuery,
  TemplateQuery,
  UploadImport,
} from '../../../../shared/contracts/exchange.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { answersFile, sendFile, upload, uploadOf } from '../../http/files.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params, query } from '../../http/validation.ts'
import { withRight } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Exchange } from './index.ts'
import { presentImport, presentRow } from './presenter.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const UPLOAD_LIMIT = 20 * 1024 * 1024

/** Behind staff sign-in, at /api/staff. */
export function exchangeRoutes(exchange: Exchange): Router<RequestState> {
  const router = new Router<RequestState>()
  const right = permit('exchange.import.run')
  router.get('/imports/template', answersFile('下载用热户导入模板', XLSX), right, query(TemplateQuery), async (ctx) => {
    const wanted = ctx.state.query as TemplateQuery
    sendFile(ctx as Context, {
      name: `用热户导入模板-${wanted.seasonCode}.xlsx`,
      type: XLSX,
      body: await exchange.readTemplate(staffOf(ctx as Context), wanted),
    })
  })
  router.get('/imports', answers('导入批次', ImportPage), right, query(ImportQuery), async (ctx) => {
    const { page, pageSize } = ctx.state.query as ImportQuery
    const { items, total } = await exchange.readImports(staffOf(ctx as Context), { page, pageSize })
    ctx.body = { items: items.map(presentImport), total, page, pageSize }
  })
  router.post(
    '/imports',
    answers('上传工作簿并开始校验', Import, 202),
    right,
    query(UploadImport),
    upload(XLSX, UPLOAD_LIMIT),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const importNo = await exchange.uploadImport(caller, ctx.state.query as UploadImport, uploadOf(ctx as Context))
      ctx.status = 202
      ctx.body = presentImport(await exchange.readImport(caller, importNo))
    },
  )
  router.get('/imports/:importNo', answers('一个导入批次', Import), right, params(ImportParams), async (ctx) => {
    ctx.body = presentImport(await exchange.readImport(staffOf(ctx as Context), numberOf(ctx.state)))
  })
  router.get(
    '/imports/:importNo/rows',
    answers('导入批次的各行', ImportRowPage),
    right,
    params(ImportParams),
    query(ImportRowQuery),
    async (ctx) => {
      const asked = ctx.state.query as ImportRowQuery
      const { items, total } = await exchange.readImportRows(staffOf(ctx as Context), numberOf(ctx.state), asked)
      ctx.body = { items: items.map(presentRow), total, page: asked.page, pageSize: asked.pageSize }
    },
  )
  router.get('/imports/:importNo/errors', answersFile('下载错误行及原因', XLSX), right, params(ImportParams), async (ctx) => {
    const importNo = numberOf(ctx.state)
    sendFile(ctx as Context, {
      name: `导入错误-${importNo}.xlsx`,
      type: XLSX,
      body: await exchange.readErrors(staffOf(ctx as Context), importNo),
    })
  })
  router.post('/imports/:importNo/commit', answers('确认导入，全部写入', Import, 202), right, params(ImportParams), once(), async (ctx) => {
    const caller = staffOf(ctx as Context)
    const importNo = await exchange.commitImport(caller, numberOf(ctx.state))
    ctx.status = 202
    ctx.body = presentImport(await exchange.readImport(caller, importNo))
  })
  router.post(
    '/exports/households',
    answersFile('导出筛选出的用热户', XLSX),
    permit('households.export'),
    body(ExportHouseholds),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const wanted = ctx.state.body as ExportHouseholds
      const seer = wanted.personal === 'whole' ? withRight(caller, 'audit.personal.unmask') : caller
      if (!seer) throw new DomainError(403, 'FORBIDDEN', '您没有查看完整个人信息的权限，只能导出隐去部分姓名和电话的资料')
      sendFile(ctx as Context, { name: '用热户.xlsx', type: XLSX, body: await exchange.exportHouseholds(seer, wanted) })
    },
  )
  return router
}

function numberOf(state: RequestState): string {
  return (state.params as { importNo: string }).importNo
}
