import assert from 'node:assert/strict'
import { settleMetering } from '../../../../shared/billing/meter-settlement.ts'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { HeatedAreaFacts, MeterFacts, MeteringFacts } from '../../../../shared/tariff/facts.ts'
import type { TwoPartParams } from '../../../../shared/tariff/kinds/two-part.ts'
import type { Rule } from '../../../../shared/tariff/rule-set.ts'
import { codesOf, linesOf, rule } from './amounts.ts'
import { facts, flat, ruleSet, stopRule } from './town.ts'

const params: TwoPartParams = {
  areaBasis: 'billed',
  areaPriceE4: 220_000,
  basicPriceE4: 66_000,
  heatPriceE4: 1_570,
  unit: 'kWh',
  missing: 'area-fee',
}
const meter = (startMilli: number, endMilli: number, change: Partial<MeterFacts> = {}): MeterFacts => ({
  meterNo: 'R-1',
  unit: 'kWh',
  startMilli,
  endMilli,
  ...change,
})
const read = (...meters: MeterFacts[]): MeteringFacts => ({ state: 'read', meters })
const priced = (
  metering: MeteringFacts | undefined,
  change: Partial<TwoPartParams> = {},
  area: Partial<HeatedAreaFacts> = {},
  ...more: Rule[]
) => {
  const home = flat({ billedMilliM2: 100_000, ...(metering ? { metering } : {}), ...area })
  return priceSeason(facts(home), ruleSet({ rules: [rule('two-part@1', { ...params, ...change }), stopRule, ...more] }))
}

