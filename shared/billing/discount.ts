import type { Instant } from '../calendar/instant.ts'
import { endOfDay, type LocalDay } from '../calendar/local-day.ts'
import { type Fen, fen } from '../money/fen.ts'
import { fraction } from '../money/fraction.ts'
import { round } from '../money/round.ts'
import type { DiscountExclusion, DiscountParams, DiscountWindow } from '../tariff/kinds/discount.ts'
import type { Step } from '../tariff/step.ts'

/** What a discount depends on; `paidOn` is the local day of the channel's success or of the counter act, never of the notice. */
export type DiscountInput = {
  readonly rule: DiscountParams
  readonly noticeNo: string
  readonly channel: string
  readonly paidOn: LocalDay
  /** The season's charge of the whole household, waivers taken off. */
  readonly netChargeFen: Fen
  /** What of the list of exclusions is true of this household and payment. */
  readonly circumstances: readonly DiscountExclusion[]
}

/** No discount has a reason, which the screens tell. */
export type Discount = { readonly amountFen: Fen; readonly steps: readonly Step[]; readonly refused: DiscountRefusal | null }
export type DiscountRefusal = keyof typeof discountRefusalLabels

export const discountRefusalLabels = {
  'no-window': '缴费日期或渠道不在优惠范围内',
  arrears: '有往年陈欠，不享受优惠',
  stopped: '报停用户不享受优惠',
  'part-payment': '未一次缴清，不享受优惠',
  'low-income': '低保用户已享受补贴，不再优惠',
  'other-payer': '由单位或他方承担的费用不享受优惠',
} as const

/** The discount a payment earns; never more than is charged. Throws RangeError for a charge below 0. */
export function judgeDiscount({ rule, noticeNo, channel, paidOn, netChargeFen, circumstances }: DiscountInput): Discount {
  if (fen(netChargeFen) < 0) throw new RangeError(`cannot discount ${netChargeFen}`)
  const window = windowOf(rule, channel, paidOn)
  if (!window) return refuse('no-window')
  const excluded = rule.excluded.find((one) => circumstances.includes(one))
  if (excluded) return refuse(excluded)
  const { fromOn, toOn, amount } = window
  const common = { fromOn, toOn, paidOn, channel, noticeNo, baseFen: netChargeFen }
  if (amount.kind === 'fixed') {
    const amountFen = Math.min(netChargeFen, amount.amountFen)
    return { amountFen, steps: [{ code: 'discount-fixed', values: { ...common, fixedFen: amount.amountFen, amountFen } }], refused: null }
  }
  const { num, den } = amount.share
  const { mode, unit } = rule.rounding
  const amountFen = Math.min(netChargeFen, round(fraction(BigInt(netChargeFen) * BigInt(num), den), mode, unit))
  return { amountFen, steps: [{ code: 'discount-percent', values: { ...common, num, den, mode, unit, amountFen } }], refused: null }
}

/** When the window of today's discount closes, the latest moment a quote with it may be promised for; null when there is none. */
export function discountEndsAt(rule: DiscountParams, channel: string, on: LocalDay): Instant | null {
  const window = windowOf(rule, channel, on)
  return window ? endOfDay(window.toOn) : null
}

function windowOf({ windows }: DiscountParams, channel: string, on: LocalDay): DiscountWindow | undefined {
  return windows.find(({ fromOn, toOn, channels }) => on >= fromOn && on <= toOn && (channels === '*' || channels.includes(channel)))
}

function refuse(refused: DiscountRefusal): Discount {
  return { amountFen: 0, steps: [], refused }
}
