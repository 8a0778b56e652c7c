import fc from 'fast-check'
import type { HeatedAreaFacts, HeatPeriod, TariffFacts } from '../../../../shared/tariff/facts.ts'
import type { Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { rule } from './amounts.ts'
import { anyRounding } from './arbitraries.ts'
import { flat, ruleSet } from './town.ts'

const startsAt = Date.UTC(2018, 10, 1)
export const dayOf = (count: number): string => new Date(startsAt + count * 86_400_000).toISOString().slice(0, 10)
/** 2018-11-01 to 2019-03-31. */
const seasonLength = 151

const ratio = (most: number) =>
  fc.record({ num: fc.nat(most * 12), den: fc.constantFrom(12, 40, 100, 333) }).filter(({ num, den }) => num <= most * den)
const basis = fc.constantFrom('billed', 'gross', 'inside')
const price = fc.integer({ min: 1, max: 600_000 })
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
const height = { height: fc.constantFrom('storey', 'clear'), scales: fc.constantFrom('area', 'price'), unrecorded: fc.constant('none') }

const heatRules: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ priceE4: price, areaBasis: basis }).map((params) => rule('area-price@1', params)),
  fc
    .record({ priceE4: fc.nat(5_000), per: fc.constant('day'), count: fc.constantFrom(120, 121, 'season-days'), areaBasis: basis })
    .map((params) => rule('period-price@1', params)),
  fc.tuple(fc.integer({ min: 1, max: 90_000 }), price, price, basis).map(([to, low, high, areaBasis]) =>
    rule('banded-price@1', {
      areaBasis,
      by: 'area-tiers',
      bound: 'upper',
      bands: [
        { from: 0, to, priceE4: low },
        { from: to, to: null, priceE4: high },
      ],
    }),
  ),
  fc
    .tuple(fc.constantFrom('area', 'height'), fc.integer({ min: 1, max: 90_000 }), price, price, fc.constantFrom('lower', 'upper'))
    .map(([by, to, low, high, bound]) =>
      rule('banded-price@1', {
        areaBasis: 'billed',
        by,
        ...(by === 'height' ? { height: 'storey' } : {}),
        bound,
        bands: [
          { from: 0, to: by === 'height' ? 3_200 : to, priceE4: low },
          { from: by === 'height' ? 3_200 : to, to: null, priceE4: high },
        ],
      }),
    ),
  fc
    .tuple(price, price, fc.nat(9_999), maybe(fc.constantFrom({ num: 1, den: 1 }, { num: 115, den: 100 })), basis)
    .map(([areaPriceE4, basicPriceE4, heatPriceE4, cap, areaBasis]) =>
      rule('two-part@1', { areaBasis, areaPriceE4, basicPriceE4, heatPriceE4, unit: 'kWh', missing: 'area-fee', ...(cap ? { cap } : {}) }),
    ),
)

const factorRules: fc.Arbitrary<Rule>[] = [
  fc.record({ ratio: ratio(1), name: fc.constant('折算') }).map((params) => rule('area-ratio@1', params)),
  fc.record({ areaBasis: fc.constant('gross'), share: ratio(1) }).map((params) => rule('public-share@1', params)),
  ratio(2).map((factor) =>
    rule('row-factor@1', { by: 'rowKind', entries: [{ value: 'attic', name: '阁楼', factor }], otherwise: { num: 1, den: 1 } }),
  ),
  ratio(1).map((factor) =>
    rule('building-coefficient@1', {
      by: 'buildingType',
      entries: [{ value: 'high', name: '高层', factor }],
      otherwise: { num: 9, den: 10 },
    }),
  ),
  fc
    .record({ belowPpm: fc.nat(1_000_000), surcharge: ratio(1), unrecorded: fc.constant('none') })
    .map((params) => rule('low-occupancy@1', params)),
  fc.tuple(ratio(1), fc.constantFrom('lower', 'upper')).map(([factor, bound]) =>
    rule('clear-height@1', {
      rowKinds: ['attic'],
      bands: [
        { from: 0, to: 3_001, factor },
        { from: 3_001, to: null, factor: { num: 1, den: 1 } },
      ],
      bound,
    }),
  ),
  fc.tuple(ratio(2), ratio(2), fc.constantFrom('lower', 'upper')).map(([low, high, bound]) =>
    rule('height-bands@1', {
      height: 'storey',
      scales: 'area',
      unrecorded: 'none',
      overMm: 3_000,
      bands: [
        { from: 3_000, to: 3_500, factor: low },
        { from: 3_500, to: null, factor: high },
      ],
      bound,
    }),
  ),
  fc.record({ ...height, overMm: fc.constantFrom(3000, 3200), perMm: fc.constant(3000) }).map((params) => rule('height-ratio@1', params)),
  fc.record({ ...height, overMm: fc.constantFrom(3000, 3500), perMetre: ratio(1) }).map((params) => rule('height-linear@1', params)),
  fc
    .record(
      {
        ...height,
        overMm: fc.constantFrom(3000, 3500),
        stepMm: fc.constantFrom(100, 200, 300),
        steps: fc.constantFrom('started', 'full'),
        perStep: ratio(1),
      },
      {},
    )
    .chain((params) => maybe(ratio(2)).map((cap) => rule('height-steps@1', { ...params, ...(cap ? { cap } : {}) }))),
]
const limit = fc
  .tuple(fc.nat(30_000), fc.integer({ min: 30_000, max: 300_000 }))
  .map(([least, most]) => rule('charge-limit@1', { least: { fen: least }, most: { fen: most } }))
