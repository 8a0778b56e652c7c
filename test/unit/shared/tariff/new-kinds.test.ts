import assert from 'node:assert/strict'
import { fraction } from '../../../../shared/money/fraction.ts'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import { type RuleKinds, ruleKinds } from '../../../../shared/tariff/kinds/registry.ts'
import type { FactorKind } from '../../../../shared/tariff/kinds/rule-kind.ts'
import type { Rule } from '../../../../shared/tariff/rule-set.ts'
import { numberOf } from '../../../../shared/tariff/step-text.ts'
import { facts, flat, heatRule, ruleSet, stopRule } from './town.ts'

/** A kind as somebody else would add it: h/3 for storeys above 3 m. It is not in the registry of the product. */
const heightRatio: FactorKind = {
  role: 'factor',
  title: '超高系数',
  check: () => [],
  factor: ({ area }) => {
    const heightMm = area.heightMm ?? 0
    return heightMm <= 3000 ? null : { factor: fraction(heightMm, 3000), steps: [{ code: 'test-height', values: { heightMm } }] }
  },
  texts: {
    'test-height': {
      sentence: (step) => `层高 ${numberOf(step, 'heightMm')} 毫米，按 3000 毫米折算`,
      term: (step) => ({ text: `${numberOf(step, 'heightMm')}/3000`, labelled: '超高', value: fraction(numberOf(step, 'heightMm'), 3000) }),
    },
  },
}
const kinds: RuleKinds = { ...ruleKinds, 'test-height@1': heightRatio }
const heightRule = { ...heatRule, kind: 'test-height@1', params: {} } as unknown as Rule

describe('a new kind of rule', () => {
  const rules = ruleSet({ rules: [heatRule, heightRule, stopRule] })

  it('needs one file and one entry: a factor multiplies the charge and explains itself', () => {
    // 46.57 × 20.50 × 3300/3000 = 1050.1535 → 1050.15
    const { lines } = priceSeason(facts(flat({ heightMm: 3300 })), rules, kinds)
    assert.deepEqual(
      lines.map(({ amountFen }) => amountFen),
      [105_015],
    )
    assert.deepEqual(renderSteps(lines[0]?.steps ?? [], kinds).slice(3), [
      '层高 3300 毫米，按 3000 毫米折算',
      '46.57 × 20.50 × 3300/3000 = 1050.1535，四舍五入到分 = 1050.15 元',
    ])
  })

  it('counts once in the base fee of a stopped area, also when both fees are of one type', () => {
    // 1050.1535 × 30 % = 315.04605 → 315.05
    const stopped = facts(flat({ heightMm: 3300, status: 'stopped' }))
    assert.equal(priceSeason(stopped, rules, kinds).totalFen, 31_505)
    const sameType: Rule = { ...stopRule, feeType: 'heat' }
    assert.equal(priceSeason(stopped, { ...rules, rules: [heatRule, heightRule, sameType] }, kinds).totalFen, 31_505)
  })

  it('leaves alone what it does not concern', () => {
    assert.equal(priceSeason(facts(flat({ heightMm: 3000 })), rules, kinds).totalFen, 95_469)
    assert.equal(priceSeason(facts(flat({ heightMm: null })), rules, kinds).totalFen, 95_469)
  })

  it('is refused where it is not known', () => {
    assert.deepEqual(
      priceSeason(facts(flat()), rules).faults.map(({ code }) => code),
      ['UNKNOWN_RULE_KIND'],
    )
  })
})
