import assert from 'node:assert/strict'
import fc from 'fast-check'
import { fraction } from '../../../../shared/money/fraction.ts'
import { split } from '../../../../shared/money/split.ts'

const whole = (...weights: number[]) => weights.map((weight) => fraction(weight))

describe('splitting by largest remainder', () => {
  it('gives the left-over fen to those who lost most', () => {
    // 100 × 1/3 = 33.33 each; one fen left, equal losses: the first gets it
    assert.deepEqual(split(100, whole(1, 1, 1)), [34, 33, 33])
    // 100 × 2/7 = 28.57, × 4/7 = 57.14, × 1/7 = 14.29: cut 28 + 57 + 14 = 99, the first lost .57
    assert.deepEqual(split(100, whole(2, 4, 1)), [29, 57, 14])
    // 10 × 1/6 = 1.67, × 2/6 = 3.33, × 3/6 = 5
    assert.deepEqual(split(10, whole(1, 2, 3)), [2, 3, 5])
  })

  it('gives nothing to a weight of 0 and keeps the sign of a negative total', () => {
    assert.deepEqual(split(101, whole(0, 1, 1)), [0, 51, 50])
    assert.deepEqual(split(-100, whole(1, 1, 1)), [-34, -33, -33])
  })

  it('splits nothing over anything, and refuses something over nothing', () => {
    assert.deepEqual(split(0, whole(0, 0)), [0, 0])
    assert.throws(() => split(1, whole(0, 0)), RangeError)
    assert.throws(() => split(1, []), RangeError)
    assert.throws(() => split(1, whole(2, -1)), RangeError)
  })

  it('always adds up, and no part is a whole fen away from its exact share', () => {
    const weights = fc
      .array(fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 1000 })), { minLength: 1, maxLength: 12 })
      .filter((pairs) => pairs.some(([num]) => num > 0))
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), weights, (total, pairs) => {
        const parts = split(
          total,
          pairs.map(([num, den]) => fraction(num, den)),
        )
        assert.equal(
          parts.reduce((added, part) => added + part, 0),
          total,
        )
        const sum = pairs.reduce((added, [num, den]) => added + num / den, 0)
        pairs.forEach(([num, den], index) => {
          assert.ok(Math.abs((parts[index] ?? Number.NaN) - (total * num) / den / sum) < 1.001)
        })
      }),
    )
  })
})
