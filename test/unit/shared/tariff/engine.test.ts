import assert from 'node:assert/strict'
import fc from 'fast-check'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import type { Rule } from '../../../../shared/tariff/rule-set.ts'
import { anyFacts, anyRounding } from './arbitraries.ts'
import { facts, flat, heatRule, lateRule, ruleSet, stopRule } from './town.ts'

const amounts = (result: ReturnType<typeof priceSeason>) =>
  result.lines.map(({ feeType, areaNo, purpose, amountFen }) => [feeType, areaNo, purpose, amountFen])

describe('pricing a season', () => {
  it('charges the golden flat 954.69', () => {
    // 46.57 × 20.50 = 954.685, half-up to fen
    const result = priceSeason(facts(flat()), ruleSet())
    assert.deepEqual(result.faults, [])
    assert.deepEqual(amounts(result), [['heat', 1, 'heat', 95_469]])
    assert.equal(result.totalFen, 95_469)
    assert.equal(result.lines[0]?.ruleKind, 'area-price@1')
  })

  it('charges a stopped area its share of the full charge, as one fraction rounded once', () => {
    // 46.57 × 20.50 × 0.30 = 286.4055, half-up 286.41 (rounding the full charge first would give 286.407, the same; so also 1/8:)
    assert.deepEqual(amounts(priceSeason(facts(flat({ status: 'stopped' })), ruleSet())), [['stop-base-fee', 1, 'stop-base-fee', 28_641]])
    // 10.01 × 20.50 = 205.205; a half of it is 102.6025, half-up 102.60; rounding first would give 205.21 / 2 = 102.605, half-up 102.61
    const half: Rule = { ...stopRule, params: { share: { num: 1, den: 2 } } }
    const result = priceSeason(facts(flat({ status: 'stopped', billedMilliM2: 10_010 })), ruleSet({ rules: [heatRule, half] }))
    assert.deepEqual(amounts(result), [['stop-base-fee', 1, 'stop-base-fee', 10_260]])
  })

  it('keeps a line of 0 where stopping costs nothing', () => {
    const free: Rule = { ...stopRule, params: { share: { num: 0, den: 1 } } }
    const result = priceSeason(facts(flat({ status: 'stopped' })), ruleSet({ rules: [heatRule, free] }))
    assert.deepEqual(amounts(result), [['stop-base-fee', 1, 'stop-base-fee', 0]])
  })

  it('prices several areas of one household by their own class and basis', () => {
    // flat 954.69; shop 20.00 m² gross × 35.00 = 700.00; attic stopped 10.00 × 20.50 × 0.30 = 61.50; together 1716.19
    const shop = flat({ areaNo: 2, name: '门市', customerClass: 'non-residential', grossMilliM2: 20_000, billedMilliM2: 18_000 })
    const attic = flat({ areaNo: 3, name: '阁楼', billedMilliM2: 10_000, status: 'stopped' })
    const result = priceSeason(facts(flat(), shop, attic), ruleSet())
    assert.deepEqual(amounts(result), [
      ['heat', 1, 'heat', 95_469],
      ['heat', 2, 'heat', 70_000],
      ['stop-base-fee', 3, 'stop-base-fee', 6_150],
    ])
    assert.equal(result.totalFen, 171_619)
  })

  it('lets the rule that names more win', () => {
    const special: Rule = { ...heatRule, priceType: '低保', params: { priceE4: 175_000, areaBasis: 'billed' } }
    const anyone: Rule = { ...heatRule, customerClass: '*', params: { priceE4: 300_000, areaBasis: 'billed' } }
    const rules = [anyone, heatRule, special, stopRule]
    // 46.57 × 17.50 = 814.975 → 814.98; 46.57 × 20.50 → 954.69; 46.57 × 30.00 = 1397.10
    const expected: [class_: string, type: string, amountFen: number][] = [
      ['residential', '低保', 81_498],
      ['residential', '面积计费', 95_469],
      ['school', '面积计费', 139_710],
    ]
    for (const [customerClass, priceType, amountFen] of expected) {
      assert.equal(priceSeason(facts(flat({ customerClass, priceType })), ruleSet({ rules })).totalFen, amountFen)
    }
  })

  it('adds a second fee type of the same area as a line of its own', () => {
    // hot water 46.57 × 3.00 = 139.71
    const hotWater: Rule = { ...heatRule, feeType: 'hot-water', params: { priceE4: 30_000, areaBasis: 'billed' } }
    assert.deepEqual(amounts(priceSeason(facts(flat()), ruleSet({ rules: [heatRule, hotWater] }))), [
      ['heat', 1, 'heat', 95_469],
      ['hot-water', 1, 'hot-water', 13_971],
    ])
  })
})

describe('a stopped area with two fees', () => {
  it('pays the base fee of each', () => {
    // heat 46.57 × 20.50 × 0.30 = 286.4055 → 286.41; hot water 46.57 × 3.00 × 0.50 = 69.855 → 69.86
    const hotWater: Rule = { ...heatRule, feeType: 'hot-water', params: { priceE4: 30_000, areaBasis: 'billed' } }
    const hotWaterStop: Rule = { ...stopRule, feeType: 'hot-water-base', params: { share: { num: 1, den: 2 }, ofFeeType: 'hot-water' } }
    const rules = ruleSet({ rules: [heatRule, hotWater, stopRule, hotWaterStop] })
    assert.deepEqual(amounts(priceSeason(facts(flat({ status: 'stopped' })), rules)), [
      ['stop-base-fee', 1, 'stop-base-fee', 28_641],
      ['hot-water-base', 1, 'stop-base-fee', 6_986],
    ])
  })
})

