import { type Fen, largestFen } from '../money/fen.ts'
import { compare, fraction, sum } from '../money/fraction.ts'
import { checkFacts } from './check-facts.ts'
import { checkRuleSet } from './check-rule-set.ts'
import type { TariffFacts } from './facts.ts'
import { type Fault, within } from './fault.ts'
import { type RuleKinds, ruleKinds } from './kinds/registry.ts'
import { priceHousehold } from './price-household.ts'
import { priceAreaByParts, type VersionedLine } from './price-parts.ts'
import { roundLines, type TariffLine } from './round-lines.ts'
import type { RuleSet } from './rule-set.ts'
import { versionsOf } from './season-parts.ts'

export type { TariffLine } from './round-lines.ts'

/** Either lines and no faults, or faults and no lines: half a bill is never made. */
export type SeasonPrice = { readonly lines: readonly TariffLine[]; readonly totalFen: Fen; readonly faults: readonly Fault[] }

/**
 * What one household owes for one season: preview, quote, billing run and replay all call this.
 * Lines of 0 fen are kept, since they explain why nothing is owed. `kinds` is another registry in tests only.
 */
export function priceSeason(facts: TariffFacts, ruleSet: RuleSet, kinds: RuleKinds = ruleKinds): SeasonPrice {
  const faults = [...within('ruleSet', faultsOf(ruleSet, kinds)), ...checkFacts(facts, ruleSet)]
  return faults.length > 0 ? refuse(faults) : price(facts, [ruleSet], kinds)
}

/**
 * The same where prices change within the season: each version prices the days from its own `validFrom` on, by their share of the season.
 * The order of `ruleSets` does not matter; one that never comes into force in the season changes nothing.
 */
export function priceSeasonByVersions(facts: TariffFacts, ruleSets: readonly RuleSet[], kinds: RuleKinds = ruleKinds): SeasonPrice {
  const [first, second] = ruleSets
  if (!first) return refuse([{ code: 'NO_RULE', path: 'ruleSets', message: '没有适用于本采暖季的价目' }])
  if (!second) return priceSeason(facts, first, kinds)
  const faults = [
    ...ruleSets.flatMap((ruleSet, index) => within(`ruleSets[${index}]`, faultsOf(ruleSet, kinds))),
    ...ruleSets.flatMap((ruleSet, index) => within(`ruleSets[${index}]`, otherSeason(ruleSet, first))),
    ...sameVersions(ruleSets),
    ...checkFacts(facts, first),
  ]
  return faults.length > 0 ? refuse(faults) : price(facts, ruleSets, kinds)
}

/** Rule sets known to be sound, by the registry they were checked with: a billing run prices a million homes with one, which nobody changes. */
const sound = new WeakMap<RuleSet, RuleKinds>()

function faultsOf(ruleSet: RuleSet, kinds: RuleKinds): readonly Fault[] {
  if (sound.get(ruleSet) === kinds) return []
  const faults = checkRuleSet(ruleSet, kinds)
  if (faults.length === 0) sound.set(ruleSet, kinds)
  return faults
}

function price(facts: TariffFacts, ruleSets: readonly RuleSet[], kinds: RuleKinds): SeasonPrice {
  const { season } = facts
  const versions = versionsOf(season, ruleSets)
  const areas = facts.areas.map((area, index) => {
    const { lines, faults } = priceAreaByParts({ area, season, versions, kinds })
    return { lines, faults: within(`areas[${index}]`, faults) }
  })
  const household = priceHousehold(facts, versions, kinds)
  const refusals = [...areas.flatMap((area) => area.faults), ...household.faults]
  if (refusals.length > 0) return refuse(refusals)

  const exact = [...areas.flatMap((area) => area.lines), ...household.lines]
  const tooMuch = compare(sum(exact.map(({ line }) => line.exact)), fraction(largestFen)) > 0
  if (tooMuch) return refuse([{ code: 'AMOUNT_TOO_LARGE', path: 'areas', message: '合计金额超出系统所能准确表示的范围' }])
  const lines = roundByVersion(exact, versions.length > 1)
  return { lines, totalFen: lines.reduce((total, { amountFen }) => total + amountFen, 0), faults: [] }
}

/** Lines that round alike are rounded together, whichever version they are of; a rule's own rounding comes before that of its version. */
function roundByVersion(lines: readonly VersionedLine[], several: boolean): TariffLine[] {
  const roundingOf = ({ line, ruleSet }: VersionedLine) => line.rounding ?? ruleSet.rounding
  const ruleOf = (line: VersionedLine) => {
    const { level, mode, unit } = roundingOf(line)
    return JSON.stringify([level, mode, unit])
  }
  const groups = new Map<string, TariffLine[]>()
  for (const first of lines) {
    const rule = ruleOf(first)
    if (groups.has(rule)) continue
    const alike = lines.filter((line) => ruleOf(line) === rule)
    const rounded = roundLines(
      alike.map(({ line }) => line),
      roundingOf(first),
    )
    groups.set(rule, several ? rounded.map((line, index) => ({ ...line, ruleSetVersion: alike[index]?.ruleSet.version ?? 0 })) : rounded)
  }
  return lines.flatMap((line) => groups.get(ruleOf(line))?.shift() ?? [])
}

function otherSeason(ruleSet: RuleSet, { seasonCode }: RuleSet): Fault[] {
  if (ruleSet.seasonCode === seasonCode) return []
  return [{ code: 'SEASON_MISMATCH', path: 'seasonCode', message: `价目属于 ${ruleSet.seasonCode} 采暖季，不能与 ${seasonCode} 的并用` }]
}

function sameVersions(ruleSets: readonly RuleSet[]): Fault[] {
  const seen = new Set<number>()
  return ruleSets.flatMap(({ version }, index): Fault[] => {
    const known = seen.has(version)
    seen.add(version)
    return known ? [{ code: 'OVERLAPPING_RULES', path: `ruleSets[${index}].version`, message: `价目第 ${version} 版出现两次` }] : []
  })
}

function refuse(faults: readonly Fault[]): SeasonPrice {
  return { lines: [], totalFen: 0, faults }
}
