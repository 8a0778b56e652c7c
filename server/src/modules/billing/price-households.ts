import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { priceSeasonByVersions, type SeasonPrice } from '../../../../shared/tariff/engine.ts'
import type { TariffFacts } from '../../../../shared/tariff/facts.ts'
import { sha256 } from '../../platform/crypto.ts'
import type { StoredRuleSet } from '../tariffs/index.ts'
import { type PricedLine, pricedLine } from './priced-line.ts'

/** `ruleSets` are indexes into the list of rule sets handed in: all versions in force in the season, ascending. */
export type PriceRequest = { readonly householdNo: string; readonly facts: TariffFacts; readonly ruleSets: readonly number[] }
export type PricedHousehold = Omit<SeasonPrice, 'lines'> & {
  readonly lines: readonly PricedLine[]
  /** Canonical, and their hash. */
  readonly factsText: string
  readonly factsHash: string
}

/** Prices many households down to what is written of each line; pure, so that it runs in a thread of its own as well as here. */
export function priceHouseholds(requests: readonly PriceRequest[], ruleSets: readonly StoredRuleSet[]): PricedHousehold[] {
  return requests.map(({ householdNo, facts, ruleSets: indexes }) => {
    const versions = indexes.map((index) => {
      const set = ruleSets[index]
      if (!set) throw new RangeError(`no rule set ${index}`)
      return set
    })
    const price = priceSeasonByVersions(facts, versions)
    const bill = { householdNo, seasonCode: facts.season.code, areas: facts.areas, ruleSets: versions }
    const factsText = canonicalJson(facts)
    return { ...price, lines: price.lines.map((line) => pricedLine(bill, line)), factsText, factsHash: sha256(factsText) }
  })
}