describe('a rule with a rounding of its own', () => {
  it('rounds its lines so, the others as the notice says', () => {
    // heat 954.685 cut to 954.60; connection 50.00 × 12.345 = 617.25 → 617 yuan; stopped attic 10.01 × 20.50 × 0.30 = 61.5615 → 61.56
    const connection: Rule = {
      kind: 'area-fee@1',
      customerClass: '*',
      priceType: '*',
      feeType: 'connection',
      params: { priceE4: 123_450, areaBasis: 'gross' },
      rounding: { level: 'fee', mode: 'half-up', unit: 'yuan' },
    }
    const heat: Rule = { ...heatRule, rounding: { level: 'line', mode: 'truncate', unit: 'jiao' } }
    const attic = flat({ areaNo: 2, billedMilliM2: 10_010, grossMilliM2: 0, status: 'stopped' })
    const result = priceSeason(facts(flat(), attic), ruleSet({ rules: [heat, connection, stopRule] }))
    assert.deepEqual(result.faults, [])
    assert.deepEqual(amounts(result), [
      ['heat', 1, 'heat', 95_460],
      ['connection', 1, 'connection', 61_700],
      ['connection', 2, 'connection', 0],
      ['stop-base-fee', 2, 'stop-base-fee', 6_156],
    ])
  })

  it('may not round the bill, nor round what charges nothing', () => {
    const wrong = ruleSet({
      rules: [
        { ...heatRule, rounding: { level: 'bill', mode: 'half-up', unit: 'fen' } },
        { ...lateRule, rounding: { level: 'line', mode: 'half-up', unit: 'fen' } },
      ],
    })
    assert.deepEqual(
      priceSeason(facts(flat()), wrong).faults.map(({ path }) => path),
      ['ruleSet.rules[0].rounding.level', 'ruleSet.rules[1].rounding'],
    )
  })
})

describe('rounding levels', () => {
  const three = [1, 2, 3].map((areaNo) => flat({ areaNo, billedMilliM2: 10_010 })) // each 10.01 × 20.50 = 205.205
  const stopped = flat({ areaNo: 4, billedMilliM2: 10_010, status: 'stopped' }) // 205.205 × 0.30 = 61.5615

  it('line: each line by itself', () => {
    // 205.21 × 3 + 61.56 = 677.19
    const result = priceSeason(facts(...three, stopped), ruleSet())
    assert.deepEqual(
      result.lines.map(({ amountFen }) => amountFen),
      [20_521, 20_521, 20_521, 6_156],
    )
  })

  it('fee: the exact sum of each fee type once, split back by largest remainder', () => {
    // heat 615.615 → 615.62 = 205.21 + 205.21 + 205.20 (615.62 / 3 = 205.2067: 205.20 each, two fen left); base fee 61.56
    const result = priceSeason(facts(...three, stopped), ruleSet({ rounding: { level: 'fee', mode: 'half-up', unit: 'fen' } }))
    assert.deepEqual(
      result.lines.map(({ amountFen }) => amountFen),
      [20_521, 20_521, 20_520, 6_156],
    )
  })

  it('bill: the exact sum of all once; to whole yuan too', () => {
    // 615.615 + 61.5615 = 677.1765 → 677.18; 677.18 × 205.205 / 677.1765 = 205.20606 three times, 61.56182: cut 615.60 + 61.56, 2 fen left;
    // lost .606 three times, .182: the first two heat lines get one each
    const toFen = priceSeason(facts(...three, stopped), ruleSet({ rounding: { level: 'bill', mode: 'half-up', unit: 'fen' } }))
    assert.deepEqual(
      toFen.lines.map(({ amountFen }) => amountFen),
      [20_521, 20_521, 20_520, 6_156],
    )
    assert.equal(toFen.totalFen, 67_718)
    // to yuan by truncation 677.00: 677 × 205.205 / 677.1765 = 205.151515…, 61.5454…: cut 615.45 + 61.54 = 676.99, one fen left; lost .1515, .5454
    const toYuan = priceSeason(facts(...three, stopped), ruleSet({ rounding: { level: 'bill', mode: 'truncate', unit: 'yuan' } }))
    assert.deepEqual(
      toYuan.lines.map(({ amountFen }) => amountFen),
      [20_515, 20_515, 20_515, 6_155],
    )
    assert.equal(toYuan.totalFen, 67_700)
  })
})

describe('any priced season', () => {
  it('has lines that add up to its total, in order of areas, the same every time and at any key order', () => {
    fc.assert(
      fc.property(anyFacts, anyRounding, (someFacts, rounding) => {
        const rules = ruleSet({ rounding })
        const first = priceSeason(someFacts, rules)
        assert.deepEqual(first.faults, [])
        assert.equal(
          first.totalFen,
          first.lines.reduce((total, { amountFen }) => total + amountFen, 0),
        )
        assert.deepEqual(
          first.lines.map(({ areaNo }) => areaNo),
          someFacts.areas.map(({ areaNo }) => areaNo),
        )
        const again = priceSeason(JSON.parse(canonicalJson(someFacts)), JSON.parse(canonicalJson(rules)))
        assert.equal(canonicalJson(again), canonicalJson(first))
      }),
    )
  })

  it('costs no less with more area', () => {
    fc.assert(
      fc.property(anyFacts, anyRounding, fc.nat(100_000), (someFacts, rounding, more) => {
        const [first, ...others] = someFacts.areas
        if (!first) return
        const larger = { ...first, billedMilliM2: first.billedMilliM2 + more, grossMilliM2: first.grossMilliM2 + more }
        const before = priceSeason(someFacts, ruleSet({ rounding })).totalFen
        assert.ok(priceSeason({ ...someFacts, areas: [larger, ...others] }, ruleSet({ rounding })).totalFen >= before)
      }),
    )
  })
})
