import { addDays, daysBetween, earlierOf, type LocalDay, laterOf } from '../calendar/local-day.ts'
import { seasonDays } from '../calendar/season.ts'
import type { HeatedAreaFacts, HeatPeriod, Payer, PeriodStatus, SeasonFacts } from './facts.ts'
import { type Fault, impossible } from './fault.ts'
import type { StartOfCharge, StopPeriodParams } from './kinds/stop-period.ts'
import type { RuleSet } from './rule-set.ts'
import type { Step } from './step.ts'

/** A rule set with the days of the season it prices, both ends included. */
export type Version = { readonly ruleSet: RuleSet; readonly fromOn: LocalDay; readonly toOn: LocalDay }

/** Days of the season of one status, payer and version; charged days / of. */
export type SeasonPart = {
  readonly status: PeriodStatus
  readonly payer: Payer | null
  readonly fromOn: LocalDay
  readonly toOn: LocalDay
  readonly days: number
  readonly of: number
  readonly ruleSet: RuleSet
  /** How many stops came before; 0 until the first resumption. */
  readonly resumption: number
  /** Heat the base fee already charged is taken off. */
  readonly lessBaseFee: boolean
}
export type SeasonPlan = { readonly parts: readonly SeasonPart[]; readonly notes: readonly Step[]; readonly faults: readonly Fault[] }

type Run = Pick<SeasonPart, 'status' | 'payer' | 'fromOn' | 'toOn' | 'resumption' | 'lessBaseFee'>
type Shaped = { readonly runs: readonly Run[]; readonly notes: readonly Step[] }

/**
 * Which version prices which days: each from its own day until the next takes over; the earliest also prices the days before it.
 * Of versions valid from the same day, or from before the season, the highest counts.
 */
export function versionsOf(season: SeasonFacts, ruleSets: readonly RuleSet[]): Version[] {
  const starts = new Map<LocalDay, RuleSet>()
  for (const ruleSet of ruleSets.toSorted((a, b) => a.version - b.version)) {
    const from = laterOf(ruleSet.validFrom, season.startsOn)
    // A later version valid from an earlier day takes the place of everything it overtakes.
    for (const day of starts.keys()) if (day >= from) starts.delete(day)
    if (from <= season.endsOn || ruleSets.length === 1) starts.set(from, ruleSet)
  }
  const days = [...starts.keys()].sort()
  return days.flatMap((day, index) => {
    const ruleSet = starts.get(day)
    const next = days[index + 1]
    const toOn = next === undefined ? season.endsOn : addDays(next, -1)
    return ruleSet ? [{ ruleSet, fromOn: index === 0 ? season.startsOn : day, toOn }] : []
  })
}

/** The parts one area's season falls into. Their charged days add up to the whole season, unless a base fee is charged besides. */
export function planSeason(season: SeasonFacts, area: HeatedAreaFacts, versions: readonly Version[], policy: StopPeriodParams): SeasonPlan {
  const { runs, notes } = countFrom(withoutShortStops(runsOf(season, area), policy), policy)
  const stops = runs.filter(({ status }) => status === 'stopped').length
  const { maxStops } = policy
  const faults: Fault[] =
    maxStops !== undefined && stops > maxStops
      ? [{ code: 'TOO_MANY_STOPS', path: 'periods', message: `${area.name}本采暖季报停 ${stops} 次，最多允许 ${maxStops} 次` }]
      : []
  const calendar = seasonDays(season.startsOn, season.endsOn)
  const of = policy.denominator === 'calendar' ? calendar : season.days
  const { main, base } = chargedRuns(runs, season, policy)
  const mainParts = fitDays(cut(main, versions, of), of)
  const baseParts = cut(base, versions, of)
  const wholeBase = base.length === 1 && base[0]?.fromOn === season.startsOn && base[0].toOn === season.endsOn
  const parts = [...(wholeBase ? fitDays(baseParts, of) : baseParts), ...mainParts]
  return { parts: parts.filter(({ status, days }) => status !== 'not-connected' && days > 0), notes, faults }
}

/** Every day of the season in one period: those the area names, and its own status on the days between. */
export function coverSeason(season: SeasonFacts, area: HeatedAreaFacts): HeatPeriod[] {
  const covered: HeatPeriod[] = []
  let free = season.startsOn
  for (const period of (area.periods ?? []).toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))) {
    if (period.fromOn > free) covered.push({ fromOn: free, toOn: addDays(period.fromOn, -1), status: area.status })
    covered.push(period)
    free = addDays(period.toOn, 1)
  }
  if (free <= season.endsOn) covered.push({ fromOn: free, toOn: season.endsOn, status: area.status })
  return covered
}

function runsOf(season: SeasonFacts, area: HeatedAreaFacts): Run[] {
  const runs = coverSeason(season, area).map(
    ({ status, payer, fromOn, toOn }): Run => ({ status, payer: payer ?? null, fromOn, toOn, resumption: 0, lessBaseFee: false }),
  )
  return merged(runs)
}

function withoutShortStops(runs: readonly Run[], { minStopDays }: StopPeriodParams): Shaped {
  const notes: Step[] = []
  const kept = runs.map((run): Run => {
    const days = seasonDays(run.fromOn, run.toOn)
    if (run.status !== 'stopped' || days >= minStopDays) return run
    notes.push({ code: 'stop-too-short', values: { fromOn: run.fromOn, toOn: run.toOn, days, minStopDays } })
    return { ...run, status: 'heating' }
  })
  return { runs: merged(kept), notes }
}

