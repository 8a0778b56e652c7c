import type { TariffFacts } from '../../../../shared/tariff/facts.ts'
import type { PricingFacts } from '../households/index.ts'
import type { Run } from './billing-run.repository.ts'

/** What a bill is priced from and stores by its hash. */
export function tariffFactsOf(
  { seasonCode, startsOn, endsOn, days }: Pick<Run, 'seasonCode' | 'startsOn' | 'endsOn' | 'days'>,
  { areas, quantities }: Pick<PricingFacts, 'areas' | 'quantities'>,
): TariffFacts {
  return { season: { code: seasonCode, startsOn, endsOn, days }, areas, ...(quantities ? { quantities } : {}) }
}
