import { z } from 'zod'
import { HouseholdNo, LocalDayField, SeasonCode } from '../fields.ts'

const word = (title: string) => z.string().normalize('NFKC').trim().min(1, `${title}不能为空`).max(32, `${title}最多 32 个字`)
const named = (title: string) => z.string().normalize('NFKC').trim().min(1, `${title}不能为空`).max(64, `${title}最多 64 个字`)
const yesOrNo = (title: string) => z.boolean(`${title}只能是或否`)

/** The record as screens show it; null where nothing is written. */
export const HouseholdRecordFields = z
  .object({
    subType: z.string().nullable(),
    connectionType: z.string().nullable(),
    controlType: z.string().nullable(),
    billingMethod: z.string().nullable(),
    networkState: z.string().nullable(),
    customerNature: z.string().nullable(),
    heatingMode: z.string().nullable(),
    substation: z.string().nullable(),
    payingOrg: z.string().nullable(),
    contractNo: z.string().nullable(),
    contractSigned: z.boolean(),
    cardHolder: z.boolean(),
    agencyAllowed: z.boolean(),
    connectedSeason: z.string().nullable(),
    connectedOn: z.string().nullable(),
  })
  .meta({ id: 'HouseholdRecordFields' })
export type HouseholdRecordFields = z.infer<typeof HouseholdRecordFields>

/** Fields that may be set for many households at once. */
export const BulkFields = z.strictObject({
  subType: word('客户子类型').nullable().optional(),
  connectionType: word('分户类型').nullable().optional(),
  controlType: word('分户控制类型').nullable().optional(),
  billingMethod: word('计算方式').nullable().optional(),
  networkState: word('在网状态').nullable().optional(),
  customerNature: word('客户性质').nullable().optional(),
  heatingMode: word('用热方式').nullable().optional(),
  substation: named('换热站').nullable().optional(),
  payingOrg: named('交费单位').nullable().optional(),
  cardHolder: yesOrNo('是否有卡').optional(),
  agencyAllowed: yesOrNo('是否允许代收').optional(),
})
export type BulkFields = z.infer<typeof BulkFields>

/** Left out: as it is; null: nothing is written any more. */
export const RecordInput = BulkFields.extend({
  contractNo: z
    .string()
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-Z〔〕\-_/#号第一-龥]{1,64}$/u, '合同编号为 1-64 位字母、数字、汉字或 - _ / #')
    .nullable()
    .optional(),
  contractSigned: yesOrNo('是否签订合同').optional(),
  connectedSeason: SeasonCode.nullable().optional(),
  connectedOn: LocalDayField.nullable().optional(),
})
export type RecordInput = z.infer<typeof RecordInput>

/** 5-15 digits, spaces and hyphens left out. */
export const PhoneField = z
  .string()
  .normalize('NFKC')
  .transform((phone) => phone.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\+?\d{5,15}$/, '电话为 5-15 位数字'))
/** Up to five, kept as `a、b`. */
export const OtherPhonesField = z
  .string()
  .normalize('NFKC')
  .transform((text) =>
    text
      .split(/[、,，;；/\s]+/)
      .map((phone) => phone.replace(/-/g, ''))
      .filter((phone) => phone !== '')
      .join('、'),
  )
  .pipe(z.string().regex(/^(\+?\d{5,15})(、\+?\d{5,15}){0,4}$/, '其他电话为 5-15 位数字，最多五个，用顿号分开'))
export const CustomerNameField = z
  .string('请填写户主名称')
  .normalize('NFKC')
  .trim()
  .min(1, '请填写户主名称')
  .max(100, '户主名称最多 100 个字')
/** A resident identity card (with its check digit), or another document's 5-20 letters and digits. */
export const IdNoField = z
  .string()
  .normalize('NFKC')
  .transform((text) => text.replace(/\s/g, '').toUpperCase())
  .pipe(
    z
      .string()
      .regex(/^[0-9A-Z-]{5,20}$/, '证件号码为 5-20 位数字或字母')
      .refine((idNo) => !/^\d{17}[\dX]$/.test(idNo) || hasCheckDigit(idNo), '身份证号码的校验位不对，请核对'),
  )

