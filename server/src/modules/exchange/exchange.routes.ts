import type { Readable } from 'node:stream'
import Router from '@koa/router'
import type { Permission } from '../../../../shared/access/permissions.ts'
import {
  ExportHouseholds,
  Import,
  ImportPage,
  ImportParams,
  ImportQuery,
  ImportRowPage,
  ImportRowQuery,
  TemplateQuery,
  UploadContacts,
  UploadImport,
} from '../../../../shared/contracts/exchange.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { answersFile, sendFile, upload, uploadOf } from '../../http/files.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params, query } from '../../http/validation.ts'
import { type StaffCaller, withRight } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Exchange } from './index.ts'
import { presentImport, presentRow } from './presenter.ts'

type ExportRoute = { readonly path: string; readonly summary: string; readonly name: string }
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
  router.post(
    '/imports/contacts',
    answers('上传修改过的客户资料并开始校验', Import, 202),
    permit('households.bulk.edit'),
    query(UploadContacts),
    upload(XLSX, UPLOAD_LIMIT),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const importNo = await exchange.uploadContacts(caller, ctx.state.query as UploadContacts, uploadOf(ctx as Context))
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
      const { kind, items, total } = await exchange.readImportRows(staffOf(ctx as Context), numberOf(ctx.state), asked)
      ctx.body = { items: items.map((row) => presentRow(row, kind)), total, page: asked.page, pageSize: asked.pageSize }
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
    const { kind } = await exchange.readImport(caller, numberOf(ctx.state))
    const editor = kind === 'contacts' ? withRight(caller, 'households.bulk.edit') : caller
    if (!editor) throw new DomainError(403, 'FORBIDDEN', '您没有批量修改用热户的权限，请联系管理员')
    const importNo = await exchange.commitImport(editor, numberOf(ctx.state))
    ctx.status = 202
    ctx.body = presentImport(await exchange.readImport(caller, importNo))
  })
  const exported = (
    right: Permission,
    { path, summary, name }: ExportRoute,
    file: (seer: StaffCaller, wanted: ExportHouseholds) => Promise<Readable>,
  ) =>
    router.post(path, answersFile(summary, XLSX), permit(right), body(ExportHouseholds), async (ctx) => {
      const caller = staffOf(ctx as Context)
      const wanted = ctx.state.body as ExportHouseholds
      const seer = wanted.personal === 'whole' ? withRight(caller, 'audit.personal.unmask') : caller
      if (!seer) throw new DomainError(403, 'FORBIDDEN', '您没有查看完整个人信息的权限，只能导出隐去部分姓名和电话的资料')
      sendFile(ctx as Context, { name, type: XLSX, body: await file(seer, wanted) })
    })
  exported(
    'households.export',
    { path: '/exports/households', summary: '导出筛选出或选中的用热户', name: '用热户.xlsx' },
    exchange.exportHouseholds,
  )
  exported(
    'households.bulk.edit',
    { path: '/exports/contacts', summary: '导出客户资料，修改后可再上传', name: '客户资料修改.xlsx' },
    exchange.exportContacts,
  )
  return router
}

function numberOf(state: RequestState): string {
  return (state.params as { importNo: string }).importNo
}
