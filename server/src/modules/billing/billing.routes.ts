import Router from '@koa/router'
import { z } from 'zod'
import { type BillingRun, StartBillingRun } from '../../../../shared/contracts/billing.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import { withRight } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Run } from './billing-run.repository.ts'
import type { Billing } from './index.ts'

const RunParams = z.object({ runNo: z.string().regex(/^[0-9A-Z]{6,32}$/) })

/** 出账: looking needs the right to preview, posting its own. */
export function billingRoutes(billing: Billing): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/billing-runs', permit('billing.run.preview'), async (ctx) => {
    const runs = await billing.listRuns(staffOf(ctx as Context))
    ctx.body = { items: runs.map((run) => presentRun(run, [])) }
  })
  router.get('/billing-runs/:runNo', permit('billing.run.preview'), params(RunParams), async (ctx) => {
    const { run, skipped } = await billing.readRun(staffOf(ctx as Context), runNoOf(ctx.state))
    ctx.body = presentRun(run, skipped)
  })
  router.post('/billing-runs', permit('billing.run.preview'), body(StartBillingRun), once(), async (ctx) => {
    const caller = staffOf(ctx as Context)
    const { seasonCode, orgUnit, post } = ctx.state.body as StartBillingRun
    const starter = post ? withRight(caller, 'billing.run.post') : caller
    if (!starter) throw new DomainError(403, 'FORBIDDEN', '您没有正式出账的权限，只能试算')
    const runNo = await billing.startBillingRun(starter, { seasonCode, orgUnit, mode: post ? 'post' : 'preview' })
    const { run, skipped } = await billing.readRun(starter, runNo)
    ctx.status = 202
    ctx.body = presentRun(run, skipped)
  })
  return router
}

function runNoOf(state: RequestState): string {
  return (state.params as { runNo: string }).runNo
}

function presentRun(run: Run, skipped: readonly { householdNo: string; reason: string }[]): BillingRun {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    runNo: run.runNo,
    seasonCode: run.seasonCode,
    orgUnit: run.orgUnitCode,
    mode: run.mode,
    state: run.state,
    householdCount: run.householdCount,
    doneCount: run.doneCount,
    postedCount: run.postedCount,
    skippedCount: run.skippedCount,
    totalFen: run.totalFen,
    startedAt: iso(run.startedAt),
    finishedAt: iso(run.finishedAt),
    startedBy: run.startedBy,
    skipped: [...skipped],
  }
}
