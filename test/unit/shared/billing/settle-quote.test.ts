import assert from 'node:assert/strict'
import type { OpenLine } from '../../../../shared/billing/open-line.ts'
import { quoteHousehold } from '../../../../shared/billing/quote.ts'
import { type SettleInput, settleQuote } from '../../../../shared/billing/settle-quote.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import { heat, nextSeasonHeat, permille, post, rules } from './ledger-of-one-home.ts'

const day = '2019-04-23'
const quoted = (lines: readonly OpenLine[], asOf = day) => quoteHousehold({ asOf, lines, lateFeeRules: rules, balanceFen: 0 })

/** Pays the quote of `lines` whole, in time, on the day, with nothing changed; a test changes one thing. */
function settle(lines: readonly OpenLine[], change: Partial<SettleInput> = {}) {
  const { items, totalFen } = quoted(lines)
  return settleQuote({ quoted: items, linesNow: lines, lateFeeRules: rules, paidFen: totalFen, withinPromise: true, asOf: day, ...change })
}
const codes = (result: ReturnType<typeof settleQuote>) => result.anomalies.map(({ code, amountFen }) => [code, amountFen])
const fees = (result: ReturnType<typeof settleQuote>) =>
  result.lateFeeLines.map(({ seasonCode, amountFen, throughOn, allocatedFen }) => [seasonCode, amountFen, throughOn, allocatedFen])

