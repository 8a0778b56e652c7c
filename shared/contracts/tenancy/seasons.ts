import { z } from 'zod'
import { FenField, InstantField, LocalDayField, SeasonCode } from '../fields.ts'

const Unit = z.string('请选择组织').normalize('NFKC').trim().toUpperCase().min(1, '请选择组织').max(32, '组织代码最多 32 个字')
const NewSeasonCode = SeasonCode.refine(
  (code) => Number(code.slice(5)) === Number(code.slice(0, 4)) + 1,
  '采暖季应为相连的两年，如 2026-2027',
)
const Days = z.int('天数应为整数').min(1, '天数至少为 1').max(366, '天数最多为 366')

export const SeasonParams = z.object({ unitCode: Unit, seasonCode: SeasonCode })
export type SeasonParams = z.infer<typeof SeasonParams>

/** What is taken over from an earlier season of the same unit or one above it. */
export const CarrySeason = z
  .object({
    fromSeason: SeasonCode,
    /** Every household's areas and status. */
    households: z.boolean(),
    /** Who was stopped then stays stopped; otherwise they heat again. */
    keepStops: z.boolean(),
    /** The last published prices, as drafts. */
    ruleSets: z.boolean(),
  })
  .refine(({ households, ruleSets }) => households || ruleSets, { path: ['households'], message: '请选择要结转的内容' })
export type CarrySeason = z.infer<typeof CarrySeason>

/** POST /api/staff/seasons: a planned season. `days` is what the price notice divides by; all days when left out. */
export const PlanSeason = z
  .object({
    orgUnit: Unit,
    seasonCode: NewSeasonCode,
    startsOn: LocalDayField,
    endsOn: LocalDayField,
    days: Days.optional(),
    carry: CarrySeason.nullable(),
  })
  .refine(({ startsOn, endsOn }) => startsOn < endsOn, { path: ['endsOn'], message: '结束日期应晚于开始日期' })
export type PlanSeason = z.infer<typeof PlanSeason>

export const EditSeason = z
  .object({ startsOn: LocalDayField, endsOn: LocalDayField, days: Days, version: z.int() })
  .refine(({ startsOn, endsOn }) => startsOn < endsOn, { path: ['endsOn'], message: '结束日期应晚于开始日期' })
export type EditSeason = z.infer<typeof EditSeason>

/** `unbilledHouseholds`: how many the person was shown; closing with another number is refused. */
export const CloseSeason = z.object({ unbilledHouseholds: z.int().min(0) })
export type CloseSeason = z.infer<typeof CloseSeason>

export const SeasonName = z.object({ orgUnit: z.string(), code: SeasonCode }).meta({ id: 'SeasonName' })
export type SeasonName = z.infer<typeof SeasonName>

export const SeasonCarry = z
  .object({
    carryNo: z.string(),
    what: z.enum(['households', 'rule-sets']),
    fromSeason: SeasonCode,
    keepStops: z.boolean(),
    state: z.enum(['queued', 'running', 'done']),
    totalCount: z.int(),
    doneCount: z.int(),
    by: z.string(),
    at: InstantField,
    finishedAt: InstantField.nullable(),
  })
  .meta({ id: 'SeasonCarry' })
export type SeasonCarry = z.infer<typeof SeasonCarry>

/** GET /api/staff/seasons/:unitCode/:seasonCode. Numbers are of the caller's units. */
export const SeasonFile = z
  .object({
    orgUnit: z.string(),
    orgUnitName: z.string(),
    code: SeasonCode,
    startsOn: LocalDayField,
    endsOn: LocalDayField,
    days: z.int(),
    state: z.enum(['planned', 'open', 'closed']),
    version: z.int(),
    /** What this person may do with it now. */
    may: z.array(z.enum(['edit', 'carry', 'open', 'close', 'reopen'])),
    numbers: z.object({
      households: z.int(),
      recorded: z.int(),
      withAreas: z.int(),
      stopped: z.int(),
      billedHouseholds: z.int(),
      unbilledHouseholds: z.int(),
      billedFen: FenField,
      collectedFen: FenField,
      openFen: FenField,
      ruleSetsPublished: z.int(),
      ruleSetsUnfinished: z.int(),
    }),
    carries: z.array(SeasonCarry),
    /** What must be finished before it can be closed, in words. */
    obstacles: z.array(z.string()),
  })
  .meta({ id: 'SeasonFile' })
export type SeasonFile = z.infer<typeof SeasonFile>
