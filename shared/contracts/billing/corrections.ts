import { z } from 'zod'
import { FenField, HouseholdNo, SeasonCode } from '../fields.ts'
import { MoreAreaFacts } from '../tariffs.ts'

const words = (title: string, longest: number) =>
  z.string(`请填写${title}`).trim().min(1, `请填写${title}`).max(longest, `${title}最多 ${longest} 个字`)
const Area = z.int('面积应为千分之一平方米的整数').min(1, '面积应大于 0').max(1_000_000_000, '面积超出范围')

/** Why money already posted is changed: printed on every line that comes of it. */
export const CorrectionReason = z.string('请填写原因').trim().min(2, '请填写原因').max(200, '原因最多 200 个字')

/** One 面积行 of a season, by its number; what is left out stays. `null` takes a recorded figure away. */
export const AreaChange = z.strictObject({
  areaNo: z.int().min(1).max(50),
  name: words('面积名称', 32).optional(),
  grossMilliM2: Area.optional(),
  insideMilliM2: Area.nullable().optional(),
  usableMilliM2: Area.nullable().optional(),
  billedMilliM2: Area.optional(),
  heightMm: z.int('层高应为毫米的整数').min(1_000, '层高至少 1 米').max(100_000, '层高最多 100 米').nullable().optional(),
  customerClass: words('用热性质', 32).optional(),
  priceType: words('计价方式', 32).optional(),
  status: z.enum(['heating', 'stopped'], '状态只能是用热或停热').optional(),
  provenance: words('面积来源', 64).optional(),
  more: MoreAreaFacts.nullable().optional(),
})
export type AreaChange = z.infer<typeof AreaChange>

/** POST …/area-change/preview and …/area-change. */
export const AreaChangePreview = z.strictObject({
  seasonCode: SeasonCode,
  areas: z.array(AreaChange, '请填写面积').min(1, '请至少修改一条面积').max(50, '面积最多 50 条'),
})
export type AreaChangePreview = z.infer<typeof AreaChangePreview>

/** What the clerk saw in the preview: posted only if it still comes to the same. */
const seen = { seenOwedFen: FenField, seenBalanceFen: FenField }

export const PostAreaChange = AreaChangePreview.extend({ reason: CorrectionReason, ...seen })
export type PostAreaChange = z.infer<typeof PostAreaChange>

/** POST …/seasons/:seasonCode/rebill: priced again from the facts as they are now. */
export const PostRebill = z.strictObject({ reason: CorrectionReason, ...seen })
export type PostRebill = z.infer<typeof PostRebill>

/** POST …/seasons/:seasonCode/bill: the bill of one household, as the run would make it. */
export const PostBill = z.strictObject(seen)
export type PostBill = z.infer<typeof PostBill>

export const HouseholdSeasonParams = z.object({ householdNo: HouseholdNo, seasonCode: SeasonCode })

export const CorrectionLine = z
  .object({
    change: z.enum(['kept', 'reversed', 'added']),
    feeType: z.string(),
    /** e.g. 热费 · 居民（面积行 2） */
    title: z.string(),
    amountFen: FenField,
    /** The calculation, one sentence a step. */
    steps: z.array(z.string()),
  })
  .meta({ id: 'CorrectionLine' })
export type CorrectionLine = z.infer<typeof CorrectionLine>

/** The season's bill and the household's money at one moment. */
const Figures = z.object({
  /** The resident's charges of the season with what was taken off them; posted late fee is not among them. */
  chargedFen: FenField,
  /** What others owe of the season. */
  othersFen: FenField,
  /** Late fee of the season that stands as a line. */
  lateFeeFen: FenField,
  /** Money on the lines of the season. */
  paidFen: FenField,
  /** Of the household today, all seasons, late fee to today included. */
  owedFen: FenField,
  balanceFen: FenField,
})
export const CorrectionFigures = Figures.meta({ id: 'CorrectionFigures' })
export type CorrectionFigures = z.infer<typeof CorrectionFigures>

/** What a correction does, told before it is posted and after it: the same act, the first time undone. */
export const Correction = z
  .object({
    householdNo: z.string(),
    seasonCode: SeasonCode,
    /** False where facts changed and the price did not: no bill line is touched. */
    posted: z.boolean(),
    lines: z.array(CorrectionLine),
    before: CorrectionFigures,
    after: CorrectionFigures,
  })
  .meta({ id: 'Correction' })
export type Correction = z.infer<typeof Correction>

/** GET …/holder-change: may the holder change now? */
export const HolderChangeState = z
  .object({
    holder: z.string(),
    /** What stands in the way, each in a sentence; empty when nothing does. */
    obstacles: z.array(z.string()),
    /** Residents who see this home in their app and will no longer. */
    bindingCount: z.int(),
  })
  .meta({ id: 'HolderChangeState' })
export type HolderChangeState = z.infer<typeof HolderChangeState>

/** POST …/holder-change: 过户 to a new person or firm. */
export const ChangeHolder = z.strictObject({
  kind: z.enum(['person', 'firm'], '户主只能是个人或单位'),
  name: z.string('请填写新户主名称').normalize('NFKC').trim().min(1, '请填写新户主名称').max(100, '户主名称最多 100 个字'),
  phone: z
    .string()
    .normalize('NFKC')
    .transform((phone) => phone.replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\+?\d{5,15}$/, '电话为 5-15 位数字'))
    .optional(),
  reason: CorrectionReason,
})
export type ChangeHolder = z.infer<typeof ChangeHolder>

export const HolderChanged = z
  .object({ householdNo: z.string(), holder: z.string(), removedBindings: z.int() })
  .meta({ id: 'HolderChanged' })
export type HolderChanged = z.infer<typeof HolderChanged>