describe('settling a quote within its promise', () => {
  it('does exactly what was quoted when nothing has changed', () => {
    const result = settle([heat()])
    assert.deepEqual(result.allocations, [{ lineId: 11, amountFen: 95_469 }])
    assert.deepEqual(fees(result), [['2018-2019', 6_587, day, 6_587]])
    assert.deepEqual([result.remainderFen, result.anomalies], [0, []])
  })

  it('adds no late fee for days that passed before we heard, nor for a newer rule', () => {
    const dearer = { '2018-2019': { ...permille, dailyRatePpm: 9000 } }
    assert.deepEqual(settle([heat()], { asOf: '2019-04-30', lateFeeRules: dearer }), settle([heat()]))
  })

  it('keeps all as balance when another payer has paid everything', () => {
    const first = settle([heat()])
    const linesNow = post([heat()], first, 31)
    const second = settle([heat()], { linesNow })
    assert.deepEqual([second.allocations, second.lateFeeLines, second.remainderFen], [[], [], 102_056])
    assert.deepEqual(codes(second), [
      ['LATE_FEE_POSTED_MEANWHILE', 6_587],
      ['LINE_PAID_MEANWHILE', 95_469],
      ['KEPT_AS_BALANCE', 102_056],
    ])
  })

  it('pays what is left when another payer has paid a part, and charges the late fee once', () => {
    // the other paid 500.00: late fee 65.87 and 434.13 of 954.69; 520.56 is left; 1020.56 − 520.56 = 500.00 becomes balance
    const linesNow = post([heat()], settle([heat()], { paidFen: 50_000 }), 31)
    const result = settle([heat()], { linesNow })
    assert.deepEqual(result.allocations, [{ lineId: 11, amountFen: 52_056 }])
    assert.deepEqual([result.lateFeeLines, result.remainderFen], [[], 50_000])
    assert.deepEqual(codes(result), [
      ['LATE_FEE_POSTED_MEANWHILE', 6_587],
      ['LINE_PAID_MEANWHILE', 43_413],
      ['KEPT_AS_BALANCE', 50_000],
    ])
  })

  it('pays the late fee somebody else posted and left open with the money quoted for it', () => {
    // the other paid 500.00 to principal first: 454.69 open, late fee 65.87 posted and open; ours pays both, 500.00 over
    const other = settle([heat()], {
      quoted: quoteHousehold({ asOf: day, lines: [heat()], lateFeeRules: rules, balanceFen: 0, policy: 'principal-first' }).items,
      paidFen: 50_000,
    })
    assert.deepEqual(fees(other), [['2018-2019', 6_587, day, 0]])
    const result = settle([heat()], { linesNow: post([heat()], other, 31) })
    assert.deepEqual(result.allocations, [
      { lineId: 31, amountFen: 6_587 },
      { lineId: 11, amountFen: 45_469 },
    ])
    assert.deepEqual([result.lateFeeLines, result.remainderFen], [[], 50_000])
  })

  it('posts the rest of the quoted days on the principal still open when the other act was of an earlier day', () => {
    // the other's 500.00 is of 2019-04-20, 66 days: 63.00954 → 63.01, 436.99 of principal, 517.70 open;
    // 3 quoted days are left on it: 517.70 × 1 ‰ × 3 = 1.5531 → 1.55; 1020.56 − 517.70 − 1.55 = 501.31
    const other = settle([heat()], { quoted: quoted([heat()], '2019-04-20').items, paidFen: 50_000, asOf: '2019-04-20' })
    assert.deepEqual(fees(other), [['2018-2019', 6_301, '2019-04-20', 6_301]])
    const result = settle([heat()], { linesNow: post([heat()], other, 31) })
    assert.deepEqual(fees(result), [['2018-2019', 155, day, 155]])
    assert.deepEqual([result.allocations, result.remainderFen], [[{ lineId: 11, amountFen: 51_770 }], 50_131])
  })

  it('pays late fee others posted only as far as money was quoted for late fee', () => {
    // Quoted 65.87 on 954.69. Meanwhile 63.01 was posted through 2019-04-20, and another 60.00 line stands open: 0.00 of principal paid.
    // Three quoted days on 954.69: 2.86407 → 2.86; 65.87 − 2.86 = 63.01 is left for others' lines: 60.00 of the first, 3.01 of the second.
    const lateFee = { postedFen: 12_301, accruedThrough: '2019-04-20', holds: [] }
    const posted = [6_000, 6_301].map((openFen, index) =>
      heat({ lineId: 31 + index, feeType: 'late-fee', dueOn: null, openFen, principalTotalFen: openFen, lateFee }),
    )
    const result = settle([heat()], { linesNow: [heat({ lateFee }), ...posted] })
    assert.deepEqual(fees(result), [['2018-2019', 286, day, 286]])
    assert.deepEqual(result.allocations, [
      { lineId: 31, amountFen: 6_000 },
      { lineId: 32, amountFen: 301 },
      { lineId: 11, amountFen: 95_469 },
    ])
    assert.equal(result.remainderFen, 0)
  })

  it('never posts more late fee than was promised, and says so, whatever the rule is now', () => {
    // one fen of principal is gone, so it is judged again: 954.68 × 9 ‰ × 69 = 592.85628, promised were 65.87
    const result = settle([heat()], {
      linesNow: [heat({ openFen: 95_468 })],
      lateFeeRules: { '2018-2019': { ...permille, dailyRatePpm: 9000 } },
    })
    assert.deepEqual(fees(result), [['2018-2019', 6_587, day, 6_587]])
    assert.equal(renderSteps(result.lateFeeLines[0]?.steps ?? []).at(-1), '报价时承诺的违约金为 65.87 元，按承诺计 65.87 元')
  })

  it('tells the staff when another act charged late fee past the day this money came', () => {
    const other = settle([heat()], { quoted: quoted([heat()], '2019-04-26').items, paidFen: 50_000, asOf: '2019-04-26' })
    const result = settle([heat()], { linesNow: post([heat()], other, 31) })
    assert.deepEqual(
      result.anomalies.map(({ code }) => code),
      ['LATE_FEE_POSTED_MEANWHILE', 'LATE_FEE_POSTED_BEYOND', 'LINE_PAID_MEANWHILE', 'KEPT_AS_BALANCE'],
    )
  })

  it('charges no late fee on principal waived or reversed meanwhile', () => {
    // A waiver posts the fee line first. Here the whole line was reversed with the late fee on it, and a new one charged: not quoted, not paid.
    const corrected = heat({ lineId: 41, openFen: 80_000, principalTotalFen: 80_000 })
    const result = settle([heat()], { linesNow: [heat({ openFen: 0, principalTotalFen: 0 }), corrected] })
    assert.deepEqual([result.allocations, result.lateFeeLines, result.remainderFen], [[], [], 102_056])
    assert.deepEqual(settle([heat()], { linesNow: [] }).remainderFen, 102_056)
  })

  it('pays no line more than was quoted, though more may be open now', () => {
    const result = settle([heat({ openFen: 45_469 })], { linesNow: [heat()], paidFen: 100_000 })
    assert.deepEqual(result.allocations, [{ lineId: 11, amountFen: 45_469 }])
  })

  it('posts the whole late fee when only a part is paid, and only of the seasons reached', () => {
    // 2020-01-10: old season 954.69 late 331 days = 316.00239 → 316.00; new season 9.55. 500.00 reaches the old season only.
    const lines = [heat(), nextSeasonHeat()]
    const { items } = quoted(lines, '2020-01-10')
    const part = settle(lines, { quoted: items, paidFen: 50_000, asOf: '2020-01-10' })
    assert.deepEqual(fees(part), [['2018-2019', 31_600, '2020-01-10', 31_600]])
    assert.deepEqual(part.allocations, [{ lineId: 11, amountFen: 18_400 }])
    // 2235.00 owed − 500.00: 954.69 − 184.00 + 9.55 + 954.69 = 1734.93
    assert.deepEqual(codes(part), [['STILL_OWED', 173_493]])
  })

  it('keeps what is over as balance', () => {
    const result = settle([heat()], { paidFen: 110_000 })
    assert.equal(result.remainderFen, 110_000 - 102_056)
    assert.deepEqual(codes(result), [['KEPT_AS_BALANCE', 7_944]])
  })

  it('refuses money below 0', () => assert.throws(() => settle([heat()], { paidFen: -1 }), RangeError))
})