/** Moves the day heat is charged from to the first of its month, where the rule says so. */
function countFrom({ runs, notes }: Shaped, policy: StopPeriodParams): Shaped {
  const moved: Run[] = []
  const steps = [...notes]
  for (const run of runs) {
    const before = moved.at(-1)
    const start = before && run.status === 'heating' ? startOf(before.status, policy) : null
    const countedFrom = before && start === 'from-month' ? laterOf(before.fromOn, `${run.fromOn.slice(0, 7)}-01`) : run.fromOn
    if (before && countedFrom < run.fromOn) {
      steps.push({ code: 'counted-from', values: { after: before.status, fromOn: run.fromOn, countedFrom } })
      moved.pop()
      if (before.fromOn < countedFrom) moved.push({ ...before, toOn: addDays(countedFrom, -1) })
    }
    moved.push({ ...run, fromOn: countedFrom })
  }
  let stops = 0
  const numbered = merged(moved).map((run) => {
    if (run.status === 'stopped') stops++
    return { ...run, resumption: run.status === 'heating' ? stops : 0 }
  })
  return { runs: numbered, notes: steps }
}

function startOf(before: PeriodStatus, { resumed, connected }: StopPeriodParams): StartOfCharge | null {
  return before === 'stopped' ? resumed : before === 'not-connected' ? connected : null
}

/** `main` covers the season once; `base` are base fees charged besides. */
function chargedRuns(runs: readonly Run[], season: SeasonFacts, policy: StopPeriodParams): { readonly main: Run[]; readonly base: Run[] } {
  const heatedAfter = (index: number) => runs.slice(index + 1).some(({ status }) => status === 'heating')
  const wholeSeason = (run: Run, index: number) =>
    run.status !== 'heating' && heatedAfter(index) && startOf(run.status, policy) === 'whole-season'
  const resumed = runs.some(({ resumption }) => resumption > 0)
  const first = runs[0]
  const wholeBase = resumed && policy.baseFee !== 'by-days' && first?.status === 'stopped'
  const main = runs.map((run, index): Run => {
    if (wholeSeason(run, index)) return { ...run, status: 'heating', lessBaseFee: wholeBase && policy.baseFee === 'deducted' }
    if (wholeBase && run.status === 'stopped') return { ...run, status: 'not-connected' }
    return { ...run, lessBaseFee: wholeBase && policy.baseFee === 'deducted' && run.status === 'heating' }
  })
  const base = wholeBase
    ? [{ ...first, fromOn: season.startsOn, toOn: season.endsOn, payer: null }]
    : runs.filter((run, index) => run.status === 'stopped' && wholeSeason(run, index))
  return { main: merged(main), base }
}

/** Neighbours of one status and payer become one run; the first keeps its number. */
function merged(runs: readonly Run[]): Run[] {
  const done: Run[] = []
  for (const run of runs) {
    const last = done.at(-1)
    const same = last && last.status === run.status && last.payer === run.payer && last.lessBaseFee === run.lessBaseFee
    if (same) done[done.length - 1] = { ...last, toOn: run.toOn }
    else done.push(run)
  }
  return done
}

function cut(runs: readonly Run[], versions: readonly Version[], of: number): SeasonPart[] {
  return runs.flatMap((run) =>
    versions.flatMap(({ ruleSet, ...version }) => {
      const fromOn = laterOf(run.fromOn, version.fromOn)
      const toOn = earlierOf(run.toOn, version.toOn)
      return fromOn > toOn ? [] : [{ ...run, fromOn, toOn, days: daysBetween(fromOn, toOn) + 1, of, ruleSet }]
    }),
  )
}

/**
 * Makes the days of parts that cover the season add up to `of`, when the notice divides by another number than the calendar has:
 * heated days stay what was used; the difference goes to days without heat, the last first, and to heated days only when there are no others.
 */
function fitDays(parts: readonly SeasonPart[], of: number): SeasonPart[] {
  const days = parts.map((part) => part.days)
  let more = of - days.reduce((total, count) => total + count, 0)
  const indexes = [...parts.keys()].reverse()
  const order = [...indexes.filter((at) => parts[at]?.status !== 'heating'), ...indexes.filter((at) => parts[at]?.status === 'heating')]
  for (const at of order) {
    const was = days[at] ?? 0
    const now = Math.max(0, was + more)
    days[at] = now
    more -= now - was
  }
  return parts.map((part, at) => ({ ...part, days: days[at] ?? 0 }))
}

/** Everything wrong with the periods of an area: days that don't exist, outside the season, or named twice. */
export function checkPeriods(season: SeasonFacts, periods: HeatedAreaFacts['periods'] = []): Fault[] {
  const faults: Fault[] = []
  const sorted = periods.map((period, index) => ({ ...period, index })).sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
  for (const [at, { fromOn, toOn, index }] of sorted.entries()) {
    const path = `periods[${index}]`
    if (fromOn > toOn) faults.push(impossible(path, `用热期间结束日 ${toOn} 早于开始日 ${fromOn}`))
    else if (fromOn < season.startsOn || toOn > season.endsOn) faults.push(impossible(path, `用热期间 ${fromOn} 至 ${toOn} 不在采暖季之内`))
    const before = sorted[at - 1]
    if (before && before.toOn >= fromOn) {
      faults.push({ code: 'OVERLAPPING_DATES', path, message: `用热期间 ${fromOn} 至 ${toOn} 与 ${before.fromOn} 至 ${before.toOn} 重叠` })
    }
  }
  return faults
}
