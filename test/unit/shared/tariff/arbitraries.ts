import fc from 'fast-check'
import type { HeatedAreaFacts, TariffFacts } from '../../../../shared/tariff/facts.ts'
import type { RoundingRule } from '../../../../shared/tariff/rule-set.ts'
import { facts, flat } from './town.ts'

const anyArea: fc.Arbitrary<HeatedAreaFacts> = fc
  .record({
    billedMilliM2: fc.nat(500_000),
    grossMilliM2: fc.nat(500_000),
    customerClass: fc.constantFrom('residential', 'non-residential'),
    status: fc.constantFrom('heating' as const, 'stopped' as const),
  })
  .map(flat)

/** One to six areas, every one of which the rules of the town can price. */
export const anyFacts: fc.Arbitrary<TariffFacts> = fc
  .array(anyArea, { minLength: 1, maxLength: 6 })
  .map((areas) => facts(...areas.map((area, index) => ({ ...area, areaNo: index + 1 }))))

export const anyRounding: fc.Arbitrary<RoundingRule> = fc.record({
  level: fc.constantFrom('line' as const, 'fee' as const, 'bill' as const),
  mode: fc.constantFrom('half-up' as const, 'truncate' as const),
  unit: fc.constantFrom('fen' as const, 'jiao' as const, 'yuan' as const),
})
