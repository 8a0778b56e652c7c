import { z } from 'zod'
import { FenField, HouseholdNo, InstantField, PageQuery, pageOf, SeasonCode } from './fields.ts'
import { HouseholdRecordFields } from './households/record.ts'

export const HouseholdStatus = z.enum(['heating', 'stopped', 'not-connected'])

const exact = (title: string) => z.string().normalize('NFKC').trim().max(64, `${title}最多 64 个字`).optional()
const yesOrNo = (title: string) => z.enum(['yes', 'no'], `${title}只能是 yes 或 no`).optional()

/** The conditions of the list, each of which may be left out. The same words stand in the address bar, in batch acts and in exports. */
export const HouseholdFilter = z.object({
  /** One box: card number, phone or its last four digits, name, pinyin initials, or an address in digits such as 3-2-501. */
  search: z.string().trim().max(64, '搜索内容最多 64 个字').optional(),
  seasonCode: SeasonCode.optional(),
  owed: z.enum(['owed', 'clear']).optional(),
  orgUnit: z.string().trim().max(32).optional(),
  community: exact('小区'),
  building: exact('楼号'),
  entrance: exact('单元'),
  floor: exact('层号'),
  /** The beginning of the name. */
  customerName: exact('客户名称'),
  /** Of one of its areas in the season shown. */
  customerClass: exact('客户类型'),
  subType: exact('客户子类型'),
  status: HouseholdStatus.optional(),
  substation: exact('换热站'),
  payingOrg: exact('交费单位'),
  cardHolder: yesOrNo('是否有卡'),
  blacklisted: yesOrNo('是否黑名单'),
  /** The beginning of the card number. */
  householdNo: exact('客户卡号'),
  connectionType: exact('分户类型'),
  tag: exact('客户标签'),
  billingMethod: exact('计算方式'),
  /** The beginning of the contract number. */
  contractNo: exact('合同编号'),
})
export type HouseholdFilter = z.infer<typeof HouseholdFilter>

/** GET /api/staff/households?search=&seasonCode=&…&page=&pageSize= */
export const HouseholdQuery = PageQuery.extend(HouseholdFilter.shape)
export type HouseholdQuery = z.infer<typeof HouseholdQuery>

/** Everything a filter finds, or of it only these card numbers. */
export const HouseholdSelection = z.strictObject({
  filter: HouseholdFilter,
  householdNos: z.array(HouseholdNo).min(1, '没有选中用热户').max(500, '最多选中 500 户；更多请选择“全部符合条件的”').optional(),
})
export type HouseholdSelection = z.infer<typeof HouseholdSelection>

/** GET /api/staff/household-options?community=&building=: what the drop-downs of the form offer. */
export const OptionsQuery = HouseholdFilter.pick({ community: true, building: true })
export type OptionsQuery = z.infer<typeof OptionsQuery>
export const HouseholdOptions = z
  .object({
    communities: z.array(z.string()),
    buildings: z.array(z.string()),
    entrances: z.array(z.string()),
    substations: z.array(z.string()),
    payingOrgs: z.array(z.string()),
    tags: z.array(z.string()),
    customerClasses: z.array(z.string()),
    priceTypes: z.array(z.string()),
    words: z.record(z.string(), z.array(z.string())),
  })
  .meta({ id: 'HouseholdOptions' })
export type HouseholdOptions = z.infer<typeof HouseholdOptions>

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
    subType: z.string().nullable(),
    substation: z.string().nullable(),
    payingOrg: z.string().nullable(),
    contractNo: z.string().nullable(),
    /** Both may be; black is what people are warned of. */
    blacklisted: z.boolean(),
    tags: z.array(z.string()),
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
    customer: z.object({
      kind: z.enum(['person', 'firm']),
      name: z.string(),
      phone: z.string().nullable(),
      otherPhones: z.string().nullable(),
      idNo: z.string().nullable(),
    }),
    place: z.object({
      community: z.string(),
      building: z.string(),
      entrance: z.string(),
      floor: z.string().nullable(),
      room: z.string(),
    }),
    address: z.string(),
    record: HouseholdRecordFields,
    recordVersion: z.int(),
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
      z.object({
        at: InstantField,
        actor: z.string(),
        what: z.string(),
        before: z.string().nullable(),
        after: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'HouseholdFile' })
export type HouseholdFile = z.infer<typeof HouseholdFile>

/** POST /api/staff/households/:householdNo/unmask: audited with its reason. */
export const UnmaskRequest = z.object({ reason: z.string('请填写查看原因').trim().min(2, '请填写查看原因').max(200, '原因最多 200 个字') })
export const UnmaskedPerson = z
  .object({ name: z.string(), phone: z.string().nullable(), otherPhones: z.string().nullable(), idNo: z.string().nullable() })
  .meta({ id: 'UnmaskedPerson' })
export type UnmaskedPerson = z.infer<typeof UnmaskedPerson>
export const HouseholdParams = z.object({ householdNo: HouseholdNo })
