import type { HeatedAreaFacts } from '../../../../shared/tariff/facts.ts'
import type { Params } from './plain-engine.ts'

// The days of a season as the plain engine sees them: one mark a day, 'status/payer'.

export function markOf(area: HeatedAreaFacts, day: string): string {
  const period = (area.periods ?? []).find(({ fromOn, toOn }) => fromOn <= day && day <= toOn)
  return period ? `${period.status}/${period.payer ?? 'resident'}` : `${area.status}/resident`
}

/** A stop applied for too late is heated until it may begin. Days of one period, or of one stretch between periods, are one stop. */
export function lateStops(marks: string[], days: string[], area: HeatedAreaFacts, rule: Params | undefined): void {
  if (!rule) return
  const periodOf = (day: string) => (area.periods ?? []).find(({ fromOn, toOn }) => fromOn <= day && day <= toOn)
  for (let from = 0; from < days.length; ) {
    const period = periodOf(days[from] as string)
    let to = from
    while (to < days.length && periodOf(days[to] as string) === period) to++
    const appliedOn = period?.appliedOn ?? area.stopAppliedOn
    const ownNotice = rule.noticeDays !== undefined && from > 0
    const lastDay = ownNotice
      ? dayBefore(days[from] as string, rule.noticeDays ?? 0)
      : rule.deadline.kind === 'day'
        ? rule.deadline.on
        : dayBefore(days[0] as string, rule.deadline.days)
    if (appliedOn !== undefined && appliedOn > lastDay) {
      for (let at = from; at < to; at++) {
        const day = days[at] as string
        const begun =
          rule.late === 'from-application'
            ? dayBefore(day, rule.handlingDays) >= appliedOn
            : rule.late === 'from-next-month' && day.slice(0, 7) > appliedOn.slice(0, 7)
        if (!begun) marks[at] = (marks[at] as string).replace('stopped', 'heating')
      }
    }
    from = to
  }
}

const dayBefore = (day: string, count: number) => new Date(Date.parse(day) - count * 86_400_000).toISOString().slice(0, 10)

export function shortStops(marks: string[], minDays: number): void {
  for (let from = 0; from < marks.length; ) {
    let to = from
    while (to < marks.length && marks[to] === marks[from]) to++
    if (marks[from]?.startsWith('stopped') && to - from < minDays) {
      const heated = (marks[from] as string).replace('stopped', 'heating')
      for (let at = from; at < to; at++) marks[at] = heated
      // It may have become a stretch with what stands before it; nothing further depends on that.
    }
    from = to
  }
}

export function backToTheFirst(marks: string[], days: string[], policy: Pick<Params, 'resumed' | 'connected'>): void {
  const original = [...marks]
  for (let at = 1; at < marks.length; at++) {
    const [before, now] = [original[at - 1] as string, original[at] as string]
    if (!now.startsWith('heating') || before === now || before.startsWith('heating')) continue
    if ((before.startsWith('stopped') ? policy.resumed : policy.connected) !== 'from-month') continue
    for (let back = at - 1; back >= 0 && days[back]?.slice(0, 7) === days[at]?.slice(0, 7) && original[back] === before; back--)
      marks[back] = now
  }
}

export function fitOneByOne(parts: { mark: string; days: number }[], of: number): void {
  const total = () => parts.reduce((sum, { days }) => sum + days, 0)
  const cold = parts.filter(({ mark }) => !mark.startsWith('heating'))
  const warm = parts.filter(({ mark }) => mark.startsWith('heating'))
  while (total() > of) {
    const victim = [...cold].reverse().find(({ days }) => days > 0) ?? [...warm].reverse().find(({ days }) => days > 0)
    if (victim) victim.days--
  }
  while (total() < of) {
    const lucky = cold.at(-1) ?? warm.at(-1)
    if (lucky) lucky.days++
  }
}
