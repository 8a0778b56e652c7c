import { z } from 'zod'
import { feePricings } from '../../tariff/fee-type.ts'

const Code = z
  .string('请填写代码')
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9-]{1,31}$/, '代码为 2-32 位小写字母、数字或短横线，以字母开头')
const text = (label: string, most: number) =>
  z.string(`请填写${label}`).trim().min(1, `请填写${label}`).max(most, `${label}最多 ${most} 个字`)

const told = {
  name: text('名称', 32),
  pricing: z.enum(feePricings, '请选择计价方式'),
  incomeAccount: text('收入科目', 32),
  taxClass: text('税收分类', 64),
  receiptLine: text('收据名称', 32),
  allocationRank: z.int('核销次序应为整数').min(0, '核销次序为 0-99').max(99, '核销次序为 0-99'),
}

export const FeeTypeParams = z.object({ code: Code })
export type FeeTypeParams = z.infer<typeof FeeTypeParams>
/** POST /api/staff/fee-types. The code is for ever; everything else may change. */
export const AddFeeType = z.object({ code: Code, ...told })
export type AddFeeType = z.infer<typeof AddFeeType>
/** POST /api/staff/fee-types/:code */
export const EditFeeType = z.object({ ...told, state: z.enum(['open', 'closed'], '请选择状态') })
export type EditFeeType = z.infer<typeof EditFeeType>
export const FeeTypeView = z
  .object({
    code: z.string(),
    ...told,
    state: z.enum(['open', 'closed']),
    /** One every company has. */
    standard: z.boolean(),
    /** The product itself charges it: it cannot be closed. */
    needed: z.boolean(),
  })
  .meta({ id: 'FeeType' })
export type FeeTypeView = z.infer<typeof FeeTypeView>
