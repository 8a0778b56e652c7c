import { z } from 'zod'
import { InstantField, PageQuery, pageOf } from './fields.ts'

/** GET /api/staff/audit-log?actor=&action=&subject=&page=&pageSize= */
export const AuditQuery = PageQuery.extend({
  actor: z.string().trim().max(64).optional(),
  action: z.string().trim().max(64).optional(),
  subject: z.string().trim().max(64).optional(),
})
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
