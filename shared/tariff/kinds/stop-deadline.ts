import { isLocalDay, type LocalDay } from '../../calendar/local-day.ts'
import { checkOneOf, checkWhole, type Fault, fieldsOf, impossible } from '../fault.ts'
import type { RuleOf } from '../rule-set.ts'
import { stopDeadlineTexts } from '../stop-deadline-texts.ts'
import type { PolicyKind } from './rule-kind.ts'

/** The last day on which a stop may be applied for: a day of the calendar, or so many days before the season. */
export type StopDeadline = { readonly kind: 'day'; readonly on: LocalDay } | { readonly kind: 'before-season'; readonly days: number }
/**
 * What becomes of a stop applied for too late: those days count as heated; it begins when the valve can be closed after the application; or on the
 * first of the month after it.
 */
export type LateStop = 'as-heated' | 'from-application' | 'from-next-month'

export type StopDeadlineParams = {
  readonly deadline: StopDeadline
  /** For stops that begin within the season: days before their first day. Absent, they have the season's deadline too. */
  readonly noticeDays?: number
  readonly late: LateStop
  /** Days the company has to close the valve, for `from-application`. */
  readonly handlingDays: number
  /** A stop whose application nobody has recorded: refused, or taken as in time. */
  readonly unrecorded: 'refuse' | 'in-time'
}
export type StopDeadlineRule = RuleOf<'stop-deadline@1', StopDeadlineParams>

/** 报停申请截止日. Read by stop-deadline.ts, before the season is divided into periods. */
export const stopDeadline: PolicyKind<StopDeadlineRule> = {
  role: 'policy',
  title: '报停申请截止日',
  texts: stopDeadlineTexts,
  check(params) {
    const { deadline, noticeDays, late, handlingDays, unrecorded } = fieldsOf(params)
    return [
      ...checkDeadline(deadline),
      ...(noticeDays === undefined ? [] : checkWhole('noticeDays', '季中报停提前天数', noticeDays, 0, 366)),
      ...checkOneOf('late', '逾期申请报停', late, ['as-heated', 'from-application', 'from-next-month']),
      ...checkWhole('handlingDays', '受理天数', handlingDays, 0, 366),
      ...checkOneOf('unrecorded', '申请日未登记时', unrecorded, ['refuse', 'in-time']),
    ]
  },
}

function checkDeadline(deadline: unknown): Fault[] {
  const { kind, on, days } = fieldsOf(deadline)
  if (kind === 'before-season') return checkWhole('deadline.days', '采暖季开始前的天数', days, 0, 366)
  if (kind !== 'day') return checkOneOf('deadline.kind', '截止日的写法', kind, ['day', 'before-season'])
  return isLocalDay(on) ? [] : [impossible('deadline.on', `报停截止日应为 年-月-日 格式的日期，现为 ${String(on)}`)]
}
