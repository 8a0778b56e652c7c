import assert from 'node:assert/strict'
import { checkRuleSet } from '../../../../shared/tariff/check-rule-set.ts'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import type { HeatedAreaFacts } from '../../../../shared/tariff/facts.ts'
import { questionRuleSet } from '../../../../shared/tariff/question-rule-set.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { modelSeason, moveToSeason, ruleSetTemplates } from '../../../../shared/tariff/templates/index.ts'
import { flat, ruleSet } from './town.ts'

const published = (set: RuleSet): RuleSet => ({ ...set, notice: ruleSet().notice })
/** 100.00 m² gross, 80.00 m² inside, 3.30 m high, of which everything a template may ask for is recorded. */
const home: Partial<HeatedAreaFacts> = {
  grossMilliM2: 100_000,
  insideMilliM2: 80_000,
  billedMilliM2: 100_000,
  heightMm: 3_300,
  clearHeightMm: 3_100,
  buildingType: 'multi',
  occupancyPpm: 400_000,
}
const yuanOf = (set: RuleSet, change: Partial<HeatedAreaFacts> = {}) => {
  const { totalFen, faults } = priceSeason({ season: modelSeason, areas: [flat({ ...home, ...change })] }, published(set))
  assert.deepEqual(faults, [])
  return totalFen / 100
}

describe('the templates to start a rule set from', () => {
  it('have names of their own, and say in a sentence what they are', () => {
    assert.ok(ruleSetTemplates.length >= 12)
    for (const key of ['code', 'name'] as const)
      assert.equal(new Set(ruleSetTemplates.map((one) => one[key])).size, ruleSetTemplates.length)
    for (const { name, explanation } of ruleSetTemplates) {
      assert.match(name, /\p{Script=Han}/u)
      assert.match(explanation, /^\p{Script=Han}?.*。$/u)
    }
  })

  for (const { code, ruleSet: set } of ruleSetTemplates) {
    it(`${code} lacks nothing but its notice, and nothing in it is odd`, () => {
      assert.deepEqual(
        checkRuleSet(set).map(({ path }) => path),
        ['notice.no', 'notice.issuedOn'],
      )
      assert.deepEqual(questionRuleSet(set), [])
    })
  }

  // 100 × 22.00 = 2200.00 and its kin, by hand
  const prices: Record<string, [home: number, shop: number, change?: Partial<HeatedAreaFacts>]> = {
    'area-gross': [2200, 3400],
    // 80 × 26.70 = 2136.00; 100 × 39.80
    'area-inside': [2136, 3980],
    // 100 × 5.80 × 4; 100 × 7.50 × 4
    'per-month': [2320, 3000],
    // 100 × 0.18 × 121 × 0.90 = 1960.20
    'per-day': [1960.2, 1960.2],
    // × 3.3/3
    'height-ratio': [2420, 3740],
    // homes 2200.00; shops 100 × 43.30 × 1.03 = 4459.90
    'height-steps': [2200, 4459.9],
    // clear height 3.10: one started step: 2200 × 1.10
    'height-area': [2420, 2420],
    // 3.30 m is under 4 m: 100 × 24.00
    'height-other-price': [2400, 2400],
    'two-part': [2200, 3400],
    // 38.32 × 1000/1333 × 100 = 2874.71867… → 2874.72
    'two-part-usable-capped': [2874.72, 2874.72],
    'whole-season-stop': [2200, 3400],
    'partial-stop': [2200, 3400],
    'early-discount': [2200, 3400],
    'low-income': [2200, 3400],
    refunds: [2200, 3400],
    // 40 % occupied: 2200 × 1.2; 3400 × 1.2
    'minimum-and-low-occupancy': [2640, 4080],
  }
  for (const { code, ruleSet: set } of ruleSetTemplates) {
    it(`${code} prices a home and a shop`, () => {
      const [atHome, inShop] = prices[code] ?? []
      assert.deepEqual([yuanOf(set), yuanOf(set, { customerClass: 'non-residential' })], [atHome, inShop])
    })
  }

  it('low-income: the government owes 85 % of the first 45 m²', () => {
    // 2200.00 × 85 % × 45/100 = 841.50; the resident 1358.50
    const set = ruleSetTemplates.find(({ code }) => code === 'low-income')?.ruleSet as RuleSet
    const { lines } = priceSeason({ season: modelSeason, areas: [flat({ ...home, priceType: '低保' })] }, published(set))
    assert.deepEqual(
      lines.map(({ payer, amountFen }) => [payer ?? 'resident', amountFen]),
      [
        ['resident', 135_850],
        ['government', 84_150],
      ],
    )
  })
})

describe('a rule set moved to another season', () => {
  it('has every day moved by whole years, and nothing else changed', () => {
    for (const { ruleSet: set } of ruleSetTemplates) {
      const moved = moveToSeason(set, '2027-2028')
      assert.equal(moved.seasonCode, '2027-2028')
      assert.equal(moved.validFrom, '2027-11-15')
      assert.deepEqual(JSON.stringify(moved.rules), JSON.stringify(set.rules).replaceAll('"2026-', '"2027-'))
      assert.deepEqual(moveToSeason(moved, '2026-2027'), set)
    }
  })

  it('makes the 28th of a 29 February, and keeps the notice', () => {
    const leap = ruleSet({ seasonCode: '2027-2028', validFrom: '2028-02-29' })
    assert.equal(moveToSeason(leap, '2028-2029').validFrom, '2029-02-28')
    assert.deepEqual(moveToSeason(leap, '2028-2029').notice, leap.notice)
    assert.throws(() => moveToSeason(leap, 'next'), RangeError)
  })
})
