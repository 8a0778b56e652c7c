import assert from 'node:assert/strict'
import { checkRuleSet } from '../../../../shared/tariff/check-rule-set.ts'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import { questionArea, questionRuleSet } from '../../../../shared/tariff/question-rule-set.ts'
import type { Rule } from '../../../../shared/tariff/rule-set.ts'
import { rule, withRules } from './amounts.ts'
import { facts, flat, heatRule, lateRule, ruleSet, stopRule } from './town.ts'

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

  it('in two kinds of price that charge the same home for the same thing', () => {
    const metered = rule('two-part@1', {
      ...{ areaBasis: 'gross', areaPriceE4: 220_000, basicPriceE4: 66_000, heatPriceE4: 1_570, unit: 'kWh', missing: 'area-fee' },
    })
    const asked = (...rules: Rule[]) => questionRuleSet(ruleSet({ rules: [...rules, stopRule] })).map(({ code, path }) => `${code} ${path}`)
    assert.deepEqual(asked({ ...heatRule, priceType: '*' }, { ...metered, priceType: '两部制' }), ['CHARGED_TWICE rules[1]'])
    assert.deepEqual(asked({ ...heatRule, priceType: '按面积' }, { ...metered, priceType: '两部制' }), [])
    assert.deepEqual(asked({ ...heatRule, priceType: '*' }, { ...metered, priceType: '*', feeType: 'metered-heat' }), [])
    assert.deepEqual(
      asked({ ...heatRule, priceType: '*' }, { ...heatRule, priceType: '两部制' }),
      [],
      'of one kind the more specific rule wins',
    )
  })

  it('in the days of a rule set copied from another season', () => {
    const copied = ruleSet({
      rules: [
        heatRule,
        stopRule,
        { ...lateRule, params: { ...lateRule.params, dueOn: '2017-02-13', cap: { kind: 'share', num: 3, den: 2 } } },
        rule('discount@1', {
          windows: [
            { fromOn: '2018-09-01', toOn: '2018-09-30', channels: '*', amount: { kind: 'fixed', amountFen: 1 } },
            { fromOn: '2020-09-01', toOn: '2020-09-30', channels: '*', amount: { kind: 'fixed', amountFen: 1 } },
          ],
          excluded: [],
          rounding: { mode: 'half-up', unit: 'fen' },
        }),
      ],
    })
    assert.deepEqual(checkRuleSet(copied), [])
    assert.deepEqual(
      questionRuleSet(copied).map(({ code, path }) => `${code} ${path}`),
      [
        'LATE_FEE_CAP_ABOVE_PRINCIPAL rules[2].params.cap',
        'DAY_OUTSIDE_SEASON rules[2].params.dueOn',
        'DAY_OUTSIDE_SEASON rules[3].params.windows[1].fromOn',
        'DAY_OUTSIDE_SEASON rules[3].params.windows[1].toOn',
      ],
    )
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

describe('mistakes that were really published or printed', () => {
  it('3 % a day is asked about; months that come to 101 % and areas that do not add up are refused; all by name', () => {
    const weights = [10, 11, 12, 1, 2, 3, 4].map((month, index) => ({ month, percent: [7, 15, 20, 22, 18, 14, 5][index] ?? 0 }))
    const published = ruleSet({
      rules: [
        heatRule,
        stopRule,
        { ...lateRule, params: { ...lateRule.params, dailyRatePpm: 30_000 } },
        rule('poor-heat@1', {
          bands: [{ from: -5000, to: 1800, share: { num: 1, den: 1 } }],
          bound: 'lower',
          excludedWindows: [{ fromMinute: 840, toMinute: 600 }],
          graceDays: 0,
          countsFrom: 'report',
          monthWeights: weights,
        }),
      ],
    })
    assert.deepEqual(
      questionRuleSet(published).map(({ code }) => code),
      ['DAILY_RATE_ABOVE_1_PERCENT'],
    )
    const home = flat({
      insideMilliM2: 41_250,
      publicShareMilliM2: 8_000,
      periods: [
        { fromOn: '2018-12-01', toOn: '2018-12-31', status: 'stopped' },
        { fromOn: '2018-12-31', toOn: '2019-01-31', status: 'stopped' },
      ],
    })
    const { faults } = priceSeason(facts(home), published)
    assert.deepEqual(
      faults.map(({ code, path }) => `${code} ${path}`),
      [
        'IMPOSSIBLE_VALUE ruleSet.rules[3].params.excludedWindows[0]',
        'WEIGHTS_DO_NOT_ADD_UP ruleSet.rules[3].params.monthWeights',
        'AREA_PARTS_DO_NOT_ADD_UP areas[0].publicShareMilliM2',
        'OVERLAPPING_DATES areas[0].periods[1]',
      ],
    )
    assert.match(faults[1]?.message ?? '', /合计 101%，应为 100%/)
  })
})
