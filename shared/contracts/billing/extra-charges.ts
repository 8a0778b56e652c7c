import { z } from 'zod'
import { FenField, SeasonCode } from '../fields.ts'
import { CorrectionReason } from './corrections.ts'

const By = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('typed'), amountFen: z.int('金额应为整数').min(1, '金额应大于 0').max(100_000_000_00, '金额过大') }),
  /** The rule published for the fee type; `milli` is how many, in thousandths, where the rule counts something. */
  z.strictObject({
    kind: z.literal('rule'),
    milli: z.int('数量应为整数').min(1, '数量应大于 0').max(1_000_000_000, '数量过大').optional(),
  }),
])

/** POST /api/staff/households/:householdNo/extra-charges/preview */
export const PreviewExtraCharge = z.strictObject({
  seasonCode: SeasonCode,
  feeType: z.string('请选择费用种类').trim().min(1, '请选择费用种类').max(32),
  by: By,
})
export type PreviewExtraCharge = z.infer<typeof PreviewExtraCharge>

/** POST /api/staff/households/:householdNo/extra-charges: posted only if it still comes to what the preview showed. */
export const PostExtraCharge = PreviewExtraCharge.extend({
  reason: CorrectionReason,
  seenFen: FenField,
})
export type PostExtraCharge = z.infer<typeof PostExtraCharge>

export const ExtraCharge = z
  .object({
    seasonCode: SeasonCode,
    title: z.string(),
    amountFen: FenField,
    steps: z.array(z.string()),
    /** What this fee type is charged in the season already. */
    chargedFen: FenField,
    /** Of the balance used for it at once; only after posting. */
    balanceUsedFen: FenField,
  })
  .meta({ id: 'ExtraCharge' })
export type ExtraCharge = z.infer<typeof ExtraCharge>
