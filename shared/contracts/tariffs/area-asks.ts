import { z } from 'zod'
import { HouseholdNo, SeasonCode } from '../fields.ts'
import { MoreAreaFacts } from '../tariffs.ts'
import { AskedFact } from './public.ts'

export const AreaAsksParams = z.object({ householdNo: HouseholdNo, seasonCode: SeasonCode })

/** GET /api/staff/households/:householdNo/seasons/:seasonCode/area-asks: what published rules ask of each area, and what is recorded. */
export const AreaAsks = z
  .object({
    householdNo: z.string(),
    seasonCode: SeasonCode,
    areas: z.array(z.object({ areaNo: z.int(), name: z.string(), asks: z.array(AskedFact), more: MoreAreaFacts })),
  })
  .meta({ id: 'AreaAsks' })
export type AreaAsks = z.infer<typeof AreaAsks>
