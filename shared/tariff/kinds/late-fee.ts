import { isLocalDay, type LocalDay } from '../../calendar/local-day.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf, impossible } from '../fault.ts'
import { lateFeeTexts } from '../late-fee-texts.ts'
import type { RuleOf } from '../rule-set.ts'
import type { PolicyKind } from './rule-kind.ts'

/** 违约金. Computed by billing/late-fee.ts; nothing is charged for it when a season is billed. */
export type LateFeeParams = {
  /** Per day, parts per million: 1 ‰ is 1000. */
  readonly dailyRatePpm: number
  /** The last day to pay in time; the day after it is late day 1. */
  readonly dueOn: LocalDay
  /** Days after the due day that never count; the day after them is late day 1. */
  readonly graceDays: number
  /** What it is a rate of: the principal not yet paid. */
  readonly base: 'unpaid'
  readonly cap: LateFeeCap
}
/** The most a household's late fee of one season may come to: no limit, its principal, or a share of it. */
export type LateFeeCap =
  | { readonly kind: 'none' }
  | { readonly kind: 'principal' }
  | { readonly kind: 'share'; readonly num: number; readonly den: number }

export type LateFeeRule = RuleOf<'late-fee@1', LateFeeParams>

/** 滞纳金 of the whole season's charge as long as any of it is open, instead of the unpaid sum. */
export type LateFeeTerms = Omit<LateFeeParams, 'base'> & { readonly base: 'unpaid' | 'season-total' }
export type LateFeeOfTotalRule = RuleOf<'late-fee@2', LateFeeTerms>

export const lateFeeOfTotal: PolicyKind<LateFeeOfTotalRule> = {
  role: 'policy',
  title: '违约金（可按全季应收计）',
  texts: lateFeeTexts,
  check: (params) => checkTerms(params, ['unpaid', 'season-total']),
}

export const lateFee: PolicyKind<LateFeeRule> = {
  role: 'policy',
  title: '违约金',
  texts: lateFeeTexts,
  check: (params) => checkTerms(params, ['unpaid']),
}

function checkTerms(params: unknown, bases: readonly string[]): Fault[] {
  const { dailyRatePpm, dueOn, graceDays, base, cap } = fieldsOf(params)
  return [
    ...checkWhole('dailyRatePpm', '违约金日费率（百万分之一）', dailyRatePpm, 0, 1_000_000),
    ...(isLocalDay(dueOn) ? [] : [impossible('dueOn', `缴费截止日应为 年-月-日 格式的日期，现为 ${String(dueOn)}`)]),
    ...checkWhole('graceDays', '宽限天数', graceDays, 0, 366),
    ...checkOneOf('base', '违约金计算基数', base, bases),
    ...checkCap(cap),
  ]
}

function checkCap(cap: unknown): Fault[] {
  const { kind, num, den } = fieldsOf(cap)
  if (kind !== 'share') return checkOneOf('cap.kind', '违约金上限', kind, ['none', 'principal', 'share'])
  return [
    ...checkWhole('cap.num', '违约金上限比例的分子', num, 0, 1_000_000),
    ...checkWhole('cap.den', '违约金上限比例的分母', den, 1, 1_000_000),
  ]
}
