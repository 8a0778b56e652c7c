import { z } from 'zod'
import { FenField, InstantField, LocalDayField, PageQuery, pageOf } from './fields.ts'

/** GET /api/staff/journal-entries?householdNo=&page=&pageSize= */
export const EntryQuery = PageQuery.extend({ householdNo: z.string().trim().toUpperCase().max(20).optional() })
export type EntryQuery = z.infer<typeof EntryQuery>
export const EntryRow = z
  .object({
    entryNo: z.string(),
    kind: z.string(),
    title: z.string(),
    postedOn: LocalDayField,
    valueOn: LocalDayField,
    createdAt: InstantField,
    sealed: z.boolean(),
    lines: z.array(
      z.object({ account: z.string(), title: z.string(), householdNo: z.string().nullable(), debitFen: FenField, creditFen: FenField }),
    ),
  })
  .meta({ id: 'EntryRow' })
export type EntryRow = z.infer<typeof EntryRow>
export const EntryPage = pageOf(EntryRow).meta({ id: 'EntryPage' })
