import { addDays, type LocalDay, laterOf } from '../calendar/local-day.ts'
import type { HeatedAreaFacts, HeatPeriod, SeasonFacts } from './facts.ts'
import type { Fault } from './fault.ts'
import type { StopDeadlineParams } from './kinds/stop-deadline.ts'
import { coverSeason } from './season-parts.ts'
import type { Step } from './step.ts'

/** The area as its stops count, with what the explanation must say about them. */
export type JudgedStops = { readonly area: HeatedAreaFacts; readonly notes: readonly Step[]; readonly faults: readonly Fault[] }

/** Moves, or takes away, the stops applied for after the deadline. */
export function judgeStops(season: SeasonFacts, area: HeatedAreaFacts, rule: StopDeadlineParams | undefined): JudgedStops {
  const asIs = { area, notes: [], faults: [] }
  if (!rule) return asIs
  const periods = coverSeason(season, area)
  if (!periods.some(({ status }) => status === 'stopped')) return asIs
  const judged = periods.map((period) => (period.status === 'stopped' ? judge(period, season, area, rule) : { periods: [period] }))
  return {
    area: withPeriods(
      area,
      judged.flatMap((one) => one.periods),
    ),
    notes: judged.flatMap(({ note }) => note ?? []),
    faults: judged.flatMap(({ fault }) => fault ?? []),
  }
}

type Judged = { readonly periods: readonly HeatPeriod[]; readonly note?: Step; readonly fault?: Fault }

function judge(period: HeatPeriod, season: SeasonFacts, area: HeatedAreaFacts, rule: StopDeadlineParams): Judged {
  const { fromOn, toOn } = period
  const appliedOn = period.appliedOn ?? area.stopAppliedOn
  if (appliedOn === undefined) {
    if (rule.unrecorded === 'in-time') return { periods: [period] }
    const message = `${area.name} ${fromOn} 至 ${toOn} 停热没有登记申请日，而报停有申请截止日`
    return { periods: [period], fault: { code: 'FACT_NOT_RECORDED', path: 'stopAppliedOn', message } }
  }
  const deadlineOn = deadlineOf(fromOn, season, rule)
  const values = { fromOn, toOn, appliedOn, deadlineOn }
  if (appliedOn <= deadlineOn) return { periods: [period], note: { code: 'stop-applied', values } }
  const stoppedFrom = laterOf(fromOn, effectOf(appliedOn, rule) ?? addDays(toOn, 1))
  const heated = { ...period, status: 'heating' } as const
  if (stoppedFrom > toOn) return { periods: [heated], note: { code: 'stop-applied-late', values } }
  return {
    periods: [...(fromOn < stoppedFrom ? [{ ...heated, toOn: addDays(stoppedFrom, -1) }] : []), { ...period, fromOn: stoppedFrom }],
    note: { code: 'stop-applied-late', values: { ...values, stoppedFrom } },
  }
}

function deadlineOf(fromOn: LocalDay, { startsOn }: SeasonFacts, { deadline, noticeDays }: StopDeadlineParams): LocalDay {
  if (noticeDays !== undefined && fromOn > startsOn) return addDays(fromOn, -noticeDays)
  return deadline.kind === 'day' ? deadline.on : addDays(startsOn, -deadline.days)
}

/** The first day a late application stops the heat; null when it does not this season. */
function effectOf(appliedOn: LocalDay, { late, handlingDays }: StopDeadlineParams): LocalDay | null {
  if (late === 'as-heated') return null
  if (late === 'from-application') return addDays(appliedOn, handlingDays)
  // The 28th plus four days is always in the next month.
  return `${addDays(`${appliedOn.slice(0, 7)}-28`, 4).slice(0, 7)}-01`
}

/** A season that is all of one kind and the resident's is no divided season. */
function withPeriods({ periods: _, ...area }: HeatedAreaFacts, periods: readonly HeatPeriod[]): HeatedAreaFacts {
  const [first] = periods
  const uniform = first && first.status !== 'not-connected' && periods.every(({ status, payer }) => status === first.status && !payer)
  return uniform ? { ...area, status: first.status as HeatedAreaFacts['status'] } : { ...area, periods }
}
