import { z } from 'zod'
import { HouseholdNo, InstantField, LocalDayField } from '../fields.ts'
import { ReasonField } from './record.ts'

export const TagName = z
  .string('请填写标签')
  .normalize('NFKC')
  .trim()
  .min(1, '请填写标签')
  .max(16, '标签最多 16 个字')
  .regex(/^[^\s,，、;；]+$/u, '标签里不能有空格、逗号、顿号或分号')
export const ListKindField = z.enum(['black', 'white'], '名单只能是黑名单或白名单')

/** GET /api/staff/households/:householdNo/marks: what people put beside a household. */
export const HouseholdMarks = z
  .object({
    tags: z.array(z.string()),
    lists: z.array(
      z.object({
        list: ListKindField,
        fromOn: LocalDayField,
        toOn: LocalDayField.nullable(),
        reason: z.string(),
        markedBy: z.string(),
        endedBy: z.string().nullable(),
        current: z.boolean(),
      }),
    ),
    notes: z.array(z.object({ at: InstantField, author: z.string(), body: z.string() })),
    links: z.array(
      z.object({ householdNo: z.string(), customerName: z.string(), address: z.string(), relation: z.string(), linkedBy: z.string() }),
    ),
  })
  .meta({ id: 'HouseholdMarks' })
export type HouseholdMarks = z.infer<typeof HouseholdMarks>

/** POST …/tags: all the tags the household is to have. */
export const SetTags = z.strictObject({ tags: z.array(TagName).max(20, '标签最多 20 个') })
export type SetTags = z.infer<typeof SetTags>

/** POST …/lists: onto a list from today, until `toOn` if given; or off it. */
export const MarkList = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('mark'), list: ListKindField, reason: ReasonField, toOn: LocalDayField.optional() }),
  z.strictObject({ act: z.literal('end'), list: ListKindField, reason: ReasonField }),
])
export type MarkList = z.infer<typeof MarkList>

export const NOTE_LENGTH = 2_000
/** POST …/notes */
export const AddNote = z.strictObject({
  body: z
    .string('请填写备注')
    .trim()
    .min(1, '请填写备注')
    .refine((body) => Array.from(body).length <= NOTE_LENGTH, `备注最多 ${NOTE_LENGTH} 个字`),
})
export type AddNote = z.infer<typeof AddNote>

/** POST …/links and …/links/end */
export const LinkHousehold = z.strictObject({
  householdNo: HouseholdNo,
  relation: z.string().trim().min(1, '请填写关系').max(16, '关系最多 16 个字').default('关联'),
})
export type LinkHousehold = z.infer<typeof LinkHousehold>
export const UnlinkHousehold = z.strictObject({ householdNo: HouseholdNo })
