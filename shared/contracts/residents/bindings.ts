import { z } from 'zod'
import { InstantField, PageQuery, pageOf } from '../fields.ts'

/** GET /api/staff/bindings: residents and the homes they have bound, in the caller's units. Persons are masked. */
export const BindingQuery = PageQuery.extend({
  /** The beginning of a card number. */
  household: z.string().trim().toUpperCase().max(20).optional(),
  /** The last four digits. */
  phoneTail: z
    .string()
    .trim()
    .regex(/^\d{4}$/, '请填写手机号后四位')
    .optional(),
  platform: z.enum(['wechat-mini', 'wechat-official', 'alipay-mini', 'h5']).optional(),
  role: z.enum(['holder', 'family', 'payer']).optional(),
  state: z.enum(['active', 'removed']).optional(),
})
export type BindingQuery = z.infer<typeof BindingQuery>
export const BindingRow = z
  .object({
    bindingNo: z.string(),
    householdNo: z.string(),
    holderName: z.string(),
    address: z.string(),
    orgUnit: z.string(),
    residentNo: z.string(),
    /** 138****1234; null when the resident has proved none. */
    phone: z.string().nullable(),
    platforms: z.array(z.string()),
    role: z.enum(['holder', 'family', 'payer']),
    state: z.enum(['active', 'removed']),
    boundAt: InstantField,
  })
  .meta({ id: 'BindingRow' })
export type BindingRow = z.infer<typeof BindingRow>
export const BindingPage = pageOf(BindingRow).meta({ id: 'BindingPage' })
export const BindingParams = z.object({ bindingNo: z.string().regex(/^[0-9A-Za-z]{4,32}$/) })
export const RemoveBinding = z.object({ reason: z.string('请填写原因').trim().min(2, '请填写原因').max(200, '原因最多 200 个字') })
export type RemoveBinding = z.infer<typeof RemoveBinding>
export const RemovedBinding = z.object({ bindingNo: z.string() }).meta({ id: 'RemovedBinding' })
