import { priceSeason, type SeasonPrice } from '../../../../shared/tariff/engine.ts'
import type { TariffFacts } from '../../../../shared/tariff/facts.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { hashOf } from '../../platform/crypto.ts'

export type PriceRequest = { readonly facts: TariffFacts; readonly ruleSet: number }
export type PricedHousehold = SeasonPrice & { readonly factsHash: string }

/** Prices many households; pure, so that it runs in a thread of its own as well as here. `ruleSet` is an index into `ruleSets`. */
export function priceHouseholds(requests: readonly PriceRequest[], ruleSets: readonly RuleSet[]): PricedHousehold[] {
  return requests.map(({ facts, ruleSet }) => {
    const set = ruleSets[ruleSet]
    if (!set) throw new RangeError(`no rule set ${ruleSet}`)
    return { ...priceSeason(facts, set), factsHash: hashOf(facts) }
  })
}
