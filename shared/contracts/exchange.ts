import { z } from 'zod'
import { importStates } from '../states/import.ts'
import { FenField, InstantField, PageQuery, pageOf, SeasonCode } from './fields.ts'
import { HouseholdSelection } from './households.ts'

export const ImportNo = z.string().regex(/^IM[0-9A-Z]{8,30}$/, '导入批次号格式不对')
export const ImportParams = z.object({ importNo: ImportNo })

const Metres = (title: string) =>
  z
    .string()
    .regex(/^\d{1,2}(\.\d{1,3})?$/, `${title}应为米，例如 3.0`)
    .optional()

/**
 * POST /api/staff/imports?fileName=&seasonCode=&orgUnit=… with the workbook as the body. The areas are those of the season. A storey higher than
 * `heightOver` metres has its area, where no billed area is given, multiplied by height / `heightPer`.
 */
export const UploadImport = z.object({
  fileName: z.string('缺少文件名').trim().min(1, '缺少文件名').max(200, '文件名最多 200 个字'),
  seasonCode: SeasonCode,
  orgUnit: z.string('请选择组织').trim().toUpperCase().min(1, '请选择组织').max(32, '组织代码最多 32 个字'),
  /** Communities that do not exist are made; without it they are faults. */
  newCommunities: z.enum(['refuse', 'create']).default('refuse'),
  heightOver: Metres('起计层高'),
  heightPer: Metres('标准层高'),
})
export type UploadImport = z.infer<typeof UploadImport>

export const TemplateQuery = UploadImport.pick({ orgUnit: true, seasonCode: true })
export type TemplateQuery = z.infer<typeof TemplateQuery>

export const SheetFault = z
  .object({ row: z.int().nullable(), column: z.string().nullable(), message: z.string() })
  .meta({ id: 'SheetFault' })
export type SheetFault = z.infer<typeof SheetFault>

export const ImportStatistics = z
  .object({
    households: z.int(),
    areas: z.int(),
    grossMilliM2: z.int(),
    billedMilliM2: z.int(),
    /** Billed areas worked out by the height rule. */
    heightComputed: z.int(),
    byClass: z.array(z.object({ customerClass: z.string(), areas: z.int(), billedMilliM2: z.int() })),
    arrears: z.array(z.object({ seasonCode: SeasonCode, households: z.int(), totalFen: FenField })),
    arrearsFen: FenField,
    balances: z.object({ households: z.int(), totalFen: FenField }),
    newCommunities: z.array(z.string()),
  })
  .meta({ id: 'ImportStatistics' })
export type ImportStatistics = z.infer<typeof ImportStatistics>

export const Import = z
  .object({
    importNo: z.string(),
    /** households: new ones; contacts: changes of those there are. */
    kind: z.enum(['households', 'contacts']),
    fileName: z.string(),
    /** Null where no season is concerned. */
    seasonCode: SeasonCode.nullable(),
    orgUnit: z.string(),
    state: z.enum(importStates),
    rowCount: z.int(),
    householdCount: z.int(),
    faultCount: z.int(),
    /** Households committed so far. */
    doneCount: z.int(),
    fileFaults: z.array(SheetFault),
    statistics: ImportStatistics.nullable(),
    startedBy: z.string(),
    committedBy: z.string().nullable(),
    createdAt: InstantField,
    finishedAt: InstantField.nullable(),
  })
  .meta({ id: 'Import' })
export type Import = z.infer<typeof Import>
export const ImportPage = pageOf(Import).meta({ id: 'ImportPage' })
export const ImportQuery = PageQuery
export type ImportQuery = z.infer<typeof ImportQuery>

/** POST /api/staff/imports/contacts?fileName=&orgUnit= with the workbook as the body: contacts as they were exported, edited. */
export const UploadContacts = UploadImport.pick({ fileName: true, orgUnit: true })
export type UploadContacts = z.infer<typeof UploadContacts>

/** GET /api/staff/imports/:importNo/rows?only=faulty: rows as they were read, personal data masked. */
export const ImportRowQuery = PageQuery.extend({ only: z.enum(['all', 'faulty']).default('all') })
export type ImportRowQuery = z.infer<typeof ImportRowQuery>
export const ImportRow = z
  .object({
    row: z.int(),
    householdNo: z.string().nullable(),
    customerName: z.string().nullable(),
    place: z.string(),
    billedMilliM2: z.int().nullable(),
    arrearsFen: FenField.nullable(),
    balanceFen: FenField.nullable(),
    /** Of a workbook of contacts: what becomes of what, personal data masked. */
    changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
    faults: z.array(SheetFault),
  })
  .meta({ id: 'ImportRow' })
export type ImportRow = z.infer<typeof ImportRow>
export const ImportRowPage = pageOf(ImportRow).meta({ id: 'ImportRowPage' })

/**
 * POST /api/staff/exports/households: the list exactly as it is filtered, or what of it is selected, as a workbook. Whole names and telephones need the right to unmask and a
 * reason, which goes into the operation log.
 */
export const ExportHouseholds = z
  .object({
    ...HouseholdSelection.shape,
    personal: z.enum(['masked', 'whole']).default('masked'),
    reason: z.string().trim().max(200, '原因最多 200 个字').optional(),
  })
  .refine(({ personal, reason }) => personal === 'masked' || (reason ?? '').length >= 2, {
    path: ['reason'],
    message: '导出完整姓名和电话须填写原因',
  })
export type ExportHouseholds = z.infer<typeof ExportHouseholds>
