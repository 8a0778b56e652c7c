import { z } from 'zod'
import { InstantField, LocalDayField, PageQuery, pageOf } from '../fields.ts'

const Filter = z.object({
  from: LocalDayField.optional(),
  /** This day included. */
  to: LocalDayField.optional(),
  actor: z.string().trim().max(64).optional(),
  /** A household's card number: what was done to it, and what names it. */
  household: z.string().trim().toUpperCase().max(20).optional(),
})
/** Of the operation log. `action`: a whole one or its beginning. `subject`: the beginning of its number. */
export const AuditFilter = Filter.extend({
  action: z.string().trim().max(64).optional(),
  subjectKind: z.string().trim().max(32).optional(),
  subject: z.string().trim().max(64).optional(),
})
export type AuditFilter = z.infer<typeof AuditFilter>
/** POST /api/staff/exports/audit-log: what is filtered, newest first, at most 100 000 rows. */
export const ExportAudit = z.object({ filter: AuditFilter })
export type ExportAudit = z.infer<typeof ExportAudit>

/** GET /api/staff/security-log */
export const SecurityQuery = PageQuery.extend(Filter.shape).extend({ event: z.string().trim().max(64).optional() })
export type SecurityQuery = z.infer<typeof SecurityQuery>
export const SecurityRow = z
  .object({
    at: InstantField,
    event: z.string(),
    subjectKind: z.enum(['staff', 'resident']),
    subject: z.string(),
    detail: z.record(z.string(), z.unknown()),
    requestId: z.string().nullable(),
    ip: z.string().nullable(),
  })
  .meta({ id: 'SecurityRow' })
export type SecurityRow = z.infer<typeof SecurityRow>
export const SecurityPage = pageOf(SecurityRow).meta({ id: 'SecurityPage' })
