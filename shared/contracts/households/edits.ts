import { z } from 'zod'
import { InstantField, LocalDayField } from '../fields.ts'
import { HouseholdSelection } from '../households.ts'
import { ListKindField, TagName } from './marks.ts'
import { BulkFields, ReasonField } from './record.ts'

/** What is done to every household of a selection. */
export const BulkAct = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tag-add'), tag: TagName }),
  z.strictObject({ kind: z.literal('tag-remove'), tag: TagName }),
  z.strictObject({ kind: z.literal('list-mark'), list: ListKindField, toOn: LocalDayField.optional() }),
  z.strictObject({ kind: z.literal('list-end'), list: ListKindField }),
  z.strictObject({
    kind: z.literal('set'),
    fields: BulkFields.refine((fields) => Object.keys(fields).length > 0, '请至少选择一个要修改的字段'),
  }),
])
export type BulkAct = z.infer<typeof BulkAct>

/** POST /api/staff/household-edits/preview: how many are meant, and how many of them would become different. */
export const PreviewEdit = z.strictObject({ selection: HouseholdSelection, act: BulkAct })
export type PreviewEdit = z.infer<typeof PreviewEdit>
export const EditPreview = z.object({ total: z.int(), changing: z.int() }).meta({ id: 'EditPreview' })
export type EditPreview = z.infer<typeof EditPreview>

/** POST /api/staff/household-edits. `expected` is the total that was previewed: if it has changed since, nothing is done. */
export const StartEdit = PreviewEdit.extend({ expected: z.int().min(1, '没有选中用热户'), reason: ReasonField })
export type StartEdit = z.infer<typeof StartEdit>

export const HouseholdEdit = z
  .object({
    editNo: z.string(),
    state: z.enum(['running', 'done']),
    total: z.int(),
    seen: z.int(),
    changed: z.int(),
    startedBy: z.string(),
    createdAt: InstantField,
    finishedAt: InstantField.nullable(),
  })
  .meta({ id: 'HouseholdEdit' })
export type HouseholdEdit = z.infer<typeof HouseholdEdit>
export const EditParams = z.object({ editNo: z.string().regex(/^HE[0-9A-Z]{8,30}$/, '编号格式不对') })
