import type { HeatedAreaFacts, TariffFacts } from '../../../../shared/tariff/facts.ts'
import type { Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { rule } from './amounts.ts'
import { facts, flat, ruleSet } from './town.ts'

/** One case for each way a kind of rule can price a home. `told`: facts of the first area (or of `facts`, from the top) that its text must tell. */
export type Showcase = {
  readonly kinds: readonly Rule['kind'][]
  readonly what: string
  readonly ruleSets: readonly RuleSet[]
  readonly facts: TariffFacts
  readonly told: readonly string[]
}

const kindOf = (rules: readonly Rule[]) => [...new Set(rules.map(({ kind }) => kind))]
export const area = (...told: string[]) => told.map((path) => `areas.0.${path}`)
export const ratio = (num: number, den: number) => ({ num, den })
export const price = rule('area-price@1', { priceE4: 205_000, areaBasis: 'billed' })

export function showcase(
  what: string,
  rules: Rule[],
  change: Partial<HeatedAreaFacts>,
  told: string[],
  more: Partial<TariffFacts> = {},
): Showcase {
  return { kinds: kindOf(rules), what, ruleSets: [ruleSet({ rules })], facts: { ...facts(flat(change)), ...more }, told }
}
