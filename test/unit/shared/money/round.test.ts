import assert from 'node:assert/strict'
import fc from 'fast-check'
import { fraction } from '../../../../shared/money/fraction.ts'
import { type RoundingMode, type RoundingUnit, round, roundingUnits } from '../../../../shared/money/round.ts'

describe('the one rounding', () => {
  const cases: [num: number, den: number, mode: RoundingMode, unit: RoundingUnit, expected: number][] = [
    [954_685, 10, 'half-up', 'fen', 95_469], // 95468.5 fen: half goes up
    [954_685, 10, 'truncate', 'fen', 95_468],
    [-954_685, 10, 'half-up', 'fen', -95_469], // away from zero
    [-954_685, 10, 'truncate', 'fen', -95_468], // toward zero
    [95_468, 1, 'half-up', 'jiao', 95_470], // 954.68 yuan is 954.7
    [95_465, 1, 'half-up', 'jiao', 95_470], // 954.65: half of a jiao goes up
    [95_464, 1, 'half-up', 'jiao', 95_460],
    [95_469, 1, 'truncate', 'jiao', 95_460],
    [95_450, 1, 'half-up', 'yuan', 95_500],
    [95_449, 1, 'half-up', 'yuan', 95_400],
    [95_499, 1, 'truncate', 'yuan', 95_400],
    [1, 3, 'half-up', 'fen', 0],
    [2, 3, 'half-up', 'fen', 1],
    [-1, 3, 'half-up', 'fen', 0],
  ]
  for (const [num, den, mode, unit, expected] of cases) {
    it(`makes ${num}/${den} fen ${expected} by ${mode} to ${unit}`, () => assert.equal(round(fraction(num, den), mode, unit), expected))
  }

  it('is never further than half a unit away by half-up, and never further than a unit and not above by truncate', () => {
    const fenPerUnit = { fen: 1, jiao: 10, yuan: 100 }
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(...roundingUnits), (num, den, unit) => {
        const half = round(fraction(num, den), 'half-up', unit)
        const cut = round(fraction(num, den), 'truncate', unit)
        assert.equal(Math.abs(half % fenPerUnit[unit]), 0)
        // |half − num/den| ≤ unit/2 in whole numbers: |2·half·den − 2·num| ≤ unit·den
        const distance = (amount: number) => {
          const gap = BigInt(amount) * BigInt(den) - BigInt(num)
          return gap < 0n ? -gap : gap
        }
        assert.ok(2n * distance(half) <= BigInt(fenPerUnit[unit]) * BigInt(den))
        assert.ok(distance(cut) < BigInt(fenPerUnit[unit]) * BigInt(den))
        assert.ok(Math.abs(cut) * den <= Math.abs(num))
      }),
    )
  })

  it('refuses an amount that cannot be held exactly', () => {
    assert.throws(() => round(fraction(10n ** 16n), 'half-up', 'fen'), RangeError)
  })
})