describe('settling after the promise has expired', () => {
  it('charges late fee to the day of success and leaves the rest owed', () => {
    // two days more: 954.69 × 1 ‰ × 71 = 67.78299 → 67.78; 1020.56 − 67.78 = 952.78 of 954.69, 1.91 owed
    const result = settle([heat()], { withinPromise: false, asOf: '2019-04-25' })
    assert.deepEqual(fees(result), [['2018-2019', 6_778, '2019-04-25', 6_778]])
    assert.deepEqual(result.allocations, [{ lineId: 11, amountFen: 95_278 }])
    assert.deepEqual(codes(result), [
      ['PAID_AFTER_EXPIRY', 0],
      ['STILL_OWED', 191],
    ])
  })

  it('is as good as in time on the same day', () => {
    const result = settle([heat()], { withinPromise: false })
    assert.deepEqual([result.allocations, fees(result), result.remainderFen], [settle([heat()]).allocations, fees(settle([heat()])), 0])
    assert.deepEqual(codes(result), [['PAID_AFTER_EXPIRY', 0]])
  })

  it('charges late fee that was not yet due when quoted', () => {
    // quoted 954.69 on the due day, paid two days later: 954.69 × 1 ‰ × 2 = 1.90938 → 1.91
    const { items, totalFen } = quoted([heat()], '2019-02-13')
    const result = settle([heat()], { quoted: items, paidFen: totalFen, withinPromise: false, asOf: '2019-02-15' })
    assert.deepEqual(fees(result), [['2018-2019', 191, '2019-02-15', 191]])
    assert.deepEqual(result.allocations, [{ lineId: 11, amountFen: 95_278 }])
  })

  it('pays the late fee somebody else posted and left open, and no principal that was not quoted', () => {
    const other = settle([heat()], { quoted: quoted([heat()]).items.toReversed(), paidFen: 50_000 })
    const notQuoted = heat({ lineId: 41, openFen: 20_000, dueOn: null, lateFee: { postedFen: 6_587, accruedThrough: day, holds: [] } })
    const result = settle([heat()], { linesNow: [...post([heat()], other, 31), notQuoted], withinPromise: false })
    assert.deepEqual(result.allocations, [
      { lineId: 31, amountFen: 6_587 },
      { lineId: 11, amountFen: 45_469 },
    ])
    assert.equal(result.remainderFen, 50_000)
  })

  it('pays only what was quoted, late fee posted meanwhile included, and keeps the rest as balance', () => {
    const linesNow = [...post([heat()], settle([heat()], { paidFen: 50_000 }), 31), nextSeasonHeat()]
    const result = settle([heat()], { linesNow, withinPromise: false })
    assert.deepEqual(result.allocations, [{ lineId: 11, amountFen: 52_056 }])
    assert.deepEqual(codes(result), [
      ['PAID_AFTER_EXPIRY', 0],
      ['KEPT_AS_BALANCE', 50_000],
    ])
  })
})
