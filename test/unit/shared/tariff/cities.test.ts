import assert from 'node:assert/strict'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import type { HeatedAreaFacts } from '../../../../shared/tariff/facts.ts'
import type { Rule } from '../../../../shared/tariff/rule-set.ts'
import { rule } from './amounts.ts'
import { facts, flat, ruleSet } from './town.ts'

/** Shapes of published notices, each with a home of 88.88 m² gross, 71.23 inside, worked out by hand. Examples of rules, not anybody's prices today. */
type City = [name: string, rules: Rule[], home: Partial<HeatedAreaFacts>, amountFen: number]
const home: Partial<HeatedAreaFacts> = { grossMilliM2: 88_880, insideMilliM2: 71_230, billedMilliM2: 88_880, heightMm: 2_800 }
const gross = (priceE4: number, change: Partial<Rule> = {}) => rule('area-price@1', { priceE4, areaBasis: 'gross' }, change)
const stop = (num: number, den = 100) => rule('stop-base-fee@1', { share: { num, den } }, { feeType: 'stop-base-fee' })
const coefficient = rule('building-coefficient@1', {
  by: 'buildingType',
  entries: [
    { value: 'multi', name: '多层', factor: { num: 90, den: 100 } },
    { value: 'mid', name: '小高层', factor: { num: 86, den: 100 } },
    { value: 'high', name: '高层', factor: { num: 82, den: 100 } },
  ],
  otherwise: 'refuse',
})
const twoPart = (change: object) => rule('two-part@1', { areaBasis: 'gross', unit: 'kWh', missing: 'area-fee', ...change })
const read = (unit: 'kWh' | 'GJ', used: number): Partial<HeatedAreaFacts> => ({
  metering: { state: 'read', meters: [{ meterNo: 'R', unit, startMilli: 0, endMilli: used }] },
})
const usable = rule('area-ratio@1', { ratio: { num: 1000, den: 1333 }, name: '使用面积系数' })
const noncommercial = { customerClass: 'non-residential' }
const garage = rule('row-factor@1', {
  by: 'rowKind',
  entries: [{ value: 'garage', name: '车库', factor: { num: 50, den: 100 } }],
  otherwise: { num: 1, den: 1 },
})
const stateStep = (heightMm: number, height: Rule): [Rule[], Partial<HeatedAreaFacts>] => [[gross(385_000), height], { heightMm }]
const h2 = rule('height-steps@1', {
  height: 'storey',
  scales: 'price',
  unrecorded: 'refuse',
  overMm: 3200,
  stepMm: 100,
  steps: 'started',
  perStep: { num: 3, den: 100 },
})
const capped = (height: Rule) => rule('height-steps@1', { ...(height.params as object), cap: { num: 1, den: 1 } })
const storey = { height: 'storey', scales: 'price', unrecorded: 'refuse' }
const h1 = rule('height-ratio@1', { ...storey, overMm: 3000, perMm: 3000 })
const h3 = rule('height-steps@1', {
  ...storey,
  overMm: 3500,
  stepMm: 300,
  steps: 'started',
  perStep: { num: 10, den: 100 },
  contractOverMm: 6000,
})
const h4 = rule('height-steps@1', {
  ...storey,
  scales: 'area',
  overMm: 3000,
  stepMm: 200,
  steps: 'started',
  perStep: { num: 10, den: 100 },
})
const h5 = rule('height-linear@1', { ...storey, overMm: 3000, perMetre: { num: 333, den: 1000 }, singleStoreyBase: { num: 2, den: 1 } })
const byHeight = rule('banded-price@1', {
  areaBasis: 'gross',
  by: 'height',
  height: 'storey',
  bound: 'upper',
  bands: [
    { from: 0, to: 4000, priceE4: 75_000 },
    { from: 4000, to: null, priceE4: 360_000 },
  ],
})
const balconies = rule('row-factor@1', {
  by: 'rowKind',
  entries: [
    { value: 'balcony-closed', name: '封闭阳台', factor: { num: 1, den: 1 } },
    { value: 'balcony-open', name: '开放阳台', factor: { num: 0, den: 1 } },
  ],
  otherwise: { num: 1, den: 1 },
})

