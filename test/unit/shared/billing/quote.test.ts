import assert from 'node:assert/strict'
import { quoteHousehold } from '../../../../shared/billing/quote.ts'
import { heat, nextSeasonHeat, permille, rules } from './ledger-of-one-home.ts'

const quote = (asOf: string, ...lines: Parameters<typeof quoteHousehold>[0]['lines']) =>
  quoteHousehold({ asOf, lines, lateFeeRules: rules, balanceFen: 0 })

describe('the quote of a household', () => {
  it('of the golden flat is 1020.56, late fee first', () => {
    const { items, ...sums } = quote('2019-04-23', heat())
    assert.deepEqual(sums, {
      asOf: '2019-04-23',
      principalFen: 95_469,
      lateFeeFen: 6_587,
      discountFen: 0,
      totalFen: 102_056,
      balanceFen: 0,
      dueOn: '2019-02-13',
      overdue: true,
    })
    assert.deepEqual(
      items.map(({ kind, seasonCode, amountFen }) => [kind, seasonCode, amountFen]),
      [
        ['late-fee', '2018-2019', 6_587],
        ['line', '2018-2019', 95_469],
      ],
    )
  })

  it('makes one accrued late fee per season, over all its lines', () => {
    // 2020-01-10: 954.69 + 100.00 = 1054.69, late 331 days from 2019-02-14: 349.10239 → 349.10; next season 10 days: 9.5469 → 9.55
    const hotWater = heat({ lineId: 12, feeType: 'hot-water', openFen: 10_000, principalTotalFen: 10_000 })
    const { items, lateFeeFen } = quote('2020-01-10', nextSeasonHeat(), heat(), hotWater)
    assert.deepEqual(
      items.map((item) => [item.kind, item.seasonCode, item.amountFen]),
      [
        ['late-fee', '2018-2019', 34_910],
        ['line', '2018-2019', 95_469],
        ['line', '2018-2019', 10_000],
        ['late-fee', '2019-2020', 955],
        ['line', '2019-2020', 95_469],
      ],
    )
    assert.equal(lateFeeFen, 34_910 + 955)
  })

  it('counts posted late fee as late fee, does not charge late fee on it, and stands it before what accrues', () => {
    // posted through 2019-03-31: 43.92 of which 43.92 open; since then 23 days: 21.95787 → 21.96
    const lateFee = { postedFen: 4_392, accruedThrough: '2019-03-31', holds: [] }
    const posted = heat({ lineId: 12, feeType: 'late-fee', dueOn: null, openFen: 4_392, principalTotalFen: 4_392, lateFee })
    const { items, ...sums } = quote('2019-04-23', heat({ lateFee }), posted)
    assert.deepEqual(
      items.map(({ kind, amountFen }) => [kind, amountFen]),
      [
        ['line', 4_392],
        ['late-fee', 2_196],
        ['line', 95_469],
      ],
    )
    assert.deepEqual([sums.principalFen, sums.lateFeeFen, sums.totalFen], [95_469, 6_588, 102_057])
  })

  it('charges no late fee on late fee, even if its line has a due day', () => {
    const lateFee = { postedFen: 4_392, accruedThrough: '2019-03-31', holds: [] }
    const posted = heat({ lineId: 12, feeType: 'late-fee', dueOn: '2019-03-31', openFen: 4_392, principalTotalFen: 4_392, lateFee })
    assert.equal(quote('2019-04-23', heat({ lateFee }), posted).lateFeeFen, 6_588)
  })

  it('counts each line from its own due day', () => {
    // 954.69 × 69 days + 100.00 due 2019-03-31 × 23 days: 65.87361 + 2.3 = 68.17361
    const resumed = heat({ lineId: 12, dueOn: '2019-03-31', openFen: 10_000, principalTotalFen: 10_000 })
    assert.equal(quote('2019-04-23', heat(), resumed).lateFeeFen, 6_817)
  })

  it('charges no late fee without a rule, without a due day, or on what is paid', () => {
    assert.equal(quote('2019-04-23', heat({ dueOn: null })).lateFeeFen, 0)
    assert.equal(quote('2019-04-23', heat({ seasonCode: '2010-2011' })).lateFeeFen, 0)
    assert.equal(quoteHousehold({ asOf: '2019-04-23', lines: [heat()], lateFeeRules: { '2018-2019': null }, balanceFen: 0 }).lateFeeFen, 0)
    assert.deepEqual(quote('2019-04-23', heat({ openFen: 0 })).items, [])
  })

  it('caps by the whole season, paid lines too', () => {
    // 10 % of 954.69 + 100.00 = 105.46; 100.00 open and late for 1052 days would be 105.20, for 1100 days 110.00
    const lateFeeRules = { '2018-2019': { ...permille, cap: { kind: 'share' as const, num: 1, den: 10 } } }
    const small = heat({ lineId: 12, openFen: 10_000, principalTotalFen: 10_000 })
    const lines = [heat({ openFen: 0 }), small]
    assert.equal(quoteHousehold({ asOf: '2021-12-31', lines, lateFeeRules, balanceFen: 0 }).lateFeeFen, 10_520)
    assert.equal(quoteHousehold({ asOf: '2022-02-17', lines, lateFeeRules, balanceFen: 0 }).lateFeeFen, 10_546)
    // a line without a due day belongs to the season too
    const paidExtra = heat({ lineId: 13, openFen: 0, dueOn: null })
    assert.equal(quoteHousehold({ asOf: '2022-02-17', lines: [paidExtra, small], lateFeeRules, balanceFen: 0 }).lateFeeFen, 10_546)
  })

  it('says the oldest due day passed, else the next one to come', () => {
    const dues = (asOf: string, ...lines: Parameters<typeof quote>[1][]) => {
      const { dueOn, overdue } = quote(asOf, ...lines)
      return [dueOn, overdue]
    }
    assert.deepEqual(dues('2019-02-13', heat(), nextSeasonHeat()), ['2019-02-13', false])
    assert.deepEqual(dues('2019-02-14', nextSeasonHeat(), heat()), ['2019-02-13', true])
    assert.deepEqual(dues('2019-02-14', nextSeasonHeat(), heat({ openFen: 0 })), ['2019-12-31', false])
    assert.deepEqual(dues('2019-02-14', heat({ dueOn: null })), [null, false])
    assert.deepEqual(dues('2019-02-14'), [null, false])
  })

  it('shows the balance and does not use it', () => {
    const { totalFen, balanceFen } = quoteHousehold({ asOf: '2019-01-01', lines: [heat()], lateFeeRules: rules, balanceFen: 500 })
    assert.deepEqual([totalFen, balanceFen], [95_469, 500])
  })

  it('refuses lines that disagree about the late fee of their season', () => {
    const other = heat({ lineId: 12, lateFee: { postedFen: 1, accruedThrough: null, holds: [] } })
    assert.throws(() => quote('2019-04-23', heat(), other), /disagree/)
  })
})
