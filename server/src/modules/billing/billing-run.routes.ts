import Router from '@koa/router'
import {
  CorrectionsAsked,
  CorrectRun,
  RunExportQuery,
  RunItemPage,
  RunItemParams,
  RunItemQuery,
  RunItemSteps,
  RunParams,
  RunSummary,
} from '../../../../shared/contracts/billing/runs.ts'
import { BillingRun, StartBillingRun } from '../../../../shared/contracts/billing.ts'
import { listOf, type Page } from '../../../../shared/contracts/fields.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { answersFile, sendFile } from '../../http/files.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params, query } from '../../http/validation.ts'
import { type StaffCaller, withRight } from '../../platform/caller.ts'
import type { Clock } from '../../platform/clock.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Run } from './billing-run.repository.ts'
import type { ExplainedItem } from './explain-run-item.ts'
import type { Billing } from './index.ts'
import { presentRun } from './present-run.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const right = permit('billing.run.preview')
type OfRun = { readonly tenantId: number; readonly runId: number }

/** What runs show that only reports know. */
export type RunReports = {
  listItems(of: OfRun, asked: RunItemQuery): Promise<Page<RunItemPage['items'][number]>>
  readSummary(of: OfRun & Pick<Run, 'seasonId' | 'mode'>): Promise<RunSummary>
  presentSteps(item: ExplainedItem): RunItemSteps
}

/** 出账: looking needs the right to preview; posting, and stopping what posts, its own. */
export function billingRunRoutes(billing: Billing, reports: RunReports, clock: Clock): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/billing-runs', answers('出账批次', listOf(BillingRun)), right, async (ctx) => {
    const runs = await billing.listRuns(staffOf(ctx as Context))
    ctx.body = { items: runs.map((run) => presentRun(run, [], clock.now())) }
  })
  router.get('/billing-runs/:runNo', answers('一个出账批次，含跳过的用热户', BillingRun), right, params(RunParams), async (ctx) => {
    ctx.body = await shown(staffOf(ctx as Context), ctx.state)
  })
  router.post(
    '/billing-runs',
    answers('开始试算、比对差异或正式出账', BillingRun, 202),
    right,
    body(StartBillingRun),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const { seasonCode, orgUnit, post, compare, previewRunNo } = ctx.state.body as StartBillingRun
      const starter = post ? withRight(caller, 'billing.run.post') : caller
      if (!starter) throw new DomainError(403, 'FORBIDDEN', '您没有正式出账的权限，只能试算')
      const mode = post ? 'post' : compare ? 'compare' : 'preview'
      const runNo = await billing.startBillingRun(starter, { seasonCode, orgUnit, mode, previewRunNo })
      const { run, skipped } = await billing.readRun(starter, runNo)
      ctx.status = 202
      ctx.body = presentRun(run, skipped, clock.now())
    },
  )
  for (const act of ['stop', 'resume'] as const) {
    const summary = act === 'stop' ? '停止出账批次，已处理的保留' : '继续停止了的出账批次'
    router.post(`/billing-runs/:runNo/${act}`, answers(summary, BillingRun), right, params(RunParams), once(), async (ctx) => {
      const caller = staffOf(ctx as Context)
      const { run } = await billing.readRun(caller, runNoOf(ctx.state))
      const actor = run.mode === 'post' ? withRight(caller, 'billing.run.post') : caller
      if (!actor) throw new DomainError(403, 'FORBIDDEN', '您没有正式出账的权限')
      await (act === 'stop' ? billing.stopRun : billing.resumeRun)(actor, run.runNo)
      ctx.body = await shown(actor, ctx.state)
    })
  }
  router.get('/billing-runs/:runNo/summary', answers('一个出账批次的合计与分布', RunSummary), right, params(RunParams), async (ctx) => {
    const { run } = await billing.readRun(staffOf(ctx as Context), runNoOf(ctx.state))
    ctx.body = await reports.readSummary({ ...run, runId: run.id })
  })
  const items = '/billing-runs/:runNo/items'
  router.get(items, answers('一个出账批次的用热户', RunItemPage), right, params(RunParams), query(RunItemQuery), async (ctx) => {
    const { run } = await billing.readRun(staffOf(ctx as Context), runNoOf(ctx.state))
    ctx.body = await reports.listItems({ tenantId: run.tenantId, runId: run.id }, ctx.state.query as RunItemQuery)
  })
  router.get(`${items}/:householdNo`, answers('一户的金额怎么算出来', RunItemSteps), right, params(RunItemParams), async (ctx) => {
    const asked = ctx.state.params as { runNo: string; householdNo: string }
    ctx.body = reports.presentSteps(await billing.explainRunItem(staffOf(ctx as Context), asked))
  })
  router.post(
    '/billing-runs/:runNo/corrections',
    answers('按差异更正选中的户', CorrectionsAsked, 202),
    permit('billing.run.post'),
    params(RunParams),
    body(CorrectRun),
    once(),
    async (ctx) => {
      const households = await billing.correctRun(staffOf(ctx as Context), runNoOf(ctx.state), ctx.state.body as CorrectRun)
      ctx.status = 202
      ctx.body = { households }
    },
  )
  router.get(
    '/billing-runs/:runNo/export',
    answersFile('导出一个出账批次的用热户', XLSX),
    right,
    params(RunParams),
    query(RunExportQuery),
    async (ctx) => {
      const runNo = runNoOf(ctx.state)
      const file = await billing.exportRun(staffOf(ctx as Context), runNo, ctx.state.query as RunExportQuery)
      sendFile(ctx as Context, { name: `出账-${runNo}.xlsx`, type: XLSX, body: file })
    },
  )
  return router

  async function shown(caller: StaffCaller, state: RequestState): Promise<BillingRun> {
    const { run, skipped } = await billing.readRun(caller, runNoOf(state))
    return presentRun(run, skipped, clock.now())
  }
}

function runNoOf(state: RequestState): string {
  return (state.params as { runNo: string }).runNo
}
