import assert from 'node:assert/strict'
import { checkRuleSet } from '../../../../shared/tariff/check-rule-set.ts'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import type { Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { facts, flat, heatRule, lateRule, ruleSet, stopRule } from './town.ts'

const refusals = (...args: Parameters<typeof priceSeason>) => {
  const { lines, totalFen, faults } = priceSeason(...args)
  assert.deepEqual([lines, totalFen], [[], 0])
  return faults.map(({ code, path }) => `${code} ${path}`)
}

describe('what cannot be priced is refused, all at once, and nothing is charged', () => {
  it('a class nobody has a price for, named in Chinese', () => {
    const kiosk = flat({ areaNo: 2, name: '报亭', customerClass: 'kiosk' })
    assert.deepEqual(refusals(facts(flat(), kiosk), ruleSet()), ['NO_RULE areas[1]'])
    assert.match(priceSeason(facts(flat(), kiosk), ruleSet()).faults[0]?.message ?? '', /报亭.*kiosk.*用热.*没有适用的热费收费规则/)
  })

  it('a stopped area without a stop rule, and a stop rule without a price to take its share of', () => {
    const stopped = facts(flat({ status: 'stopped' }))
    assert.deepEqual(refusals(stopped, ruleSet({ rules: [heatRule] })), ['NO_RULE areas[0]'])
    assert.deepEqual(refusals(stopped, ruleSet({ rules: [stopRule] })), ['NO_RULE areas[0]'])
  })

  it('an area with only a price for something else than heat', () => {
    assert.deepEqual(refusals(facts(flat()), ruleSet({ rules: [{ ...heatRule, feeType: 'hot-water' }] })), ['NO_RULE areas[0]'])
    const onlyHotWater = ruleSet({ rules: [{ ...heatRule, feeType: 'hot-water' }], obligatoryFeeTypes: ['hot-water'] })
    assert.deepEqual(priceSeason(facts(flat()), onlyHotWater).faults, [])
  })

  it('two rules that fit equally well', () => {
    const byType: Rule = { ...heatRule, customerClass: '*', priceType: '面积计费' }
    assert.deepEqual(refusals(facts(flat()), ruleSet({ rules: [heatRule, byType, stopRule] })), ['OVERLAPPING_RULES areas[0]'])
    assert.deepEqual(refusals(facts(flat()), ruleSet({ rules: [heatRule, heatRule, stopRule] })), ['OVERLAPPING_RULES ruleSet.rules[1]'])
  })

  it('an area the rule multiplies by and nobody has recorded', () => {
    const usable: Rule = { ...heatRule, params: { priceE4: 205_000, areaBasis: 'usable' } }
    assert.deepEqual(refusals(facts(flat()), ruleSet({ rules: [usable] })), ['AREA_NOT_RECORDED areas[0].usableMilliM2'])
    assert.deepEqual(refusals(facts(flat({ status: 'stopped' })), ruleSet({ rules: [usable, stopRule] })), [
      'AREA_NOT_RECORDED areas[0].usableMilliM2',
    ])
  })

  it('impossible facts', () => {
    const wrong = [
      flat({ billedMilliM2: -1 }),
      flat({ grossMilliM2: 46.57 }),
      flat({ areaNo: 3, heightMm: 1e9 }),
      flat({ areaNo: 4, status: 'frozen' as never }),
    ]
    assert.deepEqual(
      refusals({ season: { code: '2017-2018', startsOn: '2018-11-01', endsOn: '2018-10-31', days: 0 }, areas: wrong }, ruleSet()),
      [
        'IMPOSSIBLE_VALUE season.days',
        'SEASON_MISMATCH season.code',
        'IMPOSSIBLE_VALUE season.endsOn',
        'IMPOSSIBLE_VALUE areas[0].billedMilliM2',
        'IMPOSSIBLE_VALUE areas[1].grossMilliM2',
        'IMPOSSIBLE_VALUE areas[1].areaNo',
        'IMPOSSIBLE_VALUE areas[2].heightMm',
        'IMPOSSIBLE_VALUE areas[3].status',
      ],
    )
    assert.deepEqual(refusals(facts(), ruleSet()), ['NO_AREAS areas'])
  })

  it('amounts no number can hold', () => {
    const dear: Rule = { ...heatRule, params: { priceE4: 10_000_000, areaBasis: 'billed' } }
    const vast = Array.from({ length: 1100 }, (_, index) => flat({ areaNo: index + 1, billedMilliM2: 10_000_000_000 }))
    assert.deepEqual(refusals(facts(...vast), ruleSet({ rules: [dear] })), ['AMOUNT_TOO_LARGE areas'])
  })
})

describe('a rule set that cannot be published names everything wrong with it', () => {
  it('kind by kind', () => {
    const wrong = [
      { ...heatRule, params: { priceE4: 20.5, areaBasis: 'billed' } },
      { ...heatRule, priceType: '', params: { priceE4: 205_000, areaBasis: 'guessed' } },
      { ...stopRule, params: { share: { num: 130, den: 100 } } },
      { ...stopRule, priceType: 'x', params: { share: { num: 1, den: 0 } } },
      {
        ...lateRule,
        params: { dailyRatePpm: -1, dueOn: '2019-02-29', graceDays: 400, base: 'season-total', cap: { kind: 'share', num: 1, den: 0 } },
      },
      { ...lateRule, priceType: 'x', params: null },
      { ...heatRule, kind: 'toString' },
    ] as unknown as Rule[]
    const broken = {
      ...ruleSet({ rules: wrong, version: 0, validFrom: 'soon' }),
      notice: null,
      rounding: { level: 'page', mode: 'up', unit: 'cent' },
    } as unknown as RuleSet
    assert.deepEqual(
      checkRuleSet(broken).map(({ code, path }) => `${code} ${path}`),
      [
        'IMPOSSIBLE_VALUE version',
        'IMPOSSIBLE_VALUE validFrom',
        'IMPOSSIBLE_VALUE notice.no',
        'IMPOSSIBLE_VALUE notice.issuedOn',
        'IMPOSSIBLE_VALUE rounding.level',
        'IMPOSSIBLE_VALUE rounding.mode',
        'IMPOSSIBLE_VALUE rounding.unit',
        'IMPOSSIBLE_VALUE rules[0].params.priceE4',
        'IMPOSSIBLE_VALUE rules[1].priceType',
        'IMPOSSIBLE_VALUE rules[1].params.areaBasis',
        'IMPOSSIBLE_VALUE rules[2].params.share',
        'IMPOSSIBLE_VALUE rules[3].params.share.den',
        'IMPOSSIBLE_VALUE rules[4].params.dailyRatePpm',
        'IMPOSSIBLE_VALUE rules[4].params.dueOn',
        'IMPOSSIBLE_VALUE rules[4].params.graceDays',
        'IMPOSSIBLE_VALUE rules[4].params.base',
        'IMPOSSIBLE_VALUE rules[4].params.cap.den',
        'IMPOSSIBLE_VALUE rules[5].params.dailyRatePpm',
        'IMPOSSIBLE_VALUE rules[5].params.dueOn',
        'IMPOSSIBLE_VALUE rules[5].params.graceDays',
        'IMPOSSIBLE_VALUE rules[5].params.base',
        'IMPOSSIBLE_VALUE rules[5].params.cap.kind',
        'UNKNOWN_RULE_KIND rules[6].kind',
      ],
    )
    for (const { message } of checkRuleSet(broken)) assert.match(message, /\p{Script=Han}/u)
  })

  it('and a good one has none', () => assert.deepEqual(checkRuleSet(ruleSet()), []))
})
