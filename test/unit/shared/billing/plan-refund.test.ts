import assert from 'node:assert/strict'
import fc from 'fast-check'
import { planRefund, type RefundHoldings, refundableFen } from '../../../../shared/billing/plan-refund.ts'

/*
 * A payment of 2078.63: 100.00 lie as balance, 242.85 were paid last on line 2, 1735.78 before on line 1; both of season 7, with discounts of
 * 72.32 and 10.12. Line 9 of season 6 was paid first of all, 0.00 of discount.
 */
const HOLDINGS: RefundHoldings = {
  balanceFen: 10_000,
  paidLines: [
    { lineId: 2, seasonId: 7, paidFen: 24_285 },
    { lineId: 1, seasonId: 7, paidFen: 173_578 },
    { lineId: 9, seasonId: 6, paidFen: 5_000 },
  ],
  discounts: [
    { discountLineId: 21, lineId: 1, seasonId: 7, amountFen: 7_232 },
    { discountLineId: 22, lineId: 2, seasonId: 7, amountFen: 1_012 },
    { discountLineId: 23, lineId: 9, seasonId: 6, amountFen: 300 },
  ],
}

describe('where a refund takes its money', () => {
  it('is the balance first, which costs nobody a discount', () => {
    assert.deepEqual(planRefund(HOLDINGS, 10_000), { fromBalanceFen: 10_000, releases: [], reversedDiscounts: [] })
  })

  it('is the line paid last next, and its season loses its discounts with the first fen', () => {
    const { releases, reversedDiscounts } = planRefund(HOLDINGS, 10_001)
    assert.deepEqual(releases, [{ lineId: 2, amountFen: 1 }])
    assert.deepEqual(
      reversedDiscounts.map(({ discountLineId }) => discountLineId),
      [21, 22],
    )
  })

  it('goes over several lines, the last of them in part', () => {
    // 400.00 = 100.00 + 242.85 + 57.15
    assert.deepEqual(planRefund(HOLDINGS, 40_000).releases, [
      { lineId: 2, amountFen: 24_285 },
      { lineId: 1, amountFen: 5_715 },
    ])
  })

  it('can be everything, and nothing more; nothing is no refund', () => {
    assert.equal(refundableFen(HOLDINGS), 212_863)
    assert.equal(planRefund(HOLDINGS, 212_863).reversedDiscounts.length, 3)
    for (const amount of [212_864, 0, -1, 0.5]) assert.throws(() => planRefund(HOLDINGS, amount), RangeError)
  })

  it('adds up, takes no more of a line than was paid on it, and leaves untouched seasons alone', () => {
    const lines = fc.array(fc.record({ seasonId: fc.integer({ min: 1, max: 3 }), paidFen: fc.integer({ min: 1, max: 9_999 }) }), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (paid, balanceFen, share) => {
        const paidLines = paid.map((line, lineId) => ({ lineId, ...line }))
        const discounts = paidLines.map(({ lineId, seasonId }) => ({ discountLineId: 100 + lineId, lineId, seasonId, amountFen: 1 }))
        const holdings = { balanceFen, paidLines, discounts }
        const all = refundableFen(holdings)
        fc.pre(all > 0)
        const amountFen = Math.max(1, Math.floor(all * share))
        const plan = planRefund(holdings, amountFen)
        assert.equal(
          plan.releases.reduce((sum, one) => sum + one.amountFen, plan.fromBalanceFen),
          amountFen,
        )
        for (const { lineId, amountFen: released } of plan.releases)
          assert.ok(released > 0 && released <= (paidLines[lineId]?.paidFen ?? 0))
        const touched = new Set(plan.releases.map(({ lineId }) => paidLines[lineId]?.seasonId))
        assert.equal(plan.reversedDiscounts.length, discounts.filter(({ seasonId }) => touched.has(seasonId)).length)
        if (plan.releases.length > 0) assert.equal(plan.fromBalanceFen, balanceFen)
      }),
    )
  })
})
