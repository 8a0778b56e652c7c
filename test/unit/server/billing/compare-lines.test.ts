import assert from 'node:assert/strict'
import { compareLines, nextPostingKey, purposeOf } from '../../../../server/src/modules/billing/compare-lines.ts'
import type { PricedLine } from '../../../../server/src/modules/billing/priced-line.ts'

const KEY = '80010001:2026-2027:heat:1:heat'
const line = (change: Partial<PricedLine> = {}): PricedLine => ({
  ...{ feeType: 'heat', areaNo: 1, customerClass: 'residential', priceType: 'area', payerKind: 'resident', amountFen: 100 },
  ...{ postingKey: KEY, dueOn: '2027-02-13', ruleSetId: 1, ruleSetIds: null, ruleKind: 'area-price@1', steps: '[]' },
  ...change,
})

describe('posted charges against the season priced again', () => {
  it('stay where everything people can see is the same, whichever time they were posted', () => {
    const posted = [line({ postingKey: `${KEY}~2` }), line({ postingKey: '80010001:2026-2027:heat:2:heat', amountFen: 50 })]
    const { kept, reversed, added } = compareLines(posted, [line(), line({ postingKey: '80010001:2026-2027:heat:2:heat', amountFen: 50 })])
    assert.deepEqual([kept.length, reversed.length, added.length], [2, 0, 0])
  })

  it('are replaced whole where amount, explanation, price, payer or due day differ', () => {
    for (const change of [
      { amountFen: 101 },
      { steps: '[{}]' },
      { ruleSetId: 2 },
      { payerKind: 'government' as const },
      { dueOn: null },
      { priceType: 'meter' },
      { customerClass: 'welfare' },
      { ruleKind: 'area-price@2' },
    ]) {
      const { kept, reversed, added } = compareLines([line()], [line(change)])
      assert.deepEqual([kept.length, reversed.length, added.length], [0, 1, 1], JSON.stringify(change))
    }
  })

  it('are taken back where nothing is charged any longer, and joined by what is new', () => {
    const other = line({ postingKey: '80010001:2026-2027:heat:1:metered' })
    const { reversed, added } = compareLines([line()], [other])
    assert.deepEqual([reversed.map(({ postingKey }) => postingKey), added], [[KEY], [other]])
  })

  it('of nothing are left alone: there is nothing to take back', () => {
    const nothing = line({ amountFen: 0, steps: '[{}]' })
    assert.deepEqual(compareLines([line({ amountFen: 0 })], [nothing]).reversed, [])
    assert.deepEqual(compareLines([], [nothing]).added, [])
  })

  it('get one key more each time', () => {
    assert.equal(nextPostingKey(KEY, []), KEY)
    assert.equal(nextPostingKey(KEY, [KEY]), `${KEY}~2`)
    assert.equal(nextPostingKey(KEY, [KEY, `${KEY}~2`, `${KEY}x`]), `${KEY}~3`)
    assert.equal(purposeOf(`${KEY}~12`), KEY)
  })
})