const policy = fc
  .record({
    minStopDays: fc.constantFrom(0, 15, 30),
    resumed: fc.constantFrom('from-day', 'from-month'),
    connected: fc.constantFrom('from-day', 'from-month'),
    baseFee: fc.constant('by-days'),
    denominator: fc.constantFrom('notice', 'calendar'),
  })
  .map((params) => rule('stop-period@1', params))
const payers = fc.tuple(ratio(1), fc.nat(50_000)).map(([share, amountFen]) =>
  rule('payer-share@1', {
    parts: [
      { payer: 'government', pays: { kind: 'share', share } },
      { payer: 'org', pays: { kind: 'fixed', amountFen } },
    ],
  }),
)
const payerTiers = fc.tuple(ratio(1), fc.nat(60_000), price, maybe(fc.nat(60_000))).map(([share, milliM2, priceE4, firstMilliM2]) =>
  rule('payer-share@2', {
    parts: [
      { payer: 'government', pays: { kind: 'share', share, first: { milliM2, areaBasis: 'inside' } } },
      {
        payer: 'developer',
        pays: { kind: 'per-area', priceE4, areaBasis: 'billed', ...(firstMilliM2 === undefined ? {} : { firstMilliM2 }) },
      },
      { payer: 'org', pays: { kind: 'fixed', amountFen: 3_333 } },
    ],
  }),
)
const deadline = fc
  .record({
    deadline: fc.oneof(
      fc.record({ kind: fc.constant('before-season'), days: fc.nat(60) }),
      fc.nat(90).map((day) => ({ kind: 'day', on: dayOf(day - 60) })),
    ),
    noticeDays: maybe(fc.nat(30)),
    late: fc.constantFrom('as-heated', 'from-application', 'from-next-month'),
    handlingDays: fc.nat(20),
    unrecorded: fc.constant('in-time'),
  })
  .map(({ noticeDays, ...params }) => rule('stop-deadline@1', { ...params, ...(noticeDays === undefined ? {} : { noticeDays }) }))
const fees: fc.Arbitrary<Rule>[] = [
  fc.nat(9_999).map((amountFen) => rule('fixed-fee@1', { amountFen, quantity: 'handling' }, { feeType: 'handling' })),
  price.map((priceE4) => rule('quantity-fee@1', { quantity: 'water', unit: '立方米', priceE4 }, { feeType: 'hot-water' })),
  ratio(1).map((share) => rule('percent-fee@1', { ofFeeType: 'heat', share }, { feeType: 'extra' })),
  price.map((priceE4) => rule('area-fee@1', { priceE4, areaBasis: 'gross' }, { feeType: 'connection' })),
]

/** One heat price, any factors, limits, payers and fees; every area can be priced. */
export const anyRuleSet: fc.Arbitrary<RuleSet> = fc
  .tuple(
    heatRules,
    fc.subarray(factorRules).chain((some) => fc.tuple(...some)),
    fc.subarray(fees).chain((some) => fc.tuple(...some)),
    fc.subarray([limit, fc.oneof(payers, payerTiers), policy, deadline]).chain((some) => fc.tuple(...some)),
    ratio(1),
    anyRounding,
    maybe(anyRounding.filter(({ level }) => level !== 'bill')),
  )
  .map(([plainHeat, factors, otherFees, others, share, rounding, own]) => {
    const heat = own ? { ...plainHeat, rounding: own } : plainHeat
    // A limit holds for a charge that takes factors; the two-part charge does not.
    const rest = heat.kind === 'two-part@1' ? others.filter(({ kind }) => kind !== 'charge-limit@1') : others
    const special =
      heat.kind === 'area-price@1' ? [{ ...heat, customerClass: 'shop', params: { ...heat.params, priceE4: 350_001 } } as Rule] : []
    return ruleSet({
      rounding,
      rules: [heat, ...special, rule('stop-base-fee@1', { share }, { feeType: 'stop-base-fee' }), ...factors, ...rest, ...otherFees],
    })
  })

