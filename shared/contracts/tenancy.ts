import { z } from 'zod'
import { LocalDayField, SeasonCode } from './fields.ts'

export const OrgUnitKind = z.enum(['company', 'subsidiary', 'branch', 'station'])
/** GET /api/staff/org-units: the units the caller can see, parents first. */
export const OrgUnit = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: OrgUnitKind,
    parentCode: z.string().nullable(),
    legalEntity: z.string(),
    closed: z.boolean(),
  })
  .meta({ id: 'OrgUnit' })
export type OrgUnit = z.infer<typeof OrgUnit>

/** GET /api/staff/seasons, newest first. */
export const Season = z
  .object({
    code: SeasonCode,
    startsOn: LocalDayField,
    endsOn: LocalDayField,
    days: z.int(),
    state: z.enum(['planned', 'open', 'closed']),
    orgUnit: z.string(),
  })
  .meta({ id: 'Season' })
export type Season = z.infer<typeof Season>
