import { seasonNameOf } from '../../../shared/calendar/season.ts'
import type { Home } from '../../../shared/contracts/residents.ts'
import { formatDay, formatMinute } from '../../../shared/format/time.ts'

export const relationNames = { holder: '户主本人', family: '家人', payer: '代缴人' } as const

/** What a home is called: its own name, else where it is; a payer knows the card number alone. */
export function homeName({ label, address, householdNo }: Pick<Home, 'label' | 'address' | 'householdNo'>): string {
  return label ?? address ?? `卡号 ${householdNo}`
}

/** Beside the homes of a payer. */
export const payerHint = '我是代缴人，只看得到应缴多少'

const channelNames: Record<string, string> = { 'wechat-pay': '微信支付', alipay: '支付宝', cash: '现金', counter: '营业厅' }

/** Name of a channel for the payer; a channel this version does not know yet keeps its own name. */
export const channelName = (channel: string) => channelNames[channel] ?? channel

/** '2026-11-22T08:00:00.000Z' is 2026-11-22 16:00 in Beijing. */
export const minuteOf = (instant: string) => formatMinute(Date.parse(instant))

export const seasonName = (code: string) => seasonNameOf(code)

/** Until when, for a sum that is owed. */
export function deadline(dueOn: string | null, overdue: boolean): string {
  if (dueOn === null) return '没有规定期限'
  return overdue ? `应在 ${formatDay(dueOn)} 前缴清，已经过期` : `请在 ${formatDay(dueOn)} 前缴清`
}