const applied = maybe(fc.nat(250).map((day) => dayOf(day - 90)))
const periods: fc.Arbitrary<HeatPeriod[]> = fc.uniqueArray(fc.nat(seasonLength - 1), { minLength: 2, maxLength: 4 }).chain((marks) => {
  const ends = marks.toSorted((a, b) => a - b)
  return fc
    .array(
      fc.tuple(fc.constantFrom('stopped' as const, 'heating' as const, 'not-connected' as const), maybe(fc.constant('developer' as const))),
      {
        minLength: ends.length - 1,
        maxLength: ends.length - 1,
      },
    )
    .map((kinds) =>
      kinds.map(([status, payer], index) => ({
        fromOn: dayOf(ends[index] ?? 0),
        toOn: dayOf((ends[index + 1] ?? 0) - 1),
        status,
        ...(payer ? { payer } : {}),
      })),
    )
    .chain((some) =>
      fc.tuple(...some.map((period) => applied.map((appliedOn) => (appliedOn === undefined ? period : { ...period, appliedOn })))),
    )
})

const anyArea = (divided: boolean): fc.Arbitrary<HeatedAreaFacts> =>
  fc
    .record({
      billedMilliM2: fc.nat(300_000),
      insideMilliM2: fc.nat(200_000),
      publicShareMilliM2: fc.nat(50_000),
      heightMm: fc.constantFrom(2_800, 3_000, 3_199, 3_200, 3_250, 3_500, 3_600, 4_500),
      clearHeightMm: fc.constantFrom(2_700, 3_001, 3_333, 4_000),
      customerClass: fc.constantFrom('residential', 'shop'),
      status: fc.constantFrom('heating' as const, 'stopped' as const),
      rowKind: fc.constantFrom('room', 'attic'),
      buildingType: fc.constantFrom('high', 'multi'),
      occupancyPpm: fc.nat(1_000_000),
      stopAppliedOn: applied,
      extra: divided ? maybe(periods).map((some) => (some ? { periods: some } : {})) : maybe(fc.nat(20_000_000)).map(read),
    })
    .map(({ extra, stopAppliedOn, ...area }) => {
      // A metered home may not be divided, which a late stop would do.
      const when = stopAppliedOn === undefined || 'metering' in extra ? {} : { stopAppliedOn }
      return flat({ ...area, grossMilliM2: area.insideMilliM2 + area.publicShareMilliM2, ...when, ...extra })
    })

function read(used: number | undefined): Pick<HeatedAreaFacts, 'metering'> | object {
  return used === undefined
    ? {}
    : { metering: { state: 'read', meters: [{ meterNo: 'R', unit: 'kWh', startMilli: 7, endMilli: 7 + used }] } }
}

/** One or two areas, divided into periods or metered, with quantities or without. */
export const anyFacts = (divided: boolean): fc.Arbitrary<TariffFacts> =>
  fc
    .record({
      areas: fc.array(anyArea(divided), { minLength: 1, maxLength: 2 }),
      days: fc.constantFrom(120, 121, 150, seasonLength, 160),
      quantities: maybe(fc.record({ handling: fc.nat(4).map((count) => count * 1000), water: fc.nat(50_000) })),
    })
    .map(({ areas, days, quantities }) => ({
      season: { code: '2018-2019', startsOn: dayOf(0), endsOn: dayOf(seasonLength - 1), days },
      areas: areas.map((area, index) => ({ ...area, areaNo: index + 1 })),
      ...(quantities ? { quantities } : {}),
    }))

/** Facts with one rule set, or with two of which the second takes over within the season. */
export const anyCase: fc.Arbitrary<{ readonly facts: TariffFacts; readonly ruleSets: readonly RuleSet[] }> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ facts: anyFacts(false), ruleSets: anyRuleSet.map((set) => [set]) }) },
  { weight: 2, arbitrary: fc.record({ facts: anyFacts(true), ruleSets: anyRuleSet.map((set) => [set]) }) },
  {
    weight: 1,
    arbitrary: fc.tuple(anyFacts(true), anyRuleSet, anyRuleSet, fc.nat(seasonLength - 1)).map(([facts, first, second, day]) => ({
      facts,
      ruleSets: [first, { ...second, version: 4, validFrom: dayOf(day) }],
    })),
  },
)
