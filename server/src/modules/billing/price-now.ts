import type { ReadUnit } from '../../database/unit-of-work.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { type PricingFacts, pricingFacts } from '../households/index.ts'
import { withMetering } from '../metering/index.ts'
import type { StoredRuleSet, Tariffs } from '../tariffs/index.ts'
import type { SeasonRecord } from '../tenancy/index.ts'
import { type PricedHousehold, priceHouseholds } from './price-households.ts'
import { tariffFactsOf } from './tariff-facts.ts'

export type PricedNow = {
  readonly facts: PricingFacts
  readonly price: PricedHousehold
  readonly ruleSets: readonly StoredRuleSet[]
}
export type PriceWish = {
  readonly tenantId: number
  readonly householdId: number
  readonly season: SeasonRecord
  /** Every version in force in the season, ascending. */
  readonly ruleSetIds: readonly number[]
}

/**
 * One household's season by the facts as they stand in this unit, as the billing run would price it. Throws NO_SEASON_RECORD, CANNOT_PRICE with every
 * fault in words.
 */
export function priceNow(tariffs: Tariffs) {
  return async (unit: ReadUnit, { tenantId, householdId, season, ruleSetIds }: PriceWish): Promise<PricedNow> => {
    const recorded = await pricingFacts(unit, { tenantId, householdIds: [householdId], seasonId: season.id })
    const [facts] = await withMetering(unit, season, recorded)
    if (!facts) throw new DomainError(409, 'NO_SEASON_RECORD', `该用热户没有 ${season.code} 采暖季的面积资料`)
    const sets = await tariffs.ruleSets(unit, ruleSetIds)
    const ruleSets = ruleSetIds.flatMap((id) => sets.get(id) ?? [])
    const { code: seasonCode, startsOn, endsOn, days } = season
    const request = {
      householdNo: facts.householdNo,
      facts: tariffFactsOf({ seasonCode, startsOn, endsOn, days }, facts),
      ruleSets: ruleSets.map((_, index) => index),
    }
    const [price] = priceHouseholds([request], ruleSets)
    if (!price) throw new Error('no price was answered')
    if (price.faults.length > 0) {
      const errors = price.faults.map(({ path, message }) => ({ path, message }))
      throw new DomainError(422, 'CANNOT_PRICE', `按价目无法计费：${errors.map(({ message }) => message).join('；')}`, { errors })
    }
    return { facts, price, ruleSets }
  }
}
