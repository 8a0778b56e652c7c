import type { MeteringFacts } from '../../../../shared/tariff/facts.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { rule } from './amounts.ts'
import { area, price, ratio, type Showcase, showcase } from './showcase.ts'
import { stopped, stopShowcases } from './showcases-of-stops.ts'
import { facts, flat, heatRule, ruleSet, stopRule } from './town.ts'

const common = { height: 'storey', scales: 'price', unrecorded: 'refuse' }
const heights = area('heightMm', 'billedMilliM2')
const twoPart = (change: object = {}) =>
  rule('two-part@1', {
    areaBasis: 'billed',
    areaPriceE4: 220_000,
    basicPriceE4: 66_000,
    heatPriceE4: 1_570,
    unit: 'kWh',
    missing: 'area-fee',
    ...change,
  })
const read = (...used: [start: number, end: number][]): { readonly metering: MeteringFacts } => ({
  metering: {
    state: 'read',
    meters: used.map(([startMilli, endMilli], index) => ({ meterNo: `R-${index + 1}`, unit: 'kWh', startMilli, endMilli })),
  },
})
const payer1 = (...parts: object[]) => rule('payer-share@1', { parts })
const payer2 = (...parts: object[]) => rule('payer-share@2', { parts })

/** Every way any kind of rule can price a home. */
export const showcases: readonly Showcase[] = [
  showcase('price per m² and season', [price], {}, [
    ...area('areaNo', 'name', 'billedMilliM2', 'provenance', 'customerClass', 'priceType'),
    'season.days',
  ]),
  showcase(
    'price per month',
    [rule('period-price@1', { priceE4: 58_000, per: 'month', count: 4, areaBasis: 'gross' })],
    {},
    area('grossMilliM2'),
  ),
  showcase(
    'price per day of the season',
    [rule('period-price@1', { priceE4: 1_800, per: 'day', count: 'season-days', areaBasis: 'inside' })],
    {},
    [...area('insideMilliM2'), 'season.days'],
  ),
  ...(['area-tiers', 'area', 'height'] as const).map((by) =>
    showcase(
      `bands by ${by}`,
      [
        rule('banded-price@1', {
          areaBasis: 'billed',
          by,
          bound: 'upper',
          ...(by === 'height' ? { height: 'clear' } : {}),
          bands: [
            { from: 0, to: 30_000, priceE4: 180_000 },
            { from: 30_000, to: null, priceE4: 240_001 },
          ],
        }),
      ],
      { clearHeightMm: 3_100 },
      area('billedMilliM2', ...(by === 'height' ? ['clearHeightMm'] : [])),
    ),
  ),
  showcase(
    'building type, row kind, ratio and public share',
    [
      rule('area-price@1', { priceE4: 205_000, areaBasis: 'gross' }),
      rule('building-coefficient@1', {
        by: 'buildingType',
        entries: [{ value: 'high', name: '高层', factor: ratio(82, 100) }],
        otherwise: ratio(9, 10),
      }),
      rule('row-factor@1', { by: 'rowKind', entries: [{ value: 'attic', name: '阁楼', factor: ratio(1, 2) }], otherwise: ratio(2, 3) }),
      rule('area-ratio@1', { ratio: ratio(1000, 1333), name: '使用面积系数' }),
      rule('public-share@1', { areaBasis: 'gross', share: ratio(1, 2) }),
    ],
    { insideMilliM2: null, publicShareMilliM2: 8_750, buildingType: 'high', rowKind: 'attic' },
    area('grossMilliM2', 'publicShareMilliM2', 'buildingType', 'rowKind'),
  ),
  showcase(
    'sloped roof by its clear height',
    [
      price,
      rule('clear-height@1', {
        rowKinds: ['sloped-roof'],
        bands: [
          { from: 0, to: 1200, factor: ratio(0, 1) },
          { from: 1200, to: 2100, factor: ratio(1, 2) },
          { from: 2100, to: null, factor: ratio(1, 1) },
        ],
        bound: 'lower',
      }),
    ],
    { rowKind: 'sloped-roof', clearHeightMm: 1_900 },
    area('clearHeightMm', 'rowKind'),
  ),
  showcase('height as a ratio', [price, rule('height-ratio@1', { ...common, overMm: 3000, perMm: 3000 })], { heightMm: 3_200 }, heights),
  showcase(
    'height in steps',
    [price, rule('height-steps@1', { ...common, scales: 'area', overMm: 3200, stepMm: 100, steps: 'full', perStep: ratio(3, 100) })],
    { heightMm: 3_777 },
    heights,
  ),
  showcase(
    'height in steps, capped',
    [
      price,
      rule('height-steps@1', {
        ...common,
        height: 'clear',
        overMm: 3200,
        stepMm: 100,
        steps: 'started',
        perStep: ratio(3, 100),
        cap: ratio(1, 10),
      }),
    ],
    { clearHeightMm: 3_777 },
    area('clearHeightMm'),
  ),
  showcase(
    'height along a line, single storey',
    [price, rule('height-linear@1', { ...common, overMm: 3000, perMetre: ratio(333, 1000), singleStoreyBase: ratio(2, 1) })],
    { heightMm: 4_321, singleStorey: true },
    [...heights, ...area('singleStorey')],
  ),
  showcase(
    'height by bands',
    [
      price,
      rule('height-bands@1', {
        ...common,
        overMm: 3000,
        bands: [
          { from: 3000, to: 4000, factor: ratio(12, 10) },
          { from: 4000, to: null, factor: ratio(15, 10) },
        ],
        bound: 'upper',
      }),
    ],
    { heightMm: 3_600 },
    heights,
  ),
  showcase(
    'height by contract',
    [price, rule('height-ratio@1', { ...common, overMm: 3000, perMm: 3000, contractOverMm: 6000 })],
    { heightMm: 7_000, contractFactor: ratio(225, 100) },
    [...heights, ...area('contractFactor.num', 'contractFactor.den')],
  ),
  showcase(
    'few neighbours heat',
    [price, rule('low-occupancy@1', { belowPpm: 500_000, surcharge: ratio(20, 100), unrecorded: 'refuse' })],
    { occupancyPpm: 312_345 },
    area('occupancyPpm'),
  ),
  showcase('a minimum', [price, rule('charge-limit@1', { least: { fen: 100_000 } })], {}, area('billedMilliM2')),
  showcase(
    'a cap by area',
    [price, rule('charge-limit@1', { most: { priceE4: 150_000, areaBasis: 'gross' } })],
    {},
    area('billedMilliM2', 'grossMilliM2'),
  ),
  showcase('two-part, before the season', [twoPart({ days: 121, areaPriceE4: 1_800, basicPriceE4: 540 })], {}, area('billedMilliM2')),
  showcase(
    'two-part, two meters',
    [twoPart()],
    read([1_000, 2_345_678], [0, 98_765]),
    area(
      'billedMilliM2',
      'metering.meters.0.startMilli',
      'metering.meters.0.endMilli',
      'metering.meters.1.endMilli',
      'metering.meters.0.meterNo',
    ),
  ),
  showcase(
    'two-part, capped',
    [twoPart({ cap: ratio(115, 100) })],
    read([0, 20_000_000]),
    area('billedMilliM2', 'metering.meters.0.endMilli'),
  ),
  showcase('two-part, no meter', [twoPart()], { metering: { state: 'missing' } }, area('billedMilliM2')),
  showcase(
    'two-part, as the neighbours',
    [twoPart({ missing: 'neighbours' })],
    { metering: { state: 'missing', unit: 'kWh', neighboursMilliPerM2: 52_345 } },
    area('billedMilliM2', 'metering.neighboursMilliPerM2'),
  ),
  ...stopShowcases,
  showcase(
    'payers, as it was',
    [
      price,
      payer1(
        { payer: 'government', pays: { kind: 'per-area', priceE4: 30_000, areaBasis: 'billed' } },
        { payer: 'developer', pays: { kind: 'share', share: ratio(1, 3) } },
        { payer: 'org', pays: { kind: 'fixed', amountFen: 20_000 } },
      ),
    ],
    {},
    area('billedMilliM2'),
  ),
  showcase(
    'payers, the first square metres',
    [
      price,
      payer2(
        { payer: 'government', pays: { kind: 'share', share: ratio(85, 100), first: { milliM2: 25_000, areaBasis: 'gross' } } },
        { payer: 'developer', pays: { kind: 'per-area', priceE4: 30_000, areaBasis: 'inside', firstMilliM2: 30_000 } },
        { payer: 'org', pays: { kind: 'fixed', amountFen: 20_000 } },
      ),
    ],
    {},
    area('billedMilliM2', 'grossMilliM2', 'insideMilliM2'),
  ),
  showcase(
    'payers, more than there is',
    [
      price,
      payer2(
        { payer: 'government', pays: { kind: 'share', share: ratio(1, 3) } },
        { payer: 'developer', pays: { kind: 'per-area', priceE4: 120_000, areaBasis: 'gross' } },
        { payer: 'org', pays: { kind: 'fixed', amountFen: 70_000 } },
      ),
    ],
    {},
    area('billedMilliM2', 'grossMilliM2'),
  ),
  showcase(
    'fees of other shapes',
    [
      price,
      rule('fixed-fee@1', { amountFen: 5_000, quantity: 'handling' }, { feeType: 'handling' }),
      rule('fixed-fee@1', { amountFen: 1_200 }, { feeType: 'function' }),
      rule('quantity-fee@1', { quantity: 'hot-water-m3', unit: '立方米', priceE4: 185_000 }, { feeType: 'hot-water' }),
      rule('percent-fee@1', { ofFeeType: 'heat', share: ratio(5, 100) }, { feeType: 'extra' }),
      rule('area-fee@1', { priceE4: 600_000, areaBasis: 'gross' }, { feeType: 'connection' }),
    ],
    {},
    ['quantities.handling', 'quantities.hot-water-m3', ...area('billedMilliM2', 'grossMilliM2')],
    { quantities: { handling: 2_000, 'hot-water-m3': 12_500 } },
  ),
  {
    kinds: ['area-price@1', 'stop-base-fee@1'],
    what: 'a price that changes within the season, rounded as one bill',
    ruleSets: [
      ruleSet(),
      {
        ...ruleSet(),
        version: 4,
        validFrom: '2019-01-01',
        rules: [{ ...heatRule, params: { priceE4: 220_000, areaBasis: 'billed' as const } }, stopRule],
      },
    ].map((set): RuleSet => ({ ...set, rounding: { level: 'bill', mode: 'half-up', unit: 'jiao' } })),
    facts: facts(flat({ periods: [stopped('2018-12-01', '2019-01-31')] }), flat({ areaNo: 2, name: '阁楼', billedMilliM2: 10_010 })),
    told: area('billedMilliM2', 'periods.0.fromOn', 'periods.0.toOn'),
  },
]
