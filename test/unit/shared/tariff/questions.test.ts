import assert from 'node:assert/strict'
import { checkRuleSet } from '../../../../shared/tariff/check-rule-set.ts'
import { questionArea, questionRuleSet } from '../../../../shared/tariff/question-rule-set.ts'
import { rule, withRules } from './amounts.ts'
import { flat, heatRule, lateRule, ruleSet, stopRule } from './town.ts'

describe('what is odd is asked about, all at once, and not refused', () => {
  it('in a rule set', () => {
    const odd = ruleSet({
      rules: [
        { ...heatRule, params: { priceE4: 2_050_000, areaBasis: 'billed' } },
        { ...heatRule, priceType: 'x', params: { priceE4: 0, areaBasis: 'billed' } },
        { ...stopRule, params: { share: { num: 61, den: 100 } } },
        // 3 % a day, as one published page has it
        { ...lateRule, params: { ...lateRule.params, dailyRatePpm: 30_000, cap: { kind: 'none' } } },
        rule('discount@1', {
          windows: [{ fromOn: '2018-09-01', toOn: '2018-09-30', channels: '*', amount: { kind: 'percent', share: { num: 11, den: 100 } } }],
          excluded: [],
          rounding: { mode: 'half-up', unit: 'fen' },
        }),
        rule('row-factor@1', {
          by: 'rowKind',
          entries: [{ value: 'hall', name: '大厅', factor: { num: 4, den: 1 } }],
          otherwise: { num: 1, den: 1 },
        }),
      ],
    })
    assert.deepEqual(checkRuleSet(odd), [])
    const questions = questionRuleSet(odd)
    assert.deepEqual(
      questions.map(({ code, path }) => `${code} ${path}`),
      [
        'PRICE_UNUSUALLY_HIGH rules[0].params.priceE4',
        'PRICE_OF_NOTHING rules[1].params.priceE4',
        'STOP_SHARE_ABOVE_60_PERCENT rules[2].params.share',
        'DAILY_RATE_ABOVE_1_PERCENT rules[3].params.dailyRatePpm',
        'LATE_FEE_WITHOUT_CAP rules[3].params.cap',
        'DISCOUNT_ABOVE_10_PERCENT rules[4].params.windows[0].amount.share',
        'FACTOR_ABOVE_3 rules[5].params.entries[0].factor',
      ],
    )
    assert.equal(questions[3]?.message, '违约金每日 3%，超过 1%，是否应为千分之几？')
    assert.deepEqual(
      questionRuleSet(ruleSet({ rules: [heatRule] })).map(({ code }) => code),
      ['NO_STOP_RULE'],
    )
    assert.deepEqual(questionRuleSet(withRules(lateRule)), [])
  })

  it('in an area row', () => {
    const odd = flat({ insideMilliM2: 50_001, billedMilliM2: 100_001, heightMm: 280 })
    assert.deepEqual(
      questionArea(odd).map(({ code }) => code),
      ['INSIDE_LARGER_THAN_GROSS', 'BILLED_FAR_FROM_GROSS', 'HEIGHT_UNUSUAL'],
    )
    assert.deepEqual(questionArea(flat()), [])
  })
})
