import assert from 'node:assert/strict'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { HeatedAreaFacts } from '../../../../shared/tariff/facts.ts'
import { codesOf, flatFen, rule, withRules } from './amounts.ts'
import { facts, flat } from './town.ts'

const common = { height: 'storey', scales: 'price', unrecorded: 'refuse' }
/** The table of height rules seen in the field; heights in mm. A flat of 100.00 m² at 20.50 yuan costs 2050.00 without surcharge. */
const shapes = {
  H1: rule('height-ratio@1', { ...common, overMm: 3000, perMm: 3000 }),
  H2: rule('height-steps@1', {
    ...common,
    overMm: 3200,
    stepMm: 100,
    steps: 'started',
    perStep: { num: 3, den: 100 },
    cap: { num: 1, den: 1 },
  }),
  H3: rule('height-steps@1', {
    ...common,
    overMm: 3500,
    stepMm: 300,
    steps: 'started',
    perStep: { num: 10, den: 100 },
    contractOverMm: 6000,
  }),
  H4: rule('height-steps@1', { ...common, scales: 'area', overMm: 3000, stepMm: 200, steps: 'started', perStep: { num: 10, den: 100 } }),
  H5: rule('height-linear@1', { ...common, overMm: 3000, perMetre: { num: 333, den: 1000 }, singleStoreyBase: { num: 2, den: 1 } }),
}
const of = (shape: keyof typeof shapes, heightMm: number, change: Partial<HeatedAreaFacts> = {}) =>
  flatFen({ billedMilliM2: 100_000, heightMm, ...change }, withRules(shapes[shape]))

