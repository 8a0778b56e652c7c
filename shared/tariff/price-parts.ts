import { add, compare, type Fraction, fraction, multiply, zero } from '../money/fraction.ts'
import { exactValues } from './exact-step.ts'
import type { HeatedAreaFacts, HeatedAreaStatus, SeasonFacts } from './facts.ts'
import type { Fault } from './fault.ts'
import { kindOf, type RuleKinds } from './kinds/registry.ts'
import type { StopDeadlineRule } from './kinds/stop-deadline.ts'
import { plainStopPeriod, type StopPeriodRule } from './kinds/stop-period.ts'
import { type AreaResult, type ExactLine, priceArea } from './price-area.ts'
import type { RuleSet } from './rule-set.ts'
import { planSeason, type SeasonPart, type Version } from './season-parts.ts'
import { selectRule } from './select-rules.ts'
import type { Step } from './step.ts'
import { judgeStops } from './stop-deadline.ts'

/** A line with the rule set whose rounding is its own. */
export type VersionedLine = { readonly line: ExactLine; readonly ruleSet: RuleSet }
export type PartsResult = { readonly lines: readonly VersionedLine[]; readonly faults: readonly Fault[] }

type Input = {
  readonly area: HeatedAreaFacts
  readonly season: SeasonFacts
  readonly versions: readonly Version[]
  readonly kinds: RuleKinds
}

/** Every charge of one area over a season that may be divided by stops, payers and price changes; not rounded. */
export function priceAreaByParts({ area: asRecorded, season, versions, kinds }: Input): PartsResult {
  const [version] = versions
  if (!version) return { lines: [], faults: [] }
  const deadlines = version.ruleSet.rules.filter((rule): rule is StopDeadlineRule => rule.kind === 'stop-deadline@1')
  const deadline = selectRule(deadlines, asRecorded)
  const stops = judgeStops(season, asRecorded, deadline.rule?.params)
  const { area } = stops
  if (versions.length === 1 && !area.periods) {
    const { lines, faults } = priceArea({ area, season, ruleSet: version.ruleSet, kinds })
    return {
      lines: lines.map((line) => ({ line: withNotes(line, stops.notes), ruleSet: version.ruleSet })),
      faults: [...deadline.faults, ...stops.faults, ...faults],
    }
  }
  const policies = version.ruleSet.rules.filter((rule): rule is StopPeriodRule => rule.kind === 'stop-period@1')
  const policy = selectRule(policies, area)
  const plan = planSeason(season, area, versions, policy.rule?.params ?? plainStopPeriod)
  const notes = [...stops.notes, ...plan.notes]
  const faults = [...deadline.faults, ...stops.faults, ...policy.faults, ...plan.faults]
  const lines: (VersionedLine & { readonly lessBaseFee: boolean })[] = []
  const chargedOnce = new Set<string>()
  const priceOnce = new Map<string, AreaResult>()
  const wholeSeason = (status: HeatedAreaStatus, ruleSet: RuleSet) => {
    const key = `${status} ${ruleSet.version}`
    const priced = priceOnce.get(key) ?? priceArea({ area: { ...area, status }, season, ruleSet, kinds })
    priceOnce.set(key, priced)
    return priced
  }
  for (const [index, part] of plan.parts.entries()) {
    const status = part.status === 'stopped' ? 'stopped' : 'heating'
    const priced = wholeSeason(status, part.ruleSet)
    for (const fault of priced.faults) if (!faults.some(({ message }) => message === fault.message)) faults.push(fault)
    for (const line of priced.lines) {
      const kind = kindOf(kinds, line.ruleKind)
      if (kind?.role === 'charge' && kind.undivided?.(area) && (plan.parts.length > 1 || part.days !== part.of)) {
        const message = `${area.name}按计量结算，不能再按天分摊：停热、复热或季中调价时应分段抄表`
        return { lines: [], faults: [{ code: 'CANNOT_BE_DIVIDED', path: 'metering', message }] }
      }
      const once = kind?.role === 'charge' && kind.once
      const slot = JSON.stringify([line.feeType, line.purpose])
      if (once && chargedOnce.has(slot)) continue
      chargedOnce.add(slot)
      const shared = line.sharedWith ? { sharedWith: `${line.sharedWith} ${index}` } : {}
      const charged = once ? line : ofPart(line, part, notes, versions.length > 1)
      lines.push({ line: { ...charged, ...shared }, ruleSet: part.ruleSet, lessBaseFee: part.lessBaseFee && !once })
    }
  }
  return { lines: withOwnPurposes(takeOffBaseFee(lines)), faults }
}

function ofPart(line: ExactLine, part: SeasonPart, notes: readonly Step[], several: boolean): ExactLine {
  const { status, fromOn, toOn, days, of: seasonDays, payer, resumption } = part
  const version = several ? { ruleSetVersion: part.ruleSet.version } : {}
  const paidBy = payer === null || line.payer ? {} : { payer }
  const { steps } = withNotes(line, notes)
  return {
    ...line,
    ...paidBy,
    purpose: purposeOf(line, resumption) + (paidBy.payer ? `:${paidBy.payer}` : ''),
    exact: multiply(line.exact, fraction(days, seasonDays)),
    steps: [
      ...steps,
      { code: 'period', values: { status, fromOn, toOn, days, seasonDays, ...version } },
      ...(paidBy.payer ? [{ code: 'period-payer', values: { payer: paidBy.payer } }] : []),
    ],
  }
}

/** What is told about the stops comes right after the season. */
function withNotes(line: ExactLine, notes: readonly Step[]): ExactLine {
  const [season, ...steps] = line.steps
  return season && notes.length > 0 ? { ...line, steps: [season, ...notes, ...steps] } : line
}

/** Heat after a stop is `resume-1`, `resume-2`… */
function purposeOf({ purpose, covers }: ExactLine, resumption: number): string {
  const heat = purpose === covers || purpose.startsWith(`${covers}:`)
  return heat && resumption > 0 ? `resume-${resumption}${purpose.slice(covers.length)}` : purpose
}

/** Takes the base fees of each fee type off the heat charged after them, until they are used up. */
function takeOffBaseFee(lines: readonly (VersionedLine & { readonly lessBaseFee: boolean })[]): VersionedLine[] {
  const left = new Map<string, Fraction>()
  return lines.map(({ line, ruleSet, lessBaseFee }) => {
    const base = left.get(line.covers) ?? zero
    if (!lessBaseFee) {
      if (line.purpose === 'stop-base-fee') left.set(line.covers, add(base, line.exact))
      return { line, ruleSet }
    }
    if (base.num === 0n || line.payer) return { line, ruleSet }
    const used = compare(base, line.exact) < 0 ? base : line.exact
    const rest = add(line.exact, negative(used))
    left.set(line.covers, add(base, negative(used)))
    const step: Step = { code: 'less-base-fee', values: { ...exactValues(used, 'base'), ...exactValues(rest, 'rest') } }
    return { line: { ...line, exact: rest, steps: [...line.steps, step] }, ruleSet }
  })
}

function negative({ num, den }: Fraction): Fraction {
  return fraction(-num, den)
}

/** No two lines of an area and fee type may be for the same purpose: the second stop is stop-base-fee-2. */
function withOwnPurposes(lines: readonly VersionedLine[]): VersionedLine[] {
  const seen = new Map<string, number>()
  return lines.map(({ line, ruleSet }) => {
    const key = JSON.stringify([line.feeType, line.purpose])
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    return { line: count === 1 ? line : { ...line, purpose: `${line.purpose}-${count}` }, ruleSet }
  })
}
