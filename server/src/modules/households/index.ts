import { createHousehold, type HouseholdsDeps } from './create-household.ts'
import { openHouseholdSeason } from './open-household-season.ts'
import { unmaskCustomer } from './unmask-customer.ts'

export { type AddedHousehold, addHouseholds, idsForHouseholds, type NewlyAdded } from './add-households.ts'
export { classifySearch } from './classify-search.ts'
export type { CreatedHousehold } from './create-household.ts'
export { type HouseholdStatus, type PricingFacts, pricingFacts } from './household-season.repository.ts'
export {
  appendChange,
  findHousehold,
  findHouseholdInCompany,
  findHouseholds,
  type HouseholdRecord,
  listHouseholdIds,
} from './households.repository.ts'
export { type HouseholdInput, householdFaults, type OpenSeasonInput } from './inputs.ts'
export { normalName } from './search-terms.ts'

export type Households = {
  readonly createHousehold: ReturnType<typeof createHousehold>
  readonly openHouseholdSeason: ReturnType<typeof openHouseholdSeason>
  readonly unmaskCustomer: ReturnType<typeof unmaskCustomer>
}

/** Look-ups (findHousehold, pricingFacts …) are plain functions of a unit: import them from here. */
export function createHouseholds(deps: HouseholdsDeps): Households {
  return {
    createHousehold: createHousehold(deps),
    openHouseholdSeason: openHouseholdSeason(deps),
    unmaskCustomer: unmaskCustomer(deps),
  }
}
