import { z } from 'zod'
import { HouseholdNo, SeasonCode } from '../../../../shared/contracts/fields.ts'
import { CustomerNameField, IdNoField, OtherPhonesField, PhoneField, RecordInput } from '../../../../shared/contracts/households/record.ts'
import { HouseholdStatus } from '../../../../shared/contracts/households.ts'
import { MoreAreaFacts } from '../../../../shared/contracts/tariffs.ts'
import type { FieldError } from '../../platform/domain-error.ts'

const text = (missing: string, longest: number) => z.string(missing).trim().min(1, missing).max(longest, `最多 ${longest} 个字`)
const Area = z.int('面积应为千分之一平方米的整数').min(1, '面积应大于 0').max(1_000_000_000, '面积超出范围')

export const HeatedAreaInput = z.object({
  /** 住宅, 商铺, 阁楼… */
  name: text('请填写面积名称', 32),
  grossMilliM2: Area,
  insideMilliM2: Area.optional(),
  usableMilliM2: Area.optional(),
  billedMilliM2: Area,
  heightMm: z.int('层高应为毫米的整数').min(1_000, '层高至少 1 米').max(100_000, '层高最多 100 米').optional(),
  customerClass: text('请填写用热性质', 32),
  priceType: text('请填写计价方式', 32),
  status: z.enum(['heating', 'stopped']).default('heating'),
  /** Where the billed area comes from, as the bill prints it: 房产证, 现场测量… */
  provenance: text('请填写面积来源', 64),
  /** Clear height, kind of room, building type, periods…: said by the price notice, checked by the engine. */
  more: MoreAreaFacts.optional(),
})
export type HeatedAreaInput = z.output<typeof HeatedAreaInput>

export const SeasonAreasInput = z.object({
  seasonCode: SeasonCode,
  status: HouseholdStatus.default('heating'),
  areas: z.array(HeatedAreaInput, '请填写面积').min(1, '至少要有一条面积').max(50, '面积最多 50 条'),
  /** Counted things a fee multiplies, in 1/1000 of their unit. */
  quantities: z.record(z.string().min(1).max(32), z.int().min(0).max(1_000_000_000_000)).optional(),
})

export const HouseholdInput = z.object({
  householdNo: z.string('请填写客户卡号').normalize('NFKC').pipe(HouseholdNo),
  orgUnitCode: z.string('请选择组织').normalize('NFKC').trim().toUpperCase().min(1, '请选择组织').max(32, '组织代码最多 32 个字'),
  community: text('请填写小区', 64),
  building: text('请填写楼', 32),
  entrance: text('请填写单元', 32),
  floor: text('请填写楼层', 16).optional(),
  room: text('请填写室', 32),
  /** Put together from the places when left out. */
  address: text('请填写地址', 200).optional(),
  customer: z.object({
    kind: z.enum(['person', 'firm'], '户主只能是个人或单位'),
    name: CustomerNameField,
    phone: PhoneField.optional(),
    otherPhones: OtherPhonesField.optional(),
    idNo: IdNoField.optional(),
  }),
  record: RecordInput.optional(),
  season: SeasonAreasInput.optional(),
})
export type HouseholdInput = z.input<typeof HouseholdInput>

/** What the form would say of it, without creating anything: for those who check many at once. */
export function householdFaults(given: unknown): readonly FieldError[] {
  const issues = HouseholdInput.safeParse(given).error?.issues ?? []
  return issues.map(({ path, message }) => ({ path: path.join('.'), message }))
}

export const OpenSeasonInput = SeasonAreasInput.extend({ householdNo: z.string('请填写客户卡号').normalize('NFKC').pipe(HouseholdNo) })
export type OpenSeasonInput = z.input<typeof OpenSeasonInput>
