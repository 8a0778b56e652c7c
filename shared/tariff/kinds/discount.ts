import { isLocalDay, type LocalDay } from '../../calendar/local-day.ts'
import { plainYuan } from '../../format/amount.ts'
import { channelName } from '../../format/names.ts'
import { roundingModes, roundingUnits } from '../../money/round.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf, impossible } from '../fault.ts'
import { checkRatio, type Ratio, shareText } from '../ratio.ts'
import { roundingName } from '../rounding-texts.ts'
import type { RoundingRule, RuleOf } from '../rule-set.ts'
import { numberOf, textOf, yuanOf } from '../step-text.ts'
import type { PolicyKind } from './rule-kind.ts'

export type DiscountAmount = { readonly kind: 'percent'; readonly share: Ratio } | { readonly kind: 'fixed'; readonly amountFen: number }
/** Both days included. `channels`: those it is for, or all. */
export type DiscountWindow = {
  readonly fromOn: LocalDay
  readonly toOn: LocalDay
  readonly channels: readonly string[] | '*'
  readonly amount: DiscountAmount
}
/** Why a household gets none though it pays in time. */
export type DiscountExclusion = 'arrears' | 'stopped' | 'part-payment' | 'low-income' | 'other-payer'

export type DiscountParams = {
  readonly windows: readonly DiscountWindow[]
  readonly excluded: readonly DiscountExclusion[]
  /** How a percentage is rounded. */
  readonly rounding: Pick<RoundingRule, 'mode' | 'unit'>
}
export type DiscountRule = RuleOf<'discount@1', DiscountParams>

export const discountExclusions: readonly DiscountExclusion[] = ['arrears', 'stopped', 'part-payment', 'low-income', 'other-payer']

/** 预交优惠 by the day the money came. Computed by billing/discount.ts; nothing is taken off when a season is billed. */
export const discount: PolicyKind<DiscountRule> = {
  role: 'policy',
  title: '预交优惠',
  texts: {
    'discount-percent': {
      sentence: (step) => {
        const window = `${textOf(step, 'fromOn')} 至 ${textOf(step, 'toOn')}一次缴清优惠 ${shareText({ num: numberOf(step, 'num'), den: numberOf(step, 'den') })}`
        const paid = `${textOf(step, 'paidOn')} 经${channelName(textOf(step, 'channel'))}缴费（依据：${textOf(step, 'noticeNo')}）`
        return `${window}，${paid}：${yuanOf(step, 'baseFen')} × ${shareText({ num: numberOf(step, 'num'), den: numberOf(step, 'den') })}，${roundingName(step)} = ${yuanOf(step, 'amountFen')}`
      },
    },
    'discount-fixed': {
      sentence: (step) => {
        const window = `${textOf(step, 'fromOn')} 至 ${textOf(step, 'toOn')}一次缴清优惠 ${plainYuan(numberOf(step, 'fixedFen'))} 元`
        return `${window}，${textOf(step, 'paidOn')} 经${channelName(textOf(step, 'channel'))}缴费（依据：${textOf(step, 'noticeNo')}）：应缴 ${yuanOf(step, 'baseFen')}，优惠 ${yuanOf(step, 'amountFen')}`
      },
    },
  },
  check(params) {
    const { windows, excluded, rounding } = fieldsOf(params)
    const { mode, unit } = fieldsOf(rounding)
    return [
      ...checkWindows(windows),
      ...(Array.isArray(excluded)
        ? excluded.flatMap((one, index) => checkOneOf(`excluded[${index}]`, '不予优惠的情形', one, discountExclusions))
        : [impossible('excluded', '不予优惠的情形应为列表')]),
      ...checkOneOf('rounding.mode', '进位方式', mode, roundingModes),
      ...checkOneOf('rounding.unit', '进位单位', unit, roundingUnits),
    ]
  },
}

function checkWindows(windows: unknown): Fault[] {
  if (!Array.isArray(windows) || windows.length === 0) return [impossible('windows', '预交优惠至少要有一个时段')]
  const faults = windows.flatMap((window, index) => checkWindow(`windows[${index}]`, window))
  if (faults.length > 0) return faults
  return (windows as DiscountWindow[]).flatMap((window, index, all) => {
    const clash = all.slice(0, index).find((other) => overlap(window, other))
    if (!clash) return []
    const message = `优惠时段 ${window.fromOn} 至 ${window.toOn} 与 ${clash.fromOn} 至 ${clash.toOn} 重叠，且渠道相同`
    return [{ code: 'OVERLAPPING_DATES' as const, path: `windows[${index}]`, message }]
  })
}

function overlap(a: DiscountWindow, b: DiscountWindow): boolean {
  const sameChannel = a.channels === '*' || b.channels === '*' || a.channels.some((channel) => b.channels.includes(channel))
  return sameChannel && a.fromOn <= b.toOn && b.fromOn <= a.toOn
}

function checkWindow(path: string, window: unknown): Fault[] {
  const { fromOn, toOn, channels, amount } = fieldsOf(window)
  const { kind, share, amountFen } = fieldsOf(amount)
  const days = [fromOn, toOn].flatMap((day) =>
    isLocalDay(day) ? [] : [impossible(path, `优惠时段的日期应为 年-月-日 格式，现为 ${String(day)}`)],
  )
  const ofKind =
    kind === 'percent'
      ? checkRatio(`${path}.amount.share`, '优惠比例', share, 1)
      : kind === 'fixed'
        ? checkWhole(`${path}.amount.amountFen`, '优惠金额（分）', amountFen, 0, 1_000_000_000_000)
        : checkOneOf(`${path}.amount.kind`, '优惠方式', kind, ['percent', 'fixed'])
  return [
    ...days,
    ...(days.length === 0 && String(fromOn) > String(toOn) ? [impossible(path, `优惠时段结束日 ${toOn} 早于开始日 ${fromOn}`)] : []),
    ...(channels === '*' || (Array.isArray(channels) && channels.length > 0)
      ? []
      : [impossible(`${path}.channels`, '优惠渠道应为列表或 *')]),
    ...ofKind,
  ]
}
