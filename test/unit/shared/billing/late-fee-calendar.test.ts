import assert from 'node:assert/strict'
import fc from 'fast-check'
import { accrueLateFee, type PrincipalsInput } from '../../../../shared/billing/late-fee.ts'
import { lateFeeDays } from '../../../../shared/billing/late-fee-calendar.ts'
import { anyLateFee } from '../tariff/random-policies.ts'

const golden: PrincipalsInput = {
  rule: { dailyRatePpm: 1000, dueOn: '2019-02-13', graceDays: 0, base: 'unpaid', cap: { kind: 'principal' } },
  principals: [{ dueOn: '2019-02-13', openFen: 95_469 }],
  principalTotalFen: 95_469,
  postedFen: 0,
  accruedThrough: null,
  holds: [],
  asOf: '2019-04-23',
}

describe('a late fee day by day', () => {
  it('of the golden flat is 0.95 or 0.96 a day, 65.87 after 69 days', () => {
    // 954.69 × 1 ‰ = 0.95469: 0.95, then 1.90938 → 1.91, 2.86407 → 2.86 …
    const days = lateFeeDays(golden)
    assert.deepEqual(
      days.slice(0, 3).map(({ on, addedFen, sumFen }) => [on, addedFen, sumFen]),
      [
        ['2019-02-14', 95, 95],
        ['2019-02-15', 96, 191],
        ['2019-02-16', 95, 286],
      ],
    )
    assert.deepEqual([days.length, days.at(-1)], [69, { on: '2019-04-23', addedFen: 95, sumFen: 6_587, held: false }])
  })

  it('stands still while it is held, and stops where the valve was closed or the cap is reached', () => {
    const held = lateFeeDays({ ...golden, holds: [{ from: '2019-02-16', to: '2019-02-18' }] })
    assert.deepEqual(
      held.slice(1, 6).map(({ on, addedFen, held: still }) => [on.slice(8), addedFen, still]),
      [
        ['15', 96, false],
        ['16', 0, true],
        ['17', 0, true],
        ['18', 0, true],
        ['19', 95, false],
      ],
    )
    assert.equal(lateFeeDays({ ...golden, holds: [{ from: '2019-03-01', to: null }] }).at(-1)?.on, '2019-02-28')
    // 1 % of 954.69 is 9.54 (cut): day 10 would be 9.55
    const capped = lateFeeDays({ ...golden, rule: { ...golden.rule, cap: { kind: 'share', num: 1, den: 100 } } })
    assert.deepEqual(capped.at(-1), { on: '2019-02-23', addedFen: 95, sumFen: 954, held: false })
  })

  it('is empty before it begins, and refuses more days than anybody reads', () => {
    assert.deepEqual(lateFeeDays({ ...golden, asOf: '2019-02-13' }), [])
    assert.deepEqual(lateFeeDays({ ...golden, principals: [] }), [])
    assert.throws(() => lateFeeDays({ ...golden, asOf: '2039-01-01' }), RangeError)
  })

  it('adds up to the fee, whatever the rule', () => {
    fc.assert(
      fc.property(anyLateFee, ({ principalOpenFen, ...input }) => {
        const principals = [{ dueOn: input.rule.dueOn, openFen: principalOpenFen, totalFen: input.principalTotalFen }]
        const days = lateFeeDays({ ...input, principals })
        const { amountFen } = accrueLateFee({ ...input, principalOpenFen })
        assert.equal(
          days.reduce((sum, { addedFen }) => sum + addedFen, 0),
          amountFen,
        )
        assert.ok(days.every(({ addedFen }) => addedFen >= 0))
      }),
      { numRuns: 100 },
    )
  })
})
