import Router from '@koa/router'
import { z } from 'zod'
import type { Page } from '../../../shared/contracts/fields.ts'
import { JobPage, JobQuery, JobRow } from '../../../shared/contracts/jobs.ts'
import type { StaffCaller } from '../platform/caller.ts'
import { answers } from './answers.ts'
import { type Context, type RequestState, staffOf } from './context.ts'
import { once, permit } from './permit.ts'
import { params, query } from './validation.ts'

const JobParams = z.object({ jobNo: z.string().regex(/^[0-9A-Z]{6,32}$/) })

export type JobUseCases = {
  readonly listJobs: (caller: StaffCaller, wanted: JobQuery) => Promise<Page<JobRow>>
  readonly retryJob: (caller: StaffCaller, jobNo: string) => Promise<JobRow>
}

/** 后台任务 in the console. */
export function jobsRoutes({ listJobs, retryJob }: JobUseCases): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/jobs', answers('后台任务', JobPage), permit('jobs.view'), query(JobQuery), async (ctx) => {
    ctx.body = await listJobs(staffOf(ctx as Context), ctx.state.query as JobQuery)
  })
  router.post('/jobs/:jobNo/retry', answers('重新执行后台任务', JobRow), permit('jobs.retry'), params(JobParams), once(), async (ctx) => {
    ctx.body = await retryJob(staffOf(ctx as Context), (ctx.state.params as { jobNo: string }).jobNo)
  })
  return router
}