describe('height surcharges', () => {
  const heights = [3000, 3200, 3300, 3500, 3600, 4000, 4500]
  const cells: Record<keyof typeof shapes, number[]> = {
    // 2050 × h/3: 1; 16/15 → 2186.67; 1.1 → 2255.00; 7/6 → 2391.67; 1.2 → 2460.00; 4/3 → 2733.33; 1.5 → 3075.00
    H1: [205_000, 218_667, 225_500, 239_167, 246_000, 273_333, 307_500],
    // 2050 × 1, 1, 1.03 → 2111.50, 1.09 → 2234.50, 1.12 → 2296.00, 1.24 → 2542.00, 1.39 → 2849.50
    H2: [205_000, 205_000, 211_150, 223_450, 229_600, 254_200, 284_950],
    // 2050 × 1, 1, 1, 1, 1.10 → 2255.00, 1.20 → 2460.00, 1.40 → 2870.00
    H3: [205_000, 205_000, 205_000, 205_000, 225_500, 246_000, 287_000],
    // 2050 × 1, 1.10 → 2255.00, 1.20 → 2460.00, 1.30 → 2665.00, 1.30, 1.50 → 3075.00, 1.80 → 3690.00
    H4: [205_000, 225_500, 246_000, 266_500, 266_500, 307_500, 369_000],
    // 2050 × 1; 1.0666 → 2186.53; 1.0999 → 2254.795 → 2254.80; 1.1665 → 2391.325 → 2391.33; 1.1998 → 2459.59; 1.3330 → 2732.65; 1.4995 → 3073.975 → 3073.98
    H5: [205_000, 218_653, 225_480, 239_133, 245_959, 273_265, 307_398],
  }
  for (const shape of ['H1', 'H2', 'H3', 'H4', 'H5'] as const) {
    for (const [index, heightMm] of heights.entries()) {
      it(`${shape} at ${heightMm} mm`, () => assert.equal(of(shape, heightMm), cells[shape][index]))
    }
  }

  it('H2 counts 3.25 m as a step when steps are started, not when they must be full', () => {
    // (3250 − 3200)/100 = 0.5: started 1 step 1.03 → 2111.50; full 0 steps → 2050.00
    assert.equal(of('H2', 3250), 211_150)
    const full = rule('height-steps@1', { ...(shapes.H2.params as object), steps: 'full' })
    assert.equal(flatFen({ billedMilliM2: 100_000, heightMm: 3250 }, withRules(full)), 205_000)
    assert.equal(flatFen({ billedMilliM2: 100_000, heightMm: 3300 }, withRules(full)), 211_150)
  })

  it('H2 is capped at double', () => {
    // 3200 + 34 steps = 6600: 34 × 3 % = 102 % → 100 %: 4100.00; 33 steps 99 %: 2050 × 1.99 = 4079.50
    assert.equal(of('H2', 6600), 410_000)
    assert.equal(of('H2', 6500), 407_950)
  })

  it('H3 over 6 m asks for the contract, and takes its factor', () => {
    // (6000 − 3500)/300 = 8.33 → 9 steps: 2050 × 1.9 = 3895.00; by contract 2.25: 4612.50
    assert.equal(of('H3', 6000), 389_500)
    assert.equal(of('H3', 6001, { contractFactor: { num: 225, den: 100 } }), 461_250)
    const result = priceSeason(facts(flat({ heightMm: 6001 })), withRules(shapes.H3))
    assert.deepEqual(codesOf(result), ['NEEDS_CONTRACT areas[0].contractFactor'])
    assert.match(result.faults[0]?.message ?? '', /层高 6\.001 米，超过 6\.00 米的由合同约定/)
  })

  it('H4 says that it scales the area, the others the price: the sum is the same', () => {
    const text = (scales: string) => {
      const set = withRules(rule('height-steps@1', { ...(shapes.H4.params as object), scales }))
      const [line] = priceSeason(facts(flat({ billedMilliM2: 100_000, heightMm: 3300 })), set).lines
      assert.equal(line?.amountFen, 246_000)
      return renderSteps(line?.steps ?? [])[3]
    }
    const said = '层高 3.30 米，超过 3.00 米：每 0.20 米为一级，不足一级按一级，计 2 级，每级加收 10%'
    assert.equal(text('area'), `${said}，计费面积乘以系数 1.2`)
    assert.equal(text('price'), `${said}，单价乘以系数 1.2`)
  })

  it('H5 starts from 2 for single-storey buildings', () => {
    // 2 + 0.333 × 1 = 2.333 → 2050 × 2.333 = 4782.65
    assert.equal(of('H5', 4000, { singleStorey: true }), 478_265)
  })

  it('H6 has another price for a storey above 4 m', () => {
    // 7.50 up to and with 4 m, 36.00 above: 100 × 7.50 = 750.00; 100 × 36.00 = 3600.00
    const bands = [
      { from: 0, to: 4000, priceE4: 75_000 },
      { from: 4000, to: null, priceE4: 360_000 },
    ]
    const banded = rule(
      'banded-price@1',
      { areaBasis: 'billed', by: 'height', height: 'storey', bands, bound: 'upper' },
      { priceType: '面积计费', customerClass: 'residential' },
    )
    const set = withRules(banded)
    const only = { ...set, rules: set.rules.filter(({ kind }) => kind !== 'area-price@1') }
    assert.equal(flatFen({ billedMilliM2: 100_000, heightMm: 3600 }, only), 75_000)
    assert.equal(flatFen({ billedMilliM2: 100_000, heightMm: 4000 }, only), 75_000)
    assert.equal(flatFen({ billedMilliM2: 100_000, heightMm: 4001 }, only), 360_000)
  })

  it('a table of bands has its own factor for each, bounds where the table says', () => {
    const bands = [
      { from: 3000, to: 4000, factor: { num: 12, den: 10 } },
      { from: 4000, to: null, factor: { num: 15, den: 10 } },
    ]
    const table = (bound: string) => withRules(rule('height-bands@1', { ...common, overMm: 3000, bands, bound }))
    // 2050 × 1.2 = 2460.00; × 1.5 = 3075.00
    assert.equal(flatFen({ billedMilliM2: 100_000, heightMm: 4000 }, table('lower')), 307_500)
    assert.equal(flatFen({ billedMilliM2: 100_000, heightMm: 4000 }, table('upper')), 246_000)
    assert.equal(flatFen({ billedMilliM2: 100_000, heightMm: 3000 }, table('upper')), 205_000)
  })

  it('may go by the clear height, and says when a height is not recorded', () => {
    const clear = rule('height-ratio@1', { ...common, height: 'clear', overMm: 3000, perMm: 3000 })
    // 2050 × 3300/3000 = 2255.00, whatever the storey height
    assert.equal(flatFen({ billedMilliM2: 100_000, heightMm: 9000, clearHeightMm: 3300 }, withRules(clear)), 225_500)
    assert.deepEqual(codesOf(priceSeason(facts(flat()), withRules(clear))), ['FACT_NOT_RECORDED areas[0].clearHeightMm'])
    const lenient = rule('height-ratio@1', { ...(clear.params as object), unrecorded: 'none' })
    assert.equal(flatFen({ billedMilliM2: 100_000 }, withRules(lenient)), 205_000)
  })

  it('counts in the base fee of a stopped area, once', () => {
    // 2050 × 1.1 × 0.30 = 676.50
    assert.equal(of('H1', 3300, { status: 'stopped' }), 67_650)
  })

  it('cannot be written impossibly', () => {
    const wrong = withRules(
      rule('height-ratio@1', { ...common, overMm: -1, perMm: 0, scales: 'both' }),
      rule('height-bands@1', {
        ...common,
        overMm: 3000,
        bound: 'lower',
        bands: [
          { from: 3000, to: 3500, factor: { num: 1, den: 1 } },
          { from: 3600, to: 4000, factor: { num: 1, den: 1 } },
        ],
      }),
      rule('height-steps@1', { ...common, overMm: 3000, stepMm: 0, steps: 'half', perStep: { num: 1, den: 0 } }),
    )
    assert.deepEqual(codesOf(priceSeason(facts(flat()), wrong)), [
      'IMPOSSIBLE_VALUE ruleSet.rules[2].params.scales',
      'IMPOSSIBLE_VALUE ruleSet.rules[2].params.overMm',
      'IMPOSSIBLE_VALUE ruleSet.rules[2].params.perMm',
      'BANDS_WITH_GAPS ruleSet.rules[3].params.bands[1]',
      'BANDS_WITH_GAPS ruleSet.rules[3].params.bands',
      'IMPOSSIBLE_VALUE ruleSet.rules[4].params.stepMm',
      'IMPOSSIBLE_VALUE ruleSet.rules[4].params.steps',
      'IMPOSSIBLE_VALUE ruleSet.rules[4].params.perStep.den',
    ])
  })
})
