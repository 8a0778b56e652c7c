import Router from '@koa/router'
import { z } from 'zod'
import { BillingRun, EndLateFeeHold, HoldLateFee, LateFeeHold, StartBillingRun } from '../../../../shared/contracts/billing.ts'
import { listOf } from '../../../../shared/contracts/fields.ts'
import { HouseholdParams } from '../../../../shared/contracts/households.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, staffOf } from '../../http/context.ts'
import { once, permit } from '../../http/permit.ts'
import { body, params } from '../../http/validation.ts'
import { type Caller, withRight } from '../../platform/caller.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Run } from './billing-run.repository.ts'
import type { Billing } from './index.ts'

const RunParams = z.object({ runNo: z.string().regex(/^[0-9A-Z]{6,32}$/) })

/** 出账: looking needs the right to preview, posting its own. */
export function billingRoutes(billing: Billing): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/billing-runs', answers('出账批次', listOf(BillingRun)), permit('billing.run.preview'), async (ctx) => {
    const runs = await billing.listRuns(staffOf(ctx as Context))
    ctx.body = { items: runs.map((run) => presentRun(run, [])) }
  })
  router.get(
    '/billing-runs/:runNo',
    answers('一个出账批次，含跳过的用热户', BillingRun),
    permit('billing.run.preview'),
    params(RunParams),
    async (ctx) => {
      const { run, skipped } = await billing.readRun(staffOf(ctx as Context), runNoOf(ctx.state))
      ctx.body = presentRun(run, skipped)
    },
  )
  router.post(
    '/billing-runs',
    answers('开始试算或正式出账', BillingRun, 202),
    permit('billing.run.preview'),
    body(StartBillingRun),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const { seasonCode, orgUnit, post } = ctx.state.body as StartBillingRun
      const starter = post ? withRight(caller, 'billing.run.post') : caller
      if (!starter) throw new DomainError(403, 'FORBIDDEN', '您没有正式出账的权限，只能试算')
      const runNo = await billing.startBillingRun(starter, { seasonCode, orgUnit, mode: post ? 'post' : 'preview' })
      const { run, skipped } = await billing.readRun(starter, runNo)
      ctx.status = 202
      ctx.body = presentRun(run, skipped)
    },
  )
  const holds = '/households/:householdNo/late-fee-holds'
  const holdList = listOf(LateFeeHold)
  router.get(holds, answers('违约金暂停记录', holdList), permit('billing.bill.view'), params(HouseholdParams), async (ctx) => {
    ctx.body = await presentHolds(staffOf(ctx as Context), householdNoOf(ctx.state))
  })
  router.post(
    holds,
    answers('暂停计收违约金', holdList),
    permit('billing.latefee.waive'),
    params(HouseholdParams),
    body(HoldLateFee),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const householdNo = householdNoOf(ctx.state)
      await billing.holdLateFee(caller, { householdNo, ...(ctx.state.body as HoldLateFee) })
      ctx.body = await presentHolds(caller, householdNo)
    },
  )
  router.post(
    `${holds}/end`,
    answers('恢复计收违约金', holdList),
    permit('billing.latefee.waive'),
    params(HouseholdParams),
    body(EndLateFeeHold),
    once(),
    async (ctx) => {
      const caller = staffOf(ctx as Context)
      const householdNo = householdNoOf(ctx.state)
      await billing.endLateFeeHold(caller, { householdNo, ...(ctx.state.body as EndLateFeeHold) })
      ctx.body = await presentHolds(caller, householdNo)
    },
  )
  return router

  async function presentHolds(caller: Caller, householdNo: string): Promise<{ readonly items: LateFeeHold[] }> {
    const holds = await billing.readLateFeeHolds(caller, householdNo)
    return {
      items: holds.map(({ seasonCode, startsOn, endsOn, reason, placedBy, endedBy }) => ({
        ...{ seasonCode, from: startsOn, to: endsOn, reason, placedBy, endedBy },
      })),
    }
  }
}

function householdNoOf(state: RequestState): string {
  return (state.params as { householdNo: string }).householdNo
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
