import assert from 'node:assert/strict'
import { accrueLateFee } from '../../../../shared/billing/late-fee.ts'
import { lateFeeTermsOf } from '../../../../shared/billing/late-fee-rule.ts'
import { quoteHousehold } from '../../../../shared/billing/quote.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { LateFeeTerms } from '../../../../shared/tariff/kinds/late-fee.ts'
import type { Rule } from '../../../../shared/tariff/rule-set.ts'
import { flat, lateRule, ruleSet } from '../tariff/town.ts'
import { heat, noneYet } from './ledger-of-one-home.ts'

const twoPermille: LateFeeTerms = { dailyRatePpm: 2000, dueOn: '2018-11-15', graceDays: 0, base: 'season-total', cap: { kind: 'none' } }

describe('a late fee of the season total', () => {
  it('is counted on the whole season as long as anything is open', () => {
    // season 954.69, 100.00 open; 15 Nov to 25 Nov 10 days: 954.69 × 2 ‰ × 10 = 19.0938 → 19.09; of the unpaid sum only it would be 2.00
    const input = { ...noneYet, principalOpenFen: 10_000, principalTotalFen: 95_469, asOf: '2018-11-25' }
    const { amountFen, steps } = accrueLateFee({ ...input, rule: twoPermille })
    assert.equal(amountFen, 1_909)
    assert.deepEqual(renderSteps(steps), [
      '全季应收 954.69 元（未缴 100.00 元），缴费截止 2018-11-15，2018-11-16 至 2018-11-25 计 10 天，违约金按全季应收每日 2‰',
      '954.69 × 2‰ × 10 = 19.0938，四舍五入到分 = 19.09 元',
    ])
    assert.equal(accrueLateFee({ ...input, rule: { ...twoPermille, base: 'unpaid' } }).amountFen, 200)
    assert.equal(accrueLateFee({ ...input, principalOpenFen: 0, rule: twoPermille }).amountFen, 0)
  })

  it('obeys caps, grace and holds like the other', () => {
    // cap 30 % of 954.69 = 286.407 → 286.40; grace 5: 5 days × 1.90938 = 9.5469 → 9.55; 3 days held of 10: 7 × 1.90938 = 13.36566 → 13.37
    const input = { ...noneYet, principalOpenFen: 10_000, principalTotalFen: 95_469 }
    const capped: LateFeeTerms = { ...twoPermille, cap: { kind: 'share', num: 30, den: 100 } }
    assert.equal(accrueLateFee({ ...input, rule: capped, asOf: '2019-06-30' }).amountFen, 28_640)
    assert.equal(accrueLateFee({ ...input, rule: { ...twoPermille, graceDays: 5 }, asOf: '2018-11-25' }).amountFen, 955)
    const holds = [{ from: '2018-11-20', to: '2018-11-22' }]
    assert.equal(accrueLateFee({ ...input, holds, rule: twoPermille, asOf: '2018-11-25' }).amountFen, 1_337)
  })

  it('is quoted on the lines of the season, paid ones included', () => {
    const lines = [
      heat({ openFen: 0, dueOn: '2018-11-15' }),
      heat({ lineId: 12, dueOn: '2018-11-15', openFen: 100, principalTotalFen: 4_531 }),
    ]
    // 954.69 + 45.31 = 1000.00 × 2 ‰ × 10 = 20.00
    const quote = quoteHousehold({ asOf: '2018-11-25', lines, lateFeeRules: { '2018-2019': twoPermille }, balanceFen: 0 })
    assert.equal(quote.lateFeeFen, 2_000)
  })

  it('is found for a customer whichever kind the rule is of', () => {
    const ofTotal = { ...lateRule, kind: 'late-fee@2', customerClass: 'residential', params: twoPermille } as Rule
    assert.equal(lateFeeTermsOf(ruleSet({ rules: [lateRule, ofTotal] }), flat())?.base, 'season-total')
    assert.equal(lateFeeTermsOf(ruleSet({ rules: [lateRule, ofTotal] }), flat({ customerClass: 'x' }))?.base, 'unpaid')
    assert.equal(lateFeeTermsOf(ruleSet({ rules: [] }), flat()), null)
  })
})
