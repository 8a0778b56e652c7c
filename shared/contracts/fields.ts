import { z } from 'zod'

/** Whole fen; may be negative on corrections. */
export const FenField = z.int().meta({ description: '金额，单位：分' })
export const LocalDayField = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '日期格式应为 YYYY-MM-DD')
  .meta({ description: '北京时间的日期' })
export const InstantField = z.iso.datetime().meta({ description: '时刻，UTC，ISO 8601' })
/** Business keys are normalised before they are stored or compared: trimmed, upper case. */
export const HouseholdNo = z
  .string('请填写客户卡号')
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z-]{4,20}$/, '客户卡号为 4-20 位数字、字母或短横线')
export const SeasonCode = z.string().regex(/^\d{4}-\d{4}$/, '采暖季格式应为 2026-2027')
export const OrderNo = z.string().regex(/^[0-9A-Za-z]{6,32}$/, '支付单号格式不对')

/** Query strings arrive as text. */
const PageNumber = z.coerce.number('页码应为数字').int('页码应为整数').min(1, '页码从 1 开始').default(1)
export const PageQuery = z.object({
  page: PageNumber,
  pageSize: z.coerce.number('每页条数应为数字').int('每页条数应为整数').min(1, '每页至少 1 条').max(100, '每页最多 100 条').default(20),
})
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: z.int(), page: z.int(), pageSize: z.int() })
}
/** A list that is answered whole. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item) })
}
export type Page<Item> = { readonly items: readonly Item[]; readonly total: number; readonly page: number; readonly pageSize: number }
