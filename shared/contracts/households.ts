import { z } from 'zod'
import { FenField, HouseholdNo, InstantField, PageQuery, pageOf, SeasonCode } from './fields.ts'

export const HouseholdStatus = z.enum(['heating', 'stopped', 'not-connected'])

/** GET /api/staff/households?search=&seasonCode=&owed=&orgUnit=&page=&pageSize= */
export const HouseholdQuery = PageQuery.extend({
  /** One box: card number, phone or its last four digits, name, pinyin initials, or an address in digits such as 3-2-501. */
  search: z.string().trim().max(64, '搜索内容最多 64 个字').optional(),
  seasonCode: SeasonCode.optional(),
  owed: z.enum(['owed', 'clear']).optional(),
  orgUnit: z.string().trim().max(32).optional(),
})
export type HouseholdQuery = z.infer<typeof HouseholdQuery>

/** Personal data is masked: 张*, 138****1234. */
export const HouseholdRow = z
  .object({
    householdNo: z.string(),
    customerName: z.string(),
    customerPhone: z.string().nullable(),
    address: z.string(),
    orgUnit: z.string(),
    community: z.string(),
    status: HouseholdStatus,
    billedMilliM2: z.int(),
    /** Open principal of all seasons; late fee of today is in the file, not in the list. */
    owedFen: FenField,
    balanceFen: FenField,
  })
  .meta({ id: 'HouseholdRow' })
export type HouseholdRow = z.infer<typeof HouseholdRow>
export const HouseholdPage = pageOf(HouseholdRow).meta({ id: 'HouseholdPage' })

export const HeatedArea = z
  .object({
    areaNo: z.int(),
    name: z.string(),
    grossMilliM2: z.int(),
    insideMilliM2: z.int().nullable(),
    usableMilliM2: z.int().nullable(),
    billedMilliM2: z.int(),
    heightMm: z.int().nullable(),
    customerClass: z.string(),
    priceType: z.string(),
    status: z.enum(['heating', 'stopped']),
    provenance: z.string(),
  })
  .meta({ id: 'HeatedArea' })
export type HeatedArea = z.infer<typeof HeatedArea>

/** GET /api/staff/households/:householdNo */
export const HouseholdFile = z
  .object({
    householdNo: z.string(),
    customer: z.object({ kind: z.enum(['person', 'firm']), name: z.string(), phone: z.string().nullable() }),
    address: z.string(),
    orgUnit: z.object({ code: z.string(), name: z.string() }),
    seasons: z.array(z.object({ seasonCode: SeasonCode, status: HouseholdStatus, areas: z.array(HeatedArea) })),
    balanceFen: FenField,
    bindings: z.array(
      z.object({
        role: z.enum(['holder', 'family', 'payer']),
        resident: z.string(),
        boundAt: InstantField,
        state: z.enum(['active', 'removed']),
      }),
    ),
    changes: z.array(
      z.object({ at: InstantField, actor: z.string(), what: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
    ),
  })
  .meta({ id: 'HouseholdFile' })
export type HouseholdFile = z.infer<typeof HouseholdFile>

/** POST /api/staff/households/:householdNo/unmask: audited with its reason. */
export const UnmaskRequest = z.object({ reason: z.string('请填写查看原因').trim().min(2, '请填写查看原因').max(200, '原因最多 200 个字') })
export const UnmaskedPerson = z.object({ name: z.string(), phone: z.string().nullable() }).meta({ id: 'UnmaskedPerson' })
export type UnmaskedPerson = z.infer<typeof UnmaskedPerson>
export const HouseholdParams = z.object({ householdNo: HouseholdNo })
