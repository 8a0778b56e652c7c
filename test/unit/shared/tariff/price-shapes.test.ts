import assert from 'node:assert/strict'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import { renderSteps, summariseSteps } from '../../../../shared/tariff/explain.ts'
import type { HeatedAreaFacts } from '../../../../shared/tariff/facts.ts'
import type { Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { codesOf, flatFen, linesOf, rule, withRules } from './amounts.ts'
import { facts, flat, ruleSet, stopRule } from './town.ts'

const only = (...rules: Rule[]): RuleSet => ruleSet({ rules: [...rules, stopRule] })
const perPeriod = (priceE4: number, per: string, count: number | string) =>
  rule('period-price@1', { priceE4, per, count, areaBasis: 'billed' })
const ratio = (num: number, den: number) => ({ num, den })

describe('prices per month and per day', () => {
  it('multiply by the months or days the notice names', () => {
    // 46.57 × 5.80 × 4 = 1080.424 → 1080.42
    assert.equal(flatFen({}, only(perPeriod(58_000, 'month', 4))), 108_042)
    // 46.57 × 0.18 × 121 = 1014.2946 → 1014.29; × 120 = 1005.912 → 1005.91; × 141 = 1181.9466 → 1181.95; × 207 = 1735.1982 → 1735.20
    const days: [number, number][] = [
      [121, 101_429],
      [120, 100_591],
      [141, 118_195],
      [207, 173_520],
    ]
    for (const [count, amountFen] of days) assert.equal(flatFen({}, only(perPeriod(1800, 'day', count))), amountFen)
    // the season's 151 days: 46.57 × 0.18 × 151 = 1265.7726 → 1265.77
    assert.equal(flatFen({}, only(perPeriod(1800, 'day', 'season-days'))), 126_577)
  })

  it('explain themselves, also in short', () => {
    const [line] = priceSeason(facts(flat()), only(perPeriod(1800, 'day', 121))).lines
    assert.deepEqual(renderSteps(line?.steps ?? []).slice(2), [
      '热价 0.18 元/㎡·天（居民，面积计费；依据：×价〔2018〕12号，价目第 3 版）',
      '采暖季按 121 天计收',
      '46.57 × 0.18 × 121 = 1014.2946，四舍五入到分 = 1014.29 元',
    ])
    assert.equal(summariseSteps(line?.steps ?? []), '46.57 ㎡ × 0.18 元/㎡·天 × 121 天')
  })

  it('are refused for 13 months or for the season counted in months', () => {
    assert.deepEqual(
      codesOf(
        priceSeason(facts(flat()), only(perPeriod(1, 'month', 13), { ...perPeriod(1, 'month', 'season-days'), priceType: 'x' } as Rule)),
      ),
      ['IMPOSSIBLE_VALUE ruleSet.rules[0].params.count', 'IMPOSSIBLE_VALUE ruleSet.rules[1].params.count'],
    )
  })
})

describe('factors of an area', () => {
  const types = rule('building-coefficient@1', {
    by: 'buildingType',
    entries: [
      { value: 'multi', name: '多层', factor: ratio(90, 100) },
      { value: 'mid', name: '小高层', factor: ratio(86, 100) },
      { value: 'high', name: '高层', factor: ratio(82, 100) },
    ],
    otherwise: 'refuse',
  })
  it('by building type, on a price per day', () => {
    // 100 × 0.18 × 121 = 2178.00; × 0.90 = 1960.20; × 0.86 = 1873.08; × 0.82 = 1785.96
    const set = only(perPeriod(1800, 'day', 121), types)
    assert.equal(flatFen({ billedMilliM2: 100_000, buildingType: 'multi' }, set), 196_020)
    assert.equal(flatFen({ billedMilliM2: 100_000, buildingType: 'mid' }, set), 187_308)
    assert.equal(flatFen({ billedMilliM2: 100_000, buildingType: 'high' }, set), 178_596)
    assert.deepEqual(codesOf(priceSeason(facts(flat()), set)), ['FACT_NOT_RECORDED areas[0].buildingType'])
  })

  const kinds = rule('row-factor@1', {
    by: 'rowKind',
    entries: [
      { value: 'attic', name: '阁楼', factor: ratio(1, 2) },
      { value: 'balcony-open', name: '开放阳台', factor: ratio(0, 1) },
      { value: 'balcony-closed', name: '封闭阳台', factor: ratio(1, 1) },
      { value: 'garage', name: '车库', factor: ratio(50, 100) },
    ],
    otherwise: ratio(1, 1),
  })
  it('by what the row is: attic, balconies, garage; an ordinary room has none', () => {
    // 10.00 × 20.50 = 205.00; attic and garage a half 102.50; open balcony 0; closed balcony 205.00
    const amount = (rowKind: string) => flatFen({ billedMilliM2: 10_000, rowKind }, withRules(kinds))
    assert.deepEqual(['attic', 'garage', 'balcony-open', 'balcony-closed', 'bedroom'].map(amount), [10_250, 10_250, 0, 20_500, 20_500])
    const [line] = priceSeason(facts(flat()), withRules(kinds)).lines
    assert.equal(line?.steps.length, 4)
  })

  const roof = rule('clear-height@1', {
    rowKinds: ['sloped-roof'],
    bands: [
      { from: 0, to: 1200, factor: ratio(0, 1) },
      { from: 1200, to: 2100, factor: ratio(1, 2) },
      { from: 2100, to: null, factor: ratio(1, 1) },
    ],
    bound: 'lower',
  })
  it('by the clear height of a sloped roof', () => {
    // 10.00 × 20.50 = 205.00: below 1.2 m nothing, from 1.2 m a half, from 2.1 m all
    const amount = (clearHeightMm: number) => flatFen({ billedMilliM2: 10_000, rowKind: 'sloped-roof', clearHeightMm }, withRules(roof))
    assert.deepEqual([1199, 1200, 2099, 2100].map(amount), [0, 10_250, 10_250, 20_500])
    assert.deepEqual(codesOf(priceSeason(facts(flat({ rowKind: 'sloped-roof' })), withRules(roof))), [
      'FACT_NOT_RECORDED areas[0].clearHeightMm',
    ])
    assert.equal(flatFen({ billedMilliM2: 10_000 }, withRules(roof)), 20_500)
  })

  it('gross to usable area by a ratio', () => {
    // 100 / 1.333 × 16.54 = 1240.8102… → 1240.81
    const price = rule('area-price@1', { priceE4: 165_400, areaBasis: 'gross' })
    const usable = rule('area-ratio@1', { ratio: ratio(1000, 1333), name: '使用面积系数' })
    assert.equal(flatFen({ grossMilliM2: 100_000 }, only(price, usable)), 124_081)
  })

  it('the public share taken off, all or a part', () => {
    // gross 50.00, public 8.75: (50 − 8.75) × 20.50 = 845.625 → 845.63; half of it (50 − 4.375) × 20.50 = 935.3125 → 935.31
    const price = rule('area-price@1', { priceE4: 205_000, areaBasis: 'gross' })
    const less = (share: object) => only(price, rule('public-share@1', { areaBasis: 'gross', share }))
    const home: Partial<HeatedAreaFacts> = { publicShareMilliM2: 8_750 }
    assert.equal(flatFen(home, less(ratio(1, 1))), 84_563)
    assert.equal(flatFen(home, less(ratio(1, 2))), 93_531)
    assert.deepEqual(codesOf(priceSeason(facts(flat()), less(ratio(1, 1)))), ['FACT_NOT_RECORDED areas[0].publicShareMilliM2'])
  })

  it('of a home in a building hardly anybody heats', () => {
    // below 50 %: 954.685 × 1.2 = 1145.622 → 1145.62
    const set = withRules(rule('low-occupancy@1', { belowPpm: 500_000, surcharge: ratio(20, 100), unrecorded: 'refuse' }))
    assert.equal(flatFen({ occupancyPpm: 499_999 }, set), 114_562)
    assert.equal(flatFen({ occupancyPpm: 500_000 }, set), 95_469)
    assert.deepEqual(codesOf(priceSeason(facts(flat()), set)), ['FACT_NOT_RECORDED areas[0].occupancyPpm'])
  })

  it('welfare use pays the resident price by its class, a garage half the price of a shop', () => {
    // kindergarten 100 × 26.00 = 2600.00; garage 20 × 32.00 × 0.5 = 320.00
    const set = only(
      rule('area-price@1', { priceE4: 260_000, areaBasis: 'billed' }, { customerClass: 'welfare' }),
      rule('area-price@1', { priceE4: 320_000, areaBasis: 'billed' }, { customerClass: 'non-residential' }),
      kinds,
    )
    const rows = facts(
      flat({ customerClass: 'welfare', billedMilliM2: 100_000 }),
      flat({ areaNo: 2, name: '车库', customerClass: 'non-residential', rowKind: 'garage', billedMilliM2: 20_000 }),
    )
    assert.deepEqual(linesOf(priceSeason(rows, set)), [
      ['heat', 260_000],
      ['heat', 32_000],
    ])
  })
})

describe('bands, minimum and capped charges', () => {
  const tiers = (by: string, bound = 'upper') =>
    only(
      rule('banded-price@1', {
        areaBasis: 'billed',
        by,
        bound,
        bands: [
          { from: 0, to: 45_000, priceE4: 30_000 },
          { from: 45_000, to: null, priceE4: 200_000 },
        ],
      }),
    )

  it('price each tier of the area, or all of it by the band it falls into', () => {
    // 45 × 3.00 + 1.57 × 20.00 = 135 + 31.40 = 166.40; all at 20.00: 931.40; exactly 45.00 m²: 135.00 either way when the bound is of the lower band
    assert.equal(flatFen({}, tiers('area-tiers')), 16_640)
    assert.equal(flatFen({}, tiers('area')), 93_140)
    assert.equal(flatFen({ billedMilliM2: 45_000 }, tiers('area')), 13_500)
    assert.equal(flatFen({ billedMilliM2: 45_000 }, tiers('area', 'lower')), 90_000)
    assert.equal(flatFen({ billedMilliM2: 0 }, tiers('area-tiers')), 0)
    const [line] = priceSeason(facts(flat()), tiers('area-tiers')).lines
    assert.deepEqual(renderSteps(line?.steps ?? []).slice(2), [
      '0.00 ㎡ 至 45.00 ㎡部分：45.00 ㎡ × 3.00 元/㎡·采暖季（居民，面积计费；依据：×价〔2018〕12号，价目第 3 版）',
      '45.00 ㎡以上部分：1.57 ㎡ × 20.00 元/㎡·采暖季（居民，面积计费；依据：×价〔2018〕12号，价目第 3 版）',
      '各档合计：45.00 × 3.00 + 1.57 × 20.00 = 166.4 元',
      '166.4，四舍五入到分 = 166.40 元',
    ])
  })

  it('are refused with gaps, overlaps or an end', () => {
    const bands = [
      { from: 1, to: 10, priceE4: 1 },
      { from: 9, to: 20, priceE4: 1 },
      { from: 21, to: 30, priceE4: 1 },
    ]
    const set = only(rule('banded-price@1', { areaBasis: 'billed', by: 'area', bound: 'lower', bands }))
    assert.deepEqual(codesOf(priceSeason(facts(flat()), set)), [
      'BANDS_WITH_GAPS ruleSet.rules[0].params.bands[0]',
      'BANDS_OVERLAP ruleSet.rules[0].params.bands[1]',
      'BANDS_WITH_GAPS ruleSet.rules[0].params.bands[2]',
      'BANDS_WITH_GAPS ruleSet.rules[0].params.bands',
    ])
  })

  it('a minimum and a cap hold for the season, and are explained', () => {
    const limits = withRules(rule('charge-limit@1', { least: { fen: 30_000 }, most: { priceE4: 200_000, areaBasis: 'gross' } }))
    // 10.00 × 20.50 = 205.00 < 300.00; 46.57 × 20.50 = 954.685 ≤ 50.00 × 20.00 = 1000.00; 49.00 × 20.50 = 1004.50 > 1000.00
    assert.equal(flatFen({ billedMilliM2: 10_000 }, limits), 30_000)
    assert.equal(flatFen({}, limits), 95_469)
    assert.equal(flatFen({ billedMilliM2: 49_000 }, limits), 100_000)
    // stopped: 30 % of the minimum 300.00 = 90.00
    assert.equal(flatFen({ billedMilliM2: 10_000, status: 'stopped' }, limits), 9_000)
    const [line] = priceSeason(facts(flat({ billedMilliM2: 10_000 })), limits).lines
    assert.deepEqual(renderSteps(line?.steps ?? []).slice(3), [
      '10.00 × 20.50 = 205，低于最低收费 300 元，按 300 元计',
      '300，四舍五入到分 = 300.00 元',
    ])
    assert.deepEqual(codesOf(priceSeason(facts(flat()), withRules(rule('charge-limit@1', { least: { fen: 2 }, most: { fen: 1 } })))), [
      'IMPOSSIBLE_VALUE ruleSet.rules[2].params.most',
    ])
  })
})

describe('fees of other shapes', () => {
  it('fixed, by quantity, by percent and once by area', () => {
    const set = withRules(
      rule('fixed-fee@1', { amountFen: 5_000, quantity: 'handling' }, { feeType: 'handling' }),
      rule('fixed-fee@1', { amountFen: 1_200 }, { feeType: 'function' }),
      rule('quantity-fee@1', { quantity: 'hot-water-m3', unit: '立方米', priceE4: 185_000 }, { feeType: 'hot-water' }),
      rule('percent-fee@1', { ofFeeType: 'heat', share: ratio(5, 100) }, { feeType: 'extra' }),
      rule('area-fee@1', { priceE4: 600_000, areaBasis: 'gross' }, { feeType: 'connection' }),
    )
    // heat 954.69; extra 954.685 × 5 % = 47.73425 → 47.73; connection 50 × 60.00 = 3000.00; handling 2 × 50.00; function 12.00; hot water 12.5 × 18.50 = 231.25
    const result = priceSeason({ ...facts(flat()), quantities: { handling: 2_000, 'hot-water-m3': 12_500 } }, set)
    assert.deepEqual(
      result.lines.map(({ feeType, areaNo, amountFen }) => [feeType, areaNo, amountFen]),
      [
        ['heat', 1, 95_469],
        ['extra', 1, 4_773],
        ['connection', 1, 300_000],
        ['handling', null, 10_000],
        ['function', null, 1_200],
        ['hot-water', null, 23_125],
      ],
    )
    assert.deepEqual(renderSteps(result.lines[5]?.steps ?? []).slice(1), [
      '数量 12.50立方米',
      '热水费单价 18.50 元/立方米（依据：×价〔2018〕12号）',
      '12.50 × 18.50 = 231.25，四舍五入到分 = 231.25 元',
    ])
  })

  it('are left out where the household has nothing of them, and charged once in a divided season', () => {
    const set = withRules(
      rule('fixed-fee@1', { amountFen: 5_000, quantity: 'handling' }, { feeType: 'handling' }),
      rule('area-fee@1', { priceE4: 600_000, areaBasis: 'gross' }, { feeType: 'connection' }),
    )
    const periods = [{ fromOn: '2018-11-01', toOn: '2018-12-19', status: 'not-connected' as const }]
    // 954.685 × 102/151 = 644.89; connection 3000.00 in full
    assert.deepEqual(linesOf(priceSeason(facts(flat({ periods })), set)), [
      ['heat', 64_489],
      ['connection', 300_000],
    ])
  })

  it('refuse a percentage of a percentage', () => {
    const set = withRules(
      rule('percent-fee@1', { ofFeeType: 'b', share: ratio(1, 2) }, { feeType: 'a' }),
      rule('percent-fee@1', { ofFeeType: 'a', share: ratio(1, 2) }, { feeType: 'b' }),
    )
    assert.deepEqual(codesOf(priceSeason(facts(flat()), set)), [
      'CIRCULAR_FEES ruleSet.rules[2].params.ofFeeType',
      'CIRCULAR_FEES ruleSet.rules[3].params.ofFeeType',
    ])
  })
})

describe('a second payer', () => {
  const subsidy = (...parts: object[]) => rule('payer-share@1', { parts })
  const shares = (set: RuleSet, change: Partial<HeatedAreaFacts> = {}) => {
    const { lines, faults } = priceSeason(facts(flat(change)), set)
    assert.deepEqual(faults, [])
    return lines.map(({ payer, purpose, amountFen }) => [payer ?? 'resident', purpose, amountFen])
  }

  it('takes 3 yuan per m² off a low-income home', () => {
    // 954.685 − 46.57 × 3 = 139.71 → 814.975; the whole 954.69 splits by largest remainder: 954.69 × 814.975/954.685 = 814.97926…, 139.71073…:
    // cut 814.97 + 139.71 = 954.68, one fen to the resident who lost .926
    const set = withRules(subsidy({ payer: 'government', pays: { kind: 'per-area', priceE4: 30_000, areaBasis: 'billed' } }))
    assert.deepEqual(shares(set), [
      ['resident', 'heat', 81_498],
      ['government', 'heat:government', 13_971],
    ])
  })

  it('pays 85 % of a tier, a fixed sum, and never more than there is', () => {
    const third = withRules(
      subsidy(
        { payer: 'government', pays: { kind: 'share', share: ratio(1, 3) } },
        { payer: 'org', pays: { kind: 'fixed', amountFen: 70_000 } },
      ),
    )
    // 954.685/3 = 318.22833; the employer 700.00 of the 636.45667 left: nothing for the resident; 954.69 = 318.23 + 636.46
    assert.deepEqual(shares(third), [
      ['resident', 'heat', 0],
      ['government', 'heat:government', 31_823],
      ['org', 'heat:org', 63_646],
    ])
  })

  it('pays its part of every part of a divided season', () => {
    // half of 954.685 × 61/151 = 385.66745 → 385.67 = 192.84 + 192.83; stopped 286.4055 × 90/151 = 170.70526 → 170.71 by the resident alone
    const set = withRules(subsidy({ payer: 'government', pays: { kind: 'share', share: ratio(1, 2) } }))
    const periods = [{ fromOn: '2019-01-01', toOn: '2019-03-31', status: 'stopped' as const }]
    assert.deepEqual(shares(set, { periods }), [
      ['resident', 'heat', 19_284],
      ['government', 'heat:government', 19_283],
      ['resident', 'stop-base-fee', 17_071],
    ])
  })

  it('is refused when the shares come to 101 %', () => {
    const set = withRules(
      subsidy(
        { payer: 'government', pays: { kind: 'share', share: ratio(51, 100) } },
        { payer: 'org', pays: { kind: 'share', share: ratio(50, 100) } },
      ),
    )
    const result = priceSeason(facts(flat()), set)
    assert.deepEqual(codesOf(result), ['WEIGHTS_DO_NOT_ADD_UP ruleSet.rules[2].params.parts'])
    assert.match(result.faults[0]?.message ?? '', /101%/)
  })
})

describe('area parts that do not add up', () => {
  it('are refused by name', () => {
    assert.deepEqual(codesOf(priceSeason(facts(flat({ publicShareMilliM2: 8_751 })), withRules())), [
      'AREA_PARTS_DO_NOT_ADD_UP areas[0].publicShareMilliM2',
    ])
  })
})
