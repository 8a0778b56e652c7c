import type { TariffFacts } from './facts.ts'
import type { Fault } from './fault.ts'
import { kindOf, type RuleKinds } from './kinds/registry.ts'
import { isRefused } from './kinds/rule-kind.ts'
import { roundingOf, seasonStep } from './price-area.ts'
import type { PartsResult, VersionedLine } from './price-parts.ts'
import type { Rule } from './rule-set.ts'
import type { Version } from './season-parts.ts'
import { selectRule } from './select-rules.ts'

/**
 * Every charge that belongs to no area, not rounded: charged once a season by the version it begins with.
 * The customer class and price type are those of the household's first area.
 */
export function priceHousehold(facts: TariffFacts, versions: readonly Version[], kinds: RuleKinds): PartsResult {
  const [area] = facts.areas
  const ruleSet = versions[0]?.ruleSet
  const lines: VersionedLine[] = []
  const faults: Fault[] = []
  if (!area || !ruleSet) return { lines, faults }
  for (const candidates of slotsOf(ruleSet.rules, kinds)) {
    const selected = selectRule(candidates, area)
    faults.push(...selected.faults)
    const kind = selected.rule && kindOf(kinds, selected.rule.kind)
    if (!selected.rule || kind?.role !== 'household-charge') continue
    const priced = kind.price({ facts, rule: selected.rule, ruleSet })
    if (priced === null) continue
    if (isRefused(priced)) faults.push(...priced.faults)
    else {
      const { feeType, kind: ruleKind } = selected.rule
      const line = {
        feeType,
        areaNo: null,
        purpose: kind.purpose(selected.rule),
        ruleKind,
        covers: feeType,
        exact: priced.exact,
        ...roundingOf(selected.rule),
      }
      lines.push({ line: { ...line, steps: [seasonStep(facts.season), ...priced.steps] }, ruleSet })
    }
  }
  return { lines, faults }
}

function slotsOf(rules: readonly Rule[], kinds: RuleKinds): Rule[][] {
  const slots = new Map<string, Rule[]>()
  for (const rule of rules) {
    const kind = kindOf(kinds, rule.kind)
    if (kind?.role !== 'household-charge') continue
    const key = JSON.stringify([rule.feeType, kind.purpose(rule)])
    slots.set(key, [...(slots.get(key) ?? []), rule])
  }
  return [...slots.values()]
}