describe('the two-part tariff of a home of 100.00 m²', () => {
  it('charges the area fee before the season', () => {
    // 100 × 22.00 = 2200.00
    const result = priced(undefined)
    assert.deepEqual(linesOf(result), [['provisional', 220_000]])
    assert.match(renderSteps(result.lines[0]?.steps ?? []).join('\n'), /面积热价 22\.00 .*\n采暖季前按面积热费预收/)
  })

  it('charges basic charge and heat after it', () => {
    // 100 × 6.60 + 5678.901 × 0.157 = 660 + 891.587457 = 1551.587457 → 1551.59
    const result = priced(read(meter(1_000_000, 6_678_901)))
    assert.deepEqual(linesOf(result), [['metered', 155_159]])
    assert.deepEqual(renderSteps(result.lines[0]?.steps ?? []).slice(2), [
      '基本热价 6.60 元/㎡·采暖季（居民，面积计费；依据：×价〔2018〕12号，价目第 3 版）',
      '热量表 R-1：1000.00 至 6678.901 kWh',
      '基本热费 100.00 × 6.60 = 660；计量热费 5678.901 × 0.157 元/kWh = 891.587457；合计 1551.587457 元',
      '1551.587457，四舍五入到分 = 1551.59 元',
    ])
  })

  it('is capped at a share of the area fee where the notice says so', () => {
    // 20 000 kWh: 660 + 3140 = 3800.00; no cap 3800.00; 100 % 2200.00; 115 % 2530.00; 9 808 kWh: 660 + 1539.856 = 2199.856 stays under 2200
    const much = read(meter(0, 20_000_000))
    assert.deepEqual(linesOf(priced(much)), [['metered', 380_000]])
    assert.deepEqual(linesOf(priced(much, { cap: { num: 1, den: 1 } })), [['metered', 220_000]])
    assert.deepEqual(linesOf(priced(much, { cap: { num: 115, den: 100 } })), [['metered', 253_000]])
    assert.deepEqual(linesOf(priced(read(meter(0, 9_808_000)), { cap: { num: 1, den: 1 } })), [['metered', 219_986]])
  })

  it('adds up a meter that was replaced', () => {
    // 3000 + 1500.5 = 4500.5 kWh × 0.157 = 706.5785; + 660 = 1366.5785 → 1366.58
    const result = priced(read(meter(1_000_000, 4_000_000), meter(0, 1_500_500, { meterNo: 'R-2' })))
    assert.deepEqual(linesOf(result), [['metered', 136_658]])
  })

  it('without a readable meter goes by the area or by the neighbours', () => {
    assert.deepEqual(linesOf(priced({ state: 'missing' })), [['metered', 220_000]])
    // 52.5 kWh/m² × 100 = 5250 kWh × 0.157 = 824.25; + 660 = 1484.25
    assert.deepEqual(linesOf(priced({ state: 'missing', unit: 'kWh', neighboursMilliPerM2: 52_500 }, { missing: 'neighbours' })), [
      ['metered', 148_425],
    ])
    assert.deepEqual(codesOf(priced({ state: 'missing' }, { missing: 'neighbours' })), [
      'FACT_NOT_RECORDED areas[0].metering.neighboursMilliPerM2',
    ])
  })

  it('takes GJ where the notice says GJ, and never converts', () => {
    // 16.54 × 100 + 23.5 × 44.41 = 1654 + 1043.635 = 2697.635 → 2697.64
    const inGJ = { unit: 'GJ', basicPriceE4: 165_400, heatPriceE4: 444_100 } as const
    assert.deepEqual(linesOf(priced(read(meter(0, 23_500, { unit: 'GJ' })), inGJ)), [['metered', 269_764]])
    assert.deepEqual(codesOf(priced(read(meter(0, 23_500)), inGJ)), ['METER_UNIT_MISMATCH areas[0].metering'])
    assert.deepEqual(codesOf(priced({ state: 'missing', unit: 'GJ', neighboursMilliPerM2: 1 }, { missing: 'neighbours' })), [
      'METER_UNIT_MISMATCH areas[0].metering',
    ])
  })

  it('prices by the day, and factors on the basic charge only', () => {
    // 0.054 × 121 × 100 × 0.90 = 588.06; 4000 × 0.142 = 568.00; together 1156.06; provisional 0.18 × 121 × 100 × 0.90 = 1960.20
    const daily = { areaPriceE4: 1_800, basicPriceE4: 540, days: 121, heatPriceE4: 1_420 }
    const coefficient = rule('building-coefficient@1', {
      by: 'buildingType',
      entries: [{ value: 'multi', name: '多层', factor: { num: 90, den: 100 } }],
      otherwise: 'refuse',
    })
    assert.deepEqual(linesOf(priced(read(meter(0, 4_000_000)), daily, { buildingType: 'multi' }, coefficient)), [['metered', 115_606]])
    assert.deepEqual(linesOf(priced(undefined, daily, { buildingType: 'multi' }, coefficient)), [['provisional', 196_020]])
  })

  it('charges a stopped home its share of the area fee', () => {
    // 2200 × 30 % = 660.00
    assert.deepEqual(linesOf(priced(undefined, {}, { status: 'stopped' })), [['stop-base-fee', 66_000]])
  })

  it('refuses readings that run backwards, and a metered season divided by days', () => {
    assert.deepEqual(codesOf(priced(read(meter(5, 4)))), ['METER_READING_WRONG areas[0].metering.meters[0].endMilli'])
    assert.deepEqual(codesOf(priced(read())), ['FACT_NOT_RECORDED areas[0].metering.meters'])
    const periods = [{ fromOn: '2019-01-01', toOn: '2019-01-31', status: 'stopped' as const }]
    assert.deepEqual(codesOf(priced(read(meter(0, 4_000)), {}, { periods })), ['CANNOT_BE_DIVIDED areas[0].metering'])
  })
})

describe('settling a metered season', () => {
  it('bills what is short, keeps or gives back what is over', () => {
    // provisional 2200.00 paid in full; metered 1551.59: 648.41 over
    const over = { reverseFen: 220_000, chargeFen: 155_159, shortFen: 0 }
    assert.deepEqual(settleMetering(220_000, 155_159, 220_000, 'carry-over'), { ...over, carryOverFen: 64_841, refundFen: 0 })
    assert.deepEqual(settleMetering(220_000, 155_159, 220_000, 'refund'), { ...over, carryOverFen: 0, refundFen: 64_841 })
    // metered 2530.00, paid 2200.00: 330.00 short; paid nothing, metered 1551.59: all of it short and nothing over
    assert.equal(settleMetering(220_000, 253_000, 220_000, 'refund').shortFen, 33_000)
    assert.deepEqual(settleMetering(220_000, 155_159, 0, 'refund'), { ...over, shortFen: 155_159, carryOverFen: 0, refundFen: 0 })
    assert.throws(() => settleMetering(1, 1, 2, 'refund'), RangeError)
    assert.throws(() => settleMetering(-1, 1, 0, 'refund'), RangeError)
  })
})