const cities: City[] = [
  // 88.88 × 24 = 2133.12; gas boilers × 30 = 2666.40; shops × 45 = 3999.60; stopped at 60 %: 1279.872 → 1279.87
  ['Beijing, heat network', [gross(240_000)], {}, 213_312],
  ['Beijing, gas boiler', [gross(300_000)], {}, 266_640],
  ['Beijing, shop', [gross(450_000, noncommercial)], noncommercial, 399_960],
  ['Beijing, stopped', [gross(240_000), stop(60)], { status: 'stopped' }, 127_987],
  // 88.88 × 12 = 1066.56; 6000 × 0.16 = 960.00
  ['Beijing, two-part', [twoPart({ areaPriceE4: 240_000, basicPriceE4: 120_000, heatPriceE4: 1_600 })], read('kWh', 6_000_000), 202_656],
  // usable 88.88/1.333 = 66.67666…; × 16.54 = 1102.83195…; 21.5 GJ × 44.41 = 954.815; together 2057.64695… → 2057.65; area fee × 36.00 cap 2400.36 not reached
  [
    'Harbin 2011, two-part on usable area, capped',
    [twoPart({ unit: 'GJ', areaPriceE4: 360_000, basicPriceE4: 165_400, heatPriceE4: 444_100, cap: { num: 1, den: 1 } }), usable],
    read('GJ', 21_500),
    205_765,
  ],
  // 88.88 × 38.50 = 3421.88; 3.6 m: 4 steps × 3 % = 1.12 → 3832.5056 → 3832.51
  ['a shop 3.6 m high, 3 % a step', ...stateStep(3_600, h2), 383_251],
  // 88.88 × 26 = 2310.88; the reimbursable price against 23.3 × 88.88 = 2070.904 → 2070.90
  ['Shenyang, reimbursed', [gross(260_000, { priceType: '可报销' }), gross(233_000)], { priceType: '可报销' }, 231_088],
  ['Shenyang, not reimbursed', [gross(260_000, { priceType: '可报销' }), gross(233_000)], {}, 207_090],
  // 88.88 × 32 × 50 % = 1422.08
  ['Shenyang, garage', [gross(320_000, noncommercial), garage], { ...noncommercial, rowKind: 'garage' }, 142_208],
  // 71.23 inside × 26.7 = 1901.841 → 1901.84
  ['Jinan, by inside area', [rule('area-price@1', { priceE4: 267_000, areaBasis: 'inside' })], {}, 190_184],
  // 88.88 × 22 = 1955.36; two-part 88.88 × 6.6 + 7000 × 0.157 = 586.608 + 1099 = 1685.608 → 1685.61
  ['Shijiazhuang', [gross(220_000)], {}, 195_536],
  [
    'Shijiazhuang, two-part',
    [twoPart({ areaPriceE4: 220_000, basicPriceE4: 66_000, heatPriceE4: 1_570 })],
    read('kWh', 7_000_000),
    168_561,
  ],
  // 88.88 × 0.18 × 121 × 0.90 = 1742.225… exactly 88.88 × 19.602 = 1742.22576 → 1742.23; high-rise × 0.82: 88.88 × 17.8596 = 1587.361248 → 1587.36
  [
    'Luoyang, multi-storey, by the day',
    [rule('period-price@1', { priceE4: 1_800, per: 'day', count: 121, areaBasis: 'gross' }), coefficient],
    { buildingType: 'multi' },
    174_223,
  ],
  [
    'Luoyang, high-rise, by the day',
    [rule('period-price@1', { priceE4: 1_800, per: 'day', count: 121, areaBasis: 'gross' }), coefficient],
    { buildingType: 'high' },
    158_736,
  ],
  // (88.88 × 0.054 × 121 × 0.90) + 9000 × 0.142 = 522.667728 + 1278 = 1800.667728 → 1800.67: above the area fee, and no cap
  [
    'Luoyang, two-part without a cap',
    [twoPart({ areaPriceE4: 1_800, basicPriceE4: 540, days: 121, heatPriceE4: 1_420 }), coefficient],
    { buildingType: 'multi', ...read('kWh', 9_000_000) },
    180_067,
  ],
  // 88.88 × 16.5 = 1466.52; 88.88 × 21.2 = 1884.256 → 1884.26
  ['Xinzhou', [gross(165_000)], {}, 146_652],
  ['Tianshui', [gross(212_000)], {}, 188_426],
  // 88.88 × 5.8 × 4 = 2062.016 → 2062.02; stopped at 30 %: 618.6048 → 618.60
  ['Luonan, by the month', [rule('period-price@1', { priceE4: 58_000, per: 'month', count: 4, areaBasis: 'gross' })], {}, 206_202],
  [
    'Luonan, stopped',
    [rule('period-price@1', { priceE4: 58_000, per: 'month', count: 4, areaBasis: 'gross' }), stop(30)],
    { status: 'stopped' },
    61_860,
  ],
  // shops 88.88 × 43 = 3821.84; 88.88 × 43.30 × (1 + 4 × 3 %) = 4310.32448 → 4310.32; a theatre 7 m high: 38 steps, capped at double: 7697.008 → 7697.01
  ['Beijing, shop outside the six inner districts', [gross(430_000, noncommercial)], noncommercial, 382_184],
  ['Harbin, shop 3.6 m high', [gross(433_000), h2], { heightMm: 3_600 }, 431_032],
  ['Harbin, theatre 7 m high', [gross(433_000), capped(h2)], { heightMm: 7_000 }, 769_701],
  // 88.88 × 12 = 1066.56; 21.5 GJ × 44.45 = 955.675; 2022.235 → 2022.24 (the published pair of prices, never converted)
  [
    'Beijing, two-part in GJ',
    [twoPart({ unit: 'GJ', areaPriceE4: 240_000, basicPriceE4: 120_000, heatPriceE4: 444_500 })],
    read('GJ', 21_500),
    202_224,
  ],
  // 66.67666… × 19.37 = 1291.52708…; 21.5 × 39.14 = 841.51; 2133.03708… → 2133.04
  [
    'Harbin 2011, two-part, ordinary building',
    [twoPart({ unit: 'GJ', areaPriceE4: 400_000, basicPriceE4: 193_700, heatPriceE4: 391_400, cap: { num: 1, den: 1 } }), usable],
    read('GJ', 21_500),
    213_304,
  ],
  // 88.88 × 32 × 1.1 (3.6 m: one started 0.3 m over 3.5) = 3128.576 → 3128.58; by contract over 6 m, here 2.5: 88.88 × 32 × 2.5 = 7110.40
  ['Shenyang, shop 3.6 m high', [gross(320_000), h3], { heightMm: 3_600 }, 312_858],
  ['Shenyang, hall 7 m high, by contract', [gross(320_000), h3], { heightMm: 7_000, contractFactor: { num: 25, den: 10 } }, 711_040],
  // a kindergarten pays the resident price: 2310.88
  ['Shenyang, kindergarten', [gross(260_000), gross(320_000, noncommercial)], { customerClass: 'welfare' }, 231_088],
  // 88.88 × 22 × 3.3/3 = 2150.896 → 2150.90
  ["Xi'an, 3.3 m high", [gross(220_000), h1], { heightMm: 3_300 }, 215_090],
  // 88.88 × 20 × 1.2 (two started 0.2 m over 3.0) = 2133.12
  ['a city that enlarges the area of high rooms, 3.3 m', [gross(200_000), h4], { heightMm: 3_300 }, 213_312],
  // usable 66.67666… × 40 × 1.1998 (1 + 0.333 × 0.6) = 3199.94670… → 3199.95; single storey 4.0 m: × 2.333 = 6222.26676… → 6222.27
  ['a city of usable areas and linear surcharge, 3.6 m', [gross(400_000), usable, h5], { heightMm: 3_600 }, 319_995],
  ['the same, single storey of 4.0 m', [gross(400_000), usable, h5], { heightMm: 4_000, singleStorey: true }, 622_227],
  // the part above 4 m at 36.00, else 7.50: 3199.68; 666.60
  ['Beijing contract, storey of 4.2 m', [byHeight], { heightMm: 4_200 }, 319_968],
  ['Beijing contract, storey of 2.8 m', [byHeight], {}, 66_660],
  // 88.88 × 0.18 × 121 × 0.86 = 1664.793504 → 1664.79
  [
    'Luoyang, medium high',
    [rule('period-price@1', { priceE4: 1_800, per: 'day', count: 121, areaBasis: 'gross' }), coefficient],
    { buildingType: 'mid' },
    166_479,
  ],
  // 88.88 × 7.5 × 4 = 2666.40; 88.88 × 35 = 3110.80; 88.88 × 39.8 = 3537.424 → 3537.42; 88.88 × 38 = 3377.44
  ['Luonan, shop', [rule('period-price@1', { priceE4: 75_000, per: 'month', count: 4, areaBasis: 'gross' })], noncommercial, 266_640],
  ['Xinzhou, shop', [gross(350_000)], noncommercial, 311_080],
  ['Jinan, shop by gross area', [gross(398_000)], noncommercial, 353_742],
  ['Shijiazhuang, shop', [gross(380_000)], noncommercial, 337_744],
  // billed by survey 46.57 × 20.50 = 954.685 → 954.69, whatever the deed says
  ['the brochure, surveyed area', [rule('area-price@1', { priceE4: 205_000, areaBasis: 'billed' })], { billedMilliM2: 46_570 }, 95_469],
  // the deed's balcony: enclosed in full 8.00 × 20 = 160.00; open none
  ['an enclosed balcony', [gross(200_000), balconies], { grossMilliM2: 8_000, rowKind: 'balcony-closed' }, 16_000],
  ['an open balcony', [gross(200_000), balconies], { grossMilliM2: 8_000, rowKind: 'balcony-open' }, 0],
  // base fees of 88.88 × 20 = 1777.60: 15 % 266.64; 20 % 355.52; nothing
  ['Benxi, stopped at 15 %', [gross(200_000), stop(15)], { status: 'stopped' }, 26_664],
  ['Jilin, stopped at 20 %', [gross(200_000), stop(20)], { status: 'stopped' }, 35_552],
  ['Weihai and Jining, stopped for nothing', [gross(200_000), stop(0, 1)], { status: 'stopped' }, 0],
]

