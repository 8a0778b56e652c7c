import assert from 'node:assert/strict'
import fc from 'fast-check'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import { renderSteps, summariseSteps } from '../../../../shared/tariff/explain.ts'
import type { TariffFacts } from '../../../../shared/tariff/facts.ts'
import type { Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { anyFacts, anyRounding } from './arbitraries.ts'
import { readAmount } from './reader/read-amount.ts'
import { facts, flat, heatRule, ruleSet, stopRule } from './town.ts'

const explain = (someFacts: TariffFacts, rules: RuleSet) => priceSeason(someFacts, rules).lines.map(({ steps }) => renderSteps(steps))

describe('the explanation of a line', () => {
  it('tells the golden flat how it comes to 954.69', () => {
    assert.deepEqual(explain(facts(flat()), ruleSet()), [
      [
        '2018-2019 采暖季：2018-11-01 至 2019-03-31，计 151 天',
        '面积行 1 住宅：计费面积 46.57 ㎡（来源：房产证）',
        '热价 20.50 元/㎡·采暖季（居民，面积计费；依据：×价〔2018〕12号，价目第 3 版）',
        '46.57 × 20.50 = 954.685，四舍五入到分 = 954.69 元',
      ],
    ])
  })

  it('tells a stopped attic of its share, and how a rounded bill was split', () => {
    const third: Rule = { ...stopRule, params: { share: { num: 1, den: 3 } } }
    const rules = ruleSet({ rules: [heatRule, third], rounding: { level: 'bill', mode: 'half-up', unit: 'yuan' } })
    // 954.685 + 318.228333… = 1272.913333… → 1273.00; 1273 × 3/4 = 954.75 and 318.25
    const [heat, base] = explain(facts(flat(), flat({ areaNo: 2, name: '阁楼', status: 'stopped' })), rules)
    assert.deepEqual(heat?.slice(3), [
      '46.57 × 20.50 = 954.685；全单 2 项合计 (190937/150)≈1272.9133，四舍五入到元 = 1273.00 元',
      '按比例分摊：954.685 ÷ (190937/150) × 1273.00，舍去尾数到分 = 954.75 元，本项 = 954.75 元',
    ])
    assert.deepEqual(base?.slice(3), [
      '停热，按全额费用的 1/3 收取停热基础费（依据：×价〔2018〕12号）',
      '46.57 × 20.50 × 1/3 = (190937/600)≈318.2283；全单 2 项合计 (190937/150)≈1272.9133，四舍五入到元 = 1273.00 元',
      '按比例分摊：(190937/600) ÷ (190937/150) × 1273.00，舍去尾数到分 = 318.25 元，本项 = 318.25 元',
    ])
  })

  it('has a short form for a first screen', () => {
    const [heat, base] = priceSeason(facts(flat(), flat({ areaNo: 2, status: 'stopped' })), ruleSet()).lines
    assert.equal(summariseSteps(heat?.steps ?? []), '46.57 ㎡ × 20.50 元/㎡')
    assert.equal(summariseSteps(base?.steps ?? []), '46.57 ㎡ × 20.50 元/㎡ × 30%')
    assert.equal(summariseSteps([]), null)
  })

  it('shows a step of a newer version raw, and does not invent a missing number', () => {
    assert.deepEqual(renderSteps([{ code: 'toString', values: { depthMm: 12, of: '井' } }]), ['toString：depthMm = 12，of = 井'])
    assert.throws(() => renderSteps([{ code: 'area', values: { areaNo: 1, name: '住宅' } }]), /step area has no text areaBasis/)
  })

  it('is enough to compute the amount again, for any facts, rounding and share', () => {
    const share = fc.record({ num: fc.nat(7), den: fc.integer({ min: 7, max: 60 }) })
    fc.assert(
      fc.property(anyFacts, anyRounding, share, fc.nat(9_999_999), (someFacts, rounding, stopShare, priceE4) => {
        const heat: Rule = { ...heatRule, customerClass: '*', params: { priceE4, areaBasis: 'billed' } }
        const rules = ruleSet({ rounding, rules: [heat, { ...stopRule, params: { share: stopShare } }] })
        for (const { amountFen, steps } of priceSeason(someFacts, rules).lines) {
          const text = renderSteps(steps)
          assert.equal(readAmount(text), amountFen, text.join('\n'))
        }
      }),
      { numRuns: 1000 },
    )
  })

  const changes: [what: string, facts: TariffFacts, rules: RuleSet][] = [
    ['season code', { ...facts(flat()), season: { ...facts().season, code: '2017-2018' } }, ruleSet({ seasonCode: '2017-2018' })],
    ['season start', { ...facts(flat()), season: { ...facts().season, startsOn: '2018-11-02' } }, ruleSet()],
    ['season end', { ...facts(flat()), season: { ...facts().season, endsOn: '2019-03-30' } }, ruleSet()],
    ['season days', { ...facts(flat()), season: { ...facts().season, days: 150 } }, ruleSet()],
    ['area number', facts(flat({ areaNo: 2 })), ruleSet()],
    ['area name', facts(flat({ name: '车库' })), ruleSet()],
    ['area', facts(flat({ billedMilliM2: 46_571 })), ruleSet()],
    ['provenance', facts(flat({ provenance: '现场测量' })), ruleSet()],
    ['price type', facts(flat({ priceType: '低保' })), ruleSet()],
    ['status', facts(flat({ status: 'stopped' })), ruleSet()],
    ['notice', facts(flat()), ruleSet({ notice: { ...ruleSet().notice, no: '×价〔2018〕13号' } })],
    ['version', facts(flat()), ruleSet({ version: 4 })],
    ['rounding mode', facts(flat()), ruleSet({ rounding: { level: 'line', mode: 'truncate', unit: 'fen' } })],
    ['rounding unit', facts(flat()), ruleSet({ rounding: { level: 'line', mode: 'half-up', unit: 'jiao' } })],
    ['price', facts(flat()), ruleSet({ rules: [{ ...heatRule, params: { priceE4: 205_001, areaBasis: 'billed' } } as Rule] })],
    ['class', facts(flat({ customerClass: 'school' })), ruleSet({ rules: [{ ...heatRule, customerClass: 'school' } as Rule] })],
  ]
  for (const [what, changedFacts, changedRules] of changes) {
    it(`changes when the ${what} changes`, () => {
      const changed = explain(changedFacts, changedRules)
      assert.equal(changed.length, 1)
      assert.notDeepEqual(changed, explain(facts(flat()), ruleSet()))
    })
  }
})
