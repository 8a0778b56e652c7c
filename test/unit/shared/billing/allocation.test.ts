import assert from 'node:assert/strict'
import fc from 'fast-check'
import { allocate, allocationOrder } from '../../../../shared/billing/allocation.ts'
import { heat, nextSeasonHeat } from './ledger-of-one-home.ts'

const ids = (lines: { lineId: number }[]) => lines.map(({ lineId }) => lineId)

describe('the order money pays lines in', () => {
  const lateFee = heat({ lineId: 12, feeType: 'late-fee', dueOn: null })
  const hotWater = heat({ lineId: 10, feeType: 'hot-water', rank: 5 })
  const resumed = heat({ lineId: 9, dueOn: '2019-03-15' })
  const twin = heat({ lineId: 13, dueOn: '2019-03-15' })
  const lines = [nextSeasonHeat(), twin, resumed, hotWater, heat(), lateFee]

  it('is the oldest season, in it late fee, then rank, then due day, then number', () =>
    assert.deepEqual(ids(allocationOrder(lines)), [12, 11, 9, 13, 10, 21]))

  it('is principal before late fee where the company has agreed so', () => {
    assert.deepEqual(ids(allocationOrder(lines, 'principal-first')), [11, 9, 13, 10, 12, 21])
  })

  it('does not depend on the order the database gave', () => {
    const shuffled = fc.shuffledSubarray(lines, { minLength: lines.length })
    fc.assert(fc.property(shuffled, (some) => assert.deepEqual(ids(allocationOrder(some)), [12, 11, 9, 13, 10, 21])))
  })
})

describe('allocating', () => {
  it('pays line after line until the money is gone', () => {
    // 500.00 pays 65.87 whole, 434.13 of 954.69
    const { allocations, remainderFen } = allocate(50_000, [
      { lineId: 12, openFen: 6_587 },
      { lineId: 11, openFen: 95_469 },
      { lineId: 21, openFen: 1 },
    ])
    assert.deepEqual(allocations, [
      { lineId: 12, amountFen: 6_587 },
      { lineId: 11, amountFen: 43_413 },
    ])
    assert.equal(remainderFen, 0)
  })

  it('keeps what is over, leaves out lines with nothing open, refuses negative money', () => {
    assert.deepEqual(
      allocate(100, [
        { lineId: 1, openFen: 0 },
        { lineId: 2, openFen: 60 },
      ]),
      { allocations: [{ lineId: 2, amountFen: 60 }], remainderFen: 40 },
    )
    assert.throws(() => allocate(-1, []), RangeError)
    assert.throws(() => allocate(0.5, []), RangeError)
  })

  it('spends exactly the money and never pays a line more than is open', () => {
    const lines = fc.array(fc.nat(100_000)).map((open) => open.map((openFen, lineId) => ({ lineId, openFen })))
    fc.assert(
      fc.property(fc.nat(1_000_000), lines, (amountFen, some) => {
        const { allocations, remainderFen } = allocate(amountFen, some)
        const spent = allocations.reduce((total, allocation) => total + allocation.amountFen, 0)
        const open = some.reduce((total, { openFen }) => total + openFen, 0)
        assert.deepEqual([spent + remainderFen, remainderFen], [amountFen, Math.max(0, amountFen - open)])
        for (const { lineId, amountFen: part } of allocations) assert.ok(part > 0 && part <= (some[lineId]?.openFen ?? 0))
      }),
    )
  })
})
