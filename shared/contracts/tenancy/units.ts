import { z } from 'zod'
import { OrgUnitKind } from '../tenancy.ts'

/** Half-width, trimmed, upper case. */
const Code = z
  .string('请填写代码')
  .normalize('NFKC')
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z][0-9A-Z-]{1,31}$/, '代码为 2-32 位字母、数字或短横线')
const Name = z.string('请填写名称').trim().min(1, '请填写名称').max(100, '名称最多 100 个字')
const TaxNo = z
  .string('请填写纳税人识别号')
  .normalize('NFKC')
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z]{15,20}$/, '纳税人识别号为 15-20 位数字或字母')

export const UnitParams = z.object({ unitCode: Code })
/** GET /api/staff/org-units/tree: parents first. Counts are of the unit and everything below it. */
export const UnitNode = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: OrgUnitKind,
    parentCode: z.string().nullable(),
    legalEntityCode: z.string(),
    legalEntity: z.string(),
    closed: z.boolean(),
    householdCount: z.int(),
    staffCount: z.int(),
    version: z.int(),
  })
  .meta({ id: 'UnitNode' })
export type UnitNode = z.infer<typeof UnitNode>

export const CreateUnit = z.object({
  code: Code,
  name: Name,
  kind: OrgUnitKind.exclude(['company'], '组织类型只能是子公司、分公司或供热站'),
  parentCode: Code,
  /** The parent's when left out. */
  legalEntityCode: Code.optional(),
})
export type CreateUnit = z.infer<typeof CreateUnit>

/** `version`: the one that was on the screen. */
export const EditUnit = z.object({ name: Name, legalEntityCode: Code, version: z.int() })
export type EditUnit = z.infer<typeof EditUnit>
export const MoveUnit = z.object({ parentCode: Code, version: z.int() })
export type MoveUnit = z.infer<typeof MoveUnit>
export const CloseUnit = z.object({ reason: z.string('请填写原因').trim().min(2, '请填写原因').max(200, '原因最多 200 个字') })
export type CloseUnit = z.infer<typeof CloseUnit>
/** What became of it: an unused unit is taken away, one that has been used is closed. */
export const UnitEnding = z.object({ code: z.string(), ending: z.enum(['closed', 'deleted']) }).meta({ id: 'UnitEnding' })
export type UnitEnding = z.infer<typeof UnitEnding>
export const UnitCode = z.object({ code: z.string() }).meta({ id: 'UnitCode' })

export const EntityParams = z.object({ entityCode: Code })
export const LegalEntity = z
  .object({ code: z.string(), name: z.string(), taxNo: z.string(), unitCount: z.int(), version: z.int() })
  .meta({ id: 'LegalEntity' })
export type LegalEntity = z.infer<typeof LegalEntity>
export const CreateEntity = z.object({ code: Code, name: Name, taxNo: TaxNo })
export type CreateEntity = z.infer<typeof CreateEntity>
export const EditEntity = z.object({ name: Name, taxNo: TaxNo, version: z.int() })
export type EditEntity = z.infer<typeof EditEntity>
