import { z } from 'zod'
import { LocalDayField, SeasonCode } from '../../../../shared/contracts/fields.ts'
import { OrgUnitKind } from '../../../../shared/contracts/tenancy.ts'

/** Business keys are normalised before anything compares or stores them: half-width, trimmed, upper case. */
export const Code = z
  .string('请填写代码')
  .normalize('NFKC')
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z][0-9A-Z-]{1,31}$/, '代码为 2-32 位字母、数字或短横线')
const Name = z.string('请填写名称').trim().min(1, '请填写名称').max(100, '名称最多 100 个字')

export const LegalEntityInput = z.object({
  code: Code,
  name: Name,
  /** 纳税人识别号 */
  taxNo: z
    .string('请填写纳税人识别号')
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-Z]{15,20}$/, '纳税人识别号为 15-20 位数字或字母'),
})

export const CompanyInput = z.object({ code: Code, name: Name, legalEntity: LegalEntityInput })
export type CompanyInput = z.input<typeof CompanyInput>

export const OrgUnitInput = z.object({
  code: Code,
  name: Name,
  kind: OrgUnitKind.exclude(['company'], '组织类型只能是子公司、分公司或供热站'),
  parentCode: Code,
  /** The parent's when left out. */
  legalEntityCode: Code.optional(),
})
export type OrgUnitInput = z.input<typeof OrgUnitInput>

export const SeasonInput = z
  .object({
    orgUnitCode: Code,
    code: SeasonCode.refine((code) => Number(code.slice(5)) === Number(code.slice(0, 4)) + 1, '采暖季应为相连的两年，如 2026-2027'),
    startsOn: LocalDayField,
    endsOn: LocalDayField,
    /** What the price notice divides by; all days from first to last when left out. */
    days: z.int('天数应为整数').min(1, '天数至少为 1').max(366, '天数最多为 366').optional(),
    state: z.enum(['planned', 'open', 'closed']).default('open'),
  })
  .refine(({ startsOn, endsOn }) => startsOn < endsOn, { path: ['endsOn'], message: '结束日期应晚于开始日期' })
export type SeasonInput = z.input<typeof SeasonInput>

export const channelPlatforms = ['wechat-mini', 'wechat-official', 'alipay-mini', 'alipay-web'] as const
export type ChannelPlatform = (typeof channelPlatforms)[number]

export const ChannelAppInput = z.object({
  platform: z.enum(channelPlatforms, '不支持的平台'),
  appId: z
    .string('请填写 AppID')
    .trim()
    .regex(/^[0-9A-Za-z_-]{4,64}$/, 'AppID 为 4-64 位字母或数字'),
  name: Name,
})
export type ChannelAppInput = z.input<typeof ChannelAppInput>

const MerchantNo = z
  .string('请填写商户号')
  .trim()
  .regex(/^[0-9A-Za-z]{6,32}$/, '商户号为 6-32 位数字或字母')
export const MerchantInput = z
  .object({
    legalEntityCode: Code,
    channel: z.enum(['wechat-pay', 'alipay'], '不支持的支付渠道'),
    mode: z.enum(['direct', 'partner'], '商户模式只能是直连或服务商'),
    mchId: MerchantNo,
    subMchId: MerchantNo.optional(),
    name: Name,
  })
  .refine(({ mode, subMchId }) => (mode === 'partner') === (subMchId !== undefined), {
    path: ['subMchId'],
    message: '服务商模式要填写子商户号，直连模式不填',
  })
export type MerchantInput = z.input<typeof MerchantInput>
