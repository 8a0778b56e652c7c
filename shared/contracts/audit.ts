import { z } from 'zod'
import { AuditFilter } from './audit/logs.ts'
import { InstantField, PageQuery, pageOf } from './fields.ts'

/** GET /api/staff/audit-log: what is filtered, newest first. */
export const AuditQuery = PageQuery.extend(AuditFilter.shape)
export type AuditQuery = z.infer<typeof AuditQuery>
export const AuditRow = z
  .object({
    at: InstantField,
    actorKind: z.string(),
    actor: z.string(),
    action: z.string(),
    subjectKind: z.string(),
    subjectNo: z.string(),
    detail: z.record(z.string(), z.unknown()),
    requestId: z.string().nullable(),
    ip: z.string().nullable(),
  })
  .meta({ id: 'AuditRow' })
export type AuditRow = z.infer<typeof AuditRow>
export const AuditPage = pageOf(AuditRow).meta({ id: 'AuditPage' })
