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

  it('Taiyuan: the first 45 m² usable at 15 % for low incomes, the state pays the other 85 %', () => {
    // 60 m² usable at 20.00: the home's full charge is 1200.00; the state pays 85 % of 45 × 20.00 = 900.00: 765.00; the resident 435.00
    const rules = [
      rule('area-price@1', { priceE4: 200_000, areaBasis: 'usable' }),
      rule('payer-share@1', { parts: [{ payer: 'government', pays: { kind: 'fixed', amountFen: 76_500 } }] }),
    ]
    const { lines } = priceSeason(facts(flat({ usableMilliM2: 60_000 })), ruleSet({ rules }))
    assert.deepEqual(
      lines.map(({ payer, amountFen }) => [payer, amountFen]),
      [
        [undefined, 43_500],
        ['government', 76_500],
      ],
    )
  })
})