/** GB 11643: the last place is a check over the first seventeen. */
function hasCheckDigit(idNo: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(idNo[index]), 0)
  return '10X98765432'[sum % 11] === idNo[17]
}

const short = (title: string, most: number) => z.string().trim().min(1, `请填写${title}`).max(most, `${title}最多 ${most} 个字`)
export const ReasonField = z.string('请填写原因').trim().min(2, '请填写原因').max(200, '原因最多 200 个字')

/**
 * POST /api/staff/households/:householdNo/edit: only what is named changes. A name or telephone is replaced without being shown (the old one
 * stays masked); whoever wants to see it unmasks it first. `recordVersion` is the one of the file that was looked at.
 */
export const EditHousehold = z.strictObject({
  recordVersion: z.int(),
  reason: ReasonField,
  record: RecordInput.optional(),
  place: z
    .strictObject({
      floor: short('层号', 16).nullable().optional(),
      room: short('室号', 32).optional(),
      address: short('地址', 200).optional(),
    })
    .optional(),
  customer: z
    .strictObject({
      name: CustomerNameField.optional(),
      phone: PhoneField.nullable().optional(),
      otherPhones: OtherPhonesField.nullable().optional(),
      idNo: IdNoField.nullable().optional(),
    })
    .optional(),
})
export type EditHousehold = z.infer<typeof EditHousehold>
export const EditedHousehold = z
  .object({ householdNo: z.string(), recordVersion: z.int(), changed: z.array(z.string()) })
  .meta({ id: 'EditedHousehold' })
export type EditedHousehold = z.infer<typeof EditedHousehold>

const Milli = (title: string) => z.int(`${title}应为数字`).min(1, `${title}应大于 0`).max(1_000_000_000, `${title}超出范围`)
/** POST /api/staff/households. Areas in 1/1000 m², heights in mm. */
export const CreateHousehold = z.strictObject({
  householdNo: HouseholdNo,
  orgUnitCode: short('组织', 32),
  community: short('小区', 64),
  building: short('楼号', 32),
  entrance: short('单元', 32),
  floor: short('层号', 16).optional(),
  room: short('室号', 32),
  customer: z.strictObject({
    kind: z.enum(['person', 'firm'], '户主只能是个人或单位'),
    name: CustomerNameField,
    phone: PhoneField.optional(),
    otherPhones: OtherPhonesField.optional(),
    idNo: IdNoField.optional(),
  }),
  record: RecordInput.optional(),
  season: z
    .strictObject({
      seasonCode: SeasonCode,
      status: z.enum(['heating', 'stopped', 'not-connected']).default('heating'),
      areas: z
        .array(
          z.strictObject({
            name: short('面积名称', 32),
            grossMilliM2: Milli('建筑面积'),
            insideMilliM2: Milli('套内面积').optional(),
            usableMilliM2: Milli('使用面积').optional(),
            billedMilliM2: Milli('采暖面积'),
            heightMm: z.int('层高应为数字').min(1_000, '层高至少 1 米').max(100_000, '层高最多 100 米').optional(),
            customerClass: short('客户类型', 32),
            priceType: short('单价类型', 32),
            status: z.enum(['heating', 'stopped']).default('heating'),
            provenance: short('面积来源', 64),
          }),
        )
        .min(1, '至少要有一条面积')
        .max(50, '面积最多 50 条'),
    })
    .optional(),
})
export type CreateHousehold = z.infer<typeof CreateHousehold>
export const CreatedHousehold = z.object({ householdNo: z.string() }).meta({ id: 'CreatedHousehold' })
export type CreatedHousehold = z.infer<typeof CreatedHousehold>
