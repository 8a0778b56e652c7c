import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type PaidPart, type PaidRow, paidParts, takeNewest } from '../../../../shared/billing/paid-parts.ts'

const row = (paymentId: number | null, amountFen: number, valueOn = '2026-11-01'): PaidRow => ({ paymentId, valueOn, amountFen })
const total = (parts: readonly PaidPart[]) => parts.reduce((sum, { leftFen }) => sum + leftFen, 0)

describe('what can be released from a line', () => {
  it('is what is left of its allocations, newest first, a release taken from its own payment', () => {
    // 100 of the first, 50 of the second, 30 of the first given back: 70 and 50 are left, the second's is the newest.
    assert.deepEqual(paidParts([row(1, 100), row(2, 50), row(1, -30)]), [
      { paymentId: 2, valueOn: '2026-11-01', leftFen: 50 },
      { paymentId: 1, valueOn: '2026-11-01', leftFen: 70 },
    ])
    assert.deepEqual(paidParts([row(null, 10), row(null, -10)]), [])
  })

  it('is taken newest first, and never more than was paid', () => {
    const parts = paidParts([row(1, 100), row(2, 50)])
    assert.deepEqual(takeNewest(parts, 60), [
      { paymentId: 2, valueOn: '2026-11-01', leftFen: 50 },
      { paymentId: 1, valueOn: '2026-11-01', leftFen: 10 },
    ])
    assert.deepEqual(takeNewest(parts, 0), [])
    assert.throws(() => takeNewest(parts, 151), RangeError)
    assert.throws(() => paidParts([row(1, 10), row(2, -1)]), RangeError)
  })

  it('after any payments and releases adds up to what was paid less what was released, payment by payment', () => {
    const act = fc.record({ paymentId: fc.constantFrom(1, 2, 3, null), paidFen: fc.integer({ min: 1, max: 1_000 }), share: fc.nat(100) })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const rows: PaidRow[] = []
        for (const { paymentId, paidFen, share } of acts) {
          rows.push(row(paymentId, paidFen))
          const wantedFen = Math.trunc((total(paidParts(rows)) * share) / 100)
          // As a release is written: one negative row for each part.
          for (const part of takeNewest(paidParts(rows), wantedFen)) rows.push(row(part.paymentId, -part.leftFen))
        }
        const left = paidParts(rows)
        for (const paymentId of [1, 2, 3, null]) {
          const paidFen = rows.filter((one) => one.paymentId === paymentId).reduce((sum, { amountFen }) => sum + amountFen, 0)
          assert.equal(total(left.filter((part) => part.paymentId === paymentId)), paidFen)
        }
      }),
    )
  })
})