describe('shapes of published notices', () => {
  for (const [name, rules, change, amountFen] of cities) {
    it(name, () => {
      const result = priceSeason(facts(flat({ ...home, ...change })), ruleSet({ rules }))
      assert.deepEqual(result.faults, [])
      assert.equal(result.totalFen, amountFen)
    })
  }

  it('Taiyuan: low incomes pay 15 % of the first 45 m² usable, the state the other 85 %', () => {
    // 60 m² usable at 20.00: 1200.00; the state 85 % of 45 × 20.00 = 900.00: 765.00; the resident 135.00 + 15 × 20.00 = 435.00
    const first = { milliM2: 45_000, areaBasis: 'usable' }
    const rules = [
      rule('area-price@1', { priceE4: 200_000, areaBasis: 'usable' }),
      rule('payer-share@2', { parts: [{ payer: 'government', pays: { kind: 'share', share: { num: 85, den: 100 }, first } }] }),
    ]
    const shares = (usableMilliM2: number) =>
      priceSeason(facts(flat({ usableMilliM2 })), ruleSet({ rules })).lines.map(({ payer, amountFen }) => [payer ?? 'resident', amountFen])
    assert.deepEqual(shares(60_000), [
      ['resident', 43_500],
      ['government', 76_500],
    ])
    // 30 m² are all within the 45: 600.00 = 90.00 + 510.00
    assert.deepEqual(shares(30_000), [
      ['resident', 9_000],
      ['government', 51_000],
    ])
  })

  it('a county: 3 yuan per m² less for low incomes, owed by the treasury', () => {
    // 88.88 × 20 = 1777.60; 88.88 × 3 = 266.64; the resident 1510.96
    const rules = [
      gross(200_000),
      rule('payer-share@2', { parts: [{ payer: 'government', pays: { kind: 'per-area', priceE4: 30_000, areaBasis: 'gross' } }] }),
    ]
    const { lines } = priceSeason(facts(flat(home)), ruleSet({ rules }))
    assert.deepEqual(
      lines.map(({ payer, amountFen }) => [payer ?? 'resident', amountFen]),
      [
        ['resident', 151_096],
        ['government', 26_664],
      ],
    )
  })
})
