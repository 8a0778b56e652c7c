import assert from 'node:assert/strict'
import fc from 'fast-check'
import { add, compare, fraction, multiply, sum } from '../../../../shared/money/fraction.ts'

describe('an exact fraction', () => {
  it('is reduced and carries its sign on top', () => {
    assert.deepEqual(fraction(6, -4), { num: -3n, den: 2n })
    assert.deepEqual(fraction(0, -7), { num: 0n, den: 1n })
  })

  it('refuses a zero denominator, floats and unsafe integers', () => {
    assert.throws(() => fraction(1, 0), RangeError)
    assert.throws(() => fraction(0.5), RangeError)
    assert.throws(() => fraction(2 ** 53), RangeError)
  })

  it('adds, multiplies and compares exactly', () => {
    // 1/10 + 2/10 = 3/10, which floats miss
    assert.deepEqual(add(fraction(1, 10), fraction(2, 10)), fraction(3, 10))
    // 46.57 × 20.50 = 954.685
    assert.deepEqual(multiply(fraction(4657, 100), fraction(205, 10)), fraction(954_685, 1000))
    assert.equal(compare(fraction(1, 3), fraction(333_333, 1_000_000)), 1)
    assert.equal(compare(fraction(-1, 2), fraction(1, 2)), -1)
    assert.equal(compare(fraction(2, 4), fraction(1, 2)), 0)
  })

  it('does not care about the order of a sum', () => {
    const some = fc.array(fc.tuple(fc.integer(), fc.integer({ min: 1 })), { maxLength: 20 })
    fc.assert(
      fc.property(some, (pairs) => {
        const parts = pairs.map(([num, den]) => fraction(num, den))
        assert.deepEqual(sum(parts), sum(parts.toReversed()))
      }),
    )
  })
})
