import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { BillRow } from '../../../server/src/gateways/payment/port.ts'
import { keyOf, matchTrades } from '../../../server/src/modules/reconciliation/match-trades.ts'
import type { OurTrade } from '../../../server/src/reports/our-trades.ts'

const row = (kind: BillRow['kind'], no: string, amountFen: number): BillRow => ({
  kind,
  transactionId: kind === 'payment' ? no : `of-${no}`,
  orderNo: `W-${no}`,
  refundNo: kind === 'refund' ? no : null,
  amountFen,
  feeE5: 0,
  completedAt: 0,
})
const own = (kind: OurTrade['kind'], no: string, amountFen: number, undone = false): OurTrade => {
  const { feeE5: _, completedAt: __, ...trade } = row(kind, no, amountFen)
  return { ...trade, undone }
}
const match = (theirs: readonly BillRow[], ours: readonly OurTrade[], more: Partial<Parameters<typeof matchTrades>[0]> = {}) =>
  matchTrades({ theirs, ours, oursElsewhere: [], isElsewhere: () => false, ...more }).map(({ tradeKey, kind, theirFen, ourFen }) => [
    tradeKey,
    kind,
    theirFen,
    ourFen,
  ])

describe('their bill beside our trades', () => {
  it('says which side lacks what, and what is not the same', () => {
    assert.deepEqual(match([row('payment', 'T1', 100)], [own('payment', 'T1', 100)]), [])
    assert.deepEqual(match([row('payment', 'T1', 100)], []), [['payment:T1', 'theirs-only', 100, null]])
    assert.deepEqual(match([], [own('payment', 'T1', 100)]), [['payment:T1', 'ours-only', null, 100]])
    assert.deepEqual(match([row('payment', 'T1', 100)], [own('payment', 'T1', 101)]), [['payment:T1', 'amount', 100, 101]])
    assert.deepEqual(match([row('refund', 'R1', -100)], [own('refund', 'R1', -99)]), [['refund:R1', 'refund', -100, -99]])
  })

  it('a refund that we say failed and they paid out is a difference; one that only we know and that failed is none', () => {
    assert.deepEqual(match([row('refund', 'R1', -100)], [], { oursElsewhere: [own('refund', 'R1', -100, true)] }), [
      ['refund:R1', 'refund', -100, 0],
    ])
    assert.deepEqual(match([], [own('refund', 'R1', -100, true)]), [])
  })

  it('a trade in another day’s bill, or another day of ours, is no difference', () => {
    assert.deepEqual(match([], [own('payment', 'T1', 100)], { isElsewhere: () => true }), [])
    assert.deepEqual(match([row('payment', 'T1', 100)], [], { oursElsewhere: [own('payment', 'T1', 100)] }), [])
  })

  it('a number twice in one bill is money twice', () => {
    assert.deepEqual(match([row('payment', 'T1', 100), row('payment', 'T1', 100)], [own('payment', 'T1', 100)]), [
      ['payment:T1', 'amount', 200, 100],
    ])
  })

  it('whatever the sides: their sum less ours is the sum of the differences, and equal sides have none', () => {
    const trades = fc.uniqueArray(
      fc.record({
        no: fc.integer({ min: 1, max: 40 }),
        kind: fc.constantFrom('payment' as const, 'refund' as const),
        fen: fc.integer({ min: 1, max: 1_000_000 }),
      }),
      { selector: ({ no, kind }) => `${kind}:${no}`, maxLength: 40 },
    )
    fc.assert(
      fc.property(trades, trades, (left, right) => {
        const signed = (kind: string, fen: number) => (kind === 'refund' ? 0 - fen : fen)
        const theirs = left.map(({ no, kind, fen }) => row(kind, String(no), signed(kind, fen)))
        const ours = right.map(({ no, kind, fen }) => own(kind, String(no), signed(kind, fen)))
        const found = matchTrades({ theirs, ours, oursElsewhere: [], isElsewhere: () => false })
        const sum = (list: readonly { readonly amountFen: number }[]) => list.reduce((total, { amountFen }) => total + amountFen, 0)
        const apart = found.reduce((total, { theirFen, ourFen }) => total + (theirFen ?? 0) - (ourFen ?? 0), 0)
        assert.equal(apart, sum(theirs) - sum(ours))
        assert.equal(new Set(found.map(({ tradeKey }) => tradeKey)).size, found.length)
        const sides = theirs.map((one) => ({ ...own(one.kind, one.refundNo ?? one.transactionId, one.amountFen) }))
        assert.deepEqual(matchTrades({ theirs, ours: sides, oursElsewhere: [], isElsewhere: () => false }), [])
        assert.ok(found.every(({ tradeKey }) => [...theirs, ...ours].some((one) => keyOf(one) === tradeKey)))
      }),
    )
  })
})
