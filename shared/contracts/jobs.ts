import { z } from 'zod'
import { InstantField, PageQuery, pageOf } from './fields.ts'

export const JobState = z.enum(['queued', 'running', 'done', 'dead'])
/** GET /api/staff/jobs?state=&kind=&page=&pageSize= ; POST /api/staff/jobs/:jobNo/retry for a dead one. */
export const JobQuery = PageQuery.extend({ state: JobState.optional(), kind: z.string().trim().max(64).optional() })
export type JobQuery = z.infer<typeof JobQuery>
export const JobRow = z
  .object({
    jobNo: z.string(),
    kind: z.string(),
    title: z.string(),
    businessKey: z.string(),
    state: JobState,
    attempts: z.int(),
    maxAttempts: z.int(),
    runAt: InstantField,
    startedAt: InstantField.nullable(),
    finishedAt: InstantField.nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'JobRow' })
export type JobRow = z.infer<typeof JobRow>
export const JobPage = pageOf(JobRow).meta({ id: 'JobPage' })
