import assert from 'node:assert/strict'
import fc from 'fast-check'
import { accrueLateFee, accrueOnPrincipals, type LateFeeInput } from '../../../../shared/billing/late-fee.ts'
import { addDays } from '../../../../shared/calendar/local-day.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import { readLateFee } from '../tariff/reader/read-policy.ts'
import { noneYet, permille } from './ledger-of-one-home.ts'

const golden: LateFeeInput = { rule: permille, principalOpenFen: 95_469, principalTotalFen: 95_469, ...noneYet, asOf: '2019-04-23' }

describe('late fee', () => {
  it('of the golden flat is 65.87 after 69 days, together 1020.56', () => {
    // 954.69 × 0.001 × 69 = 65.87361
    const fee = accrueLateFee(golden)
    assert.deepEqual([fee.amountFen, fee.days, fee.throughOn], [6_587, 69, '2019-04-23'])
    assert.equal(95_469 + fee.amountFen, 102_056)
    assert.deepEqual(renderSteps(fee.steps), [
      '未缴 954.69 元，缴费截止 2019-02-13，2019-02-14 至 2019-04-23 计 69 天，违约金每日 1‰',
      '954.69 × 1‰ × 69 = 65.87361，四舍五入到分 = 65.87 元',
    ])
  })

  const cases: [what: string, change: Partial<LateFeeInput>, amountFen: number, days: number][] = [
    ['nothing on the due day', { asOf: '2019-02-13' }, 0, 0],
    ['one day on the day after: 0.95469 → 0.95', { asOf: '2019-02-14' }, 95, 1],
    ['nothing before the season is due', { asOf: '2018-12-01' }, 0, 0],
    ['nothing through the last day of grace', { rule: { ...permille, graceDays: 10 }, asOf: '2019-02-23' }, 0, 0],
    ['one day on the day after grace', { rule: { ...permille, graceDays: 10 }, asOf: '2019-02-24' }, 95, 1],
    // 954.69 × 3 ‰ × 69 = 197.62083
    ['three per mille', { rule: { ...permille, dailyRatePpm: 3000 } }, 19_762, 69],
    // from 2019-04-01: 954.69 × 1 ‰ × 23 = 21.95787
    ['only the days after the last posted accrual', { accruedThrough: '2019-03-31', postedFen: 4_392 }, 2_196, 23],
    ['nothing when posted through a later day', { accruedThrough: '2019-05-01', postedFen: 7_000 }, 0, 0],
    // 14 Feb to 28 Feb held (15 days), and 1 to 10 April, twice overlapping: 69 − 15 − 10 = 44; 954.69 × 1 ‰ × 44 = 42.00636
    [
      'not the held days, overlapping holds once',
      {
        holds: [
          { from: '2019-04-05', to: '2019-04-10' },
          { from: '2019-01-01', to: '2019-02-28' },
          { from: '2019-04-01', to: '2019-04-08' },
        ],
      },
      4_201,
      44,
    ],
    // held from 1 March on, that day too: 14 to 28 February = 15 days; 14.32035
    ['nothing more while a hold lasts', { holds: [{ from: '2019-03-01', to: null }] }, 1_432, 15],
    ['nothing without principal', { principalOpenFen: 0 }, 0, 0],
    // 30 % of 954.69 = 286.407, cut to 286.40; 300 posted would be above it
    [
      'no more than the share of the season',
      { rule: { ...permille, cap: { kind: 'share', num: 30, den: 100 } }, asOf: '2020-12-31' },
      28_640,
      687,
    ],
    [
      'the rest up to the cap',
      { rule: { ...permille, cap: { kind: 'share', num: 30, den: 100 } }, postedFen: 28_000, asOf: '2020-12-31' },
      640,
      687,
    ],
    ['nothing, never less, when more than the cap is posted', { postedFen: 200_000 }, 0, 69],
    // 2019-02-14 to 2021-12-31 is 321 + 366 + 365 = 1052 days: 1004.33 > 954.69
    ['at most the principal', { asOf: '2021-12-31' }, 95_469, 1052],
    // 954.69 × 1.052 = 1004.33388
    ['more than the principal where nothing caps it', { rule: { ...permille, cap: { kind: 'none' } }, asOf: '2021-12-31' }, 100_433, 1052],
  ]
  for (const [what, change, amountFen, days] of cases) {
    it(`counts ${what}`, () => {
      const fee = accrueLateFee({ ...golden, ...change })
      assert.deepEqual([fee.amountFen, fee.days], [amountFen, days])
    })
  }

  it('says the day the next accrual starts after', () => {
    assert.equal(accrueLateFee({ ...golden, asOf: '2019-01-01' }).throughOn, '2019-01-01')
    assert.equal(accrueLateFee({ ...golden, accruedThrough: '2019-05-01' }).throughOn, '2019-05-01')
  })

  it('says when it was cut to the cap', () => {
    const fee = accrueLateFee({ ...golden, rule: { ...permille, cap: { kind: 'share', num: 30, den: 100 } }, postedFen: 28_000 })
    assert.equal(
      renderSteps(fee.steps).at(-1),
      '违约金累计不超过本金 954.69 元的 30%，舍去尾数到分 = 286.40 元，此前已计 280.00 元，本次计 6.40 元',
    )
  })

  it('adds principal of several due days exactly and rounds once', () => {
    // 954.69 × 1 ‰ × 69 = 65.87361; 100.00 × 1 ‰ × 23 = 2.3; 68.17361
    const { rule, holds, asOf } = golden
    const principals = [
      { dueOn: '2019-02-13', openFen: 95_469 },
      { dueOn: '2019-03-31', openFen: 10_000 },
    ]
    const fee = accrueOnPrincipals({ rule, holds, asOf, principals, principalTotalFen: 105_469, postedFen: 0, accruedThrough: null })
    assert.deepEqual([fee.amountFen, fee.days], [6_817, 69])
    assert.equal(renderSteps(fee.steps).at(-1), '954.69 × 1‰ × 69 + 100.00 × 1‰ × 23 = 68.17361，四舍五入到分 = 68.17 元')
  })
})

const anyCap = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.constant({ kind: 'principal' as const }),
  fc.record({ kind: fc.constant('share' as const), num: fc.nat(50), den: fc.integer({ min: 50, max: 100 }) }),
)
const anyDay = fc.nat(900).map((count) => addDays('2019-01-01', count))
const anyHolds = fc.array(
  fc.tuple(anyDay, fc.option(fc.nat(60))).map(([from, length]) => ({ from, to: length === null ? null : addDays(from, length) })),
  { maxLength: 3 },
)
const anyInput: fc.Arbitrary<LateFeeInput> = fc
  .record({
    total: fc.nat(5_000_000),
    paid: fc.nat(5_000_000),
    ppm: fc.nat(10_000),
    graceDays: fc.nat(30),
    cap: anyCap,
    postedFen: fc.nat(100_000),
    accruedThrough: fc.option(anyDay),
    holds: anyHolds,
    asOf: anyDay,
  })
  .map(({ total, paid, ppm, graceDays, cap, ...state }) => ({
    ...state,
    rule: { ...permille, dailyRatePpm: ppm, graceDays, cap },
    principalTotalFen: total,
    principalOpenFen: Math.max(0, total - paid),
  }))

describe('any late fee', () => {
  it('is never negative, and with what is posted never above the cap', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { amountFen } = accrueLateFee(input)
        const { cap } = input.rule
        assert.ok(Number.isSafeInteger(amountFen) && amountFen >= 0)
        if (cap.kind === 'none' || amountFen === 0) return
        const most = cap.kind === 'principal' ? input.principalTotalFen : (input.principalTotalFen * cap.num) / cap.den
        assert.ok(input.postedFen + amountFen <= most)
      }),
      { numRuns: 1000 },
    )
  })

  it('posted in two parts is the same as in one, up to one fen for the second rounding', () => {
    fc.assert(
      fc.property(anyInput, anyDay, (input, middle) => {
        if (middle > input.asOf) return
        const whole = accrueLateFee(input)
        const first = accrueLateFee({ ...input, asOf: middle })
        const second = accrueLateFee({ ...input, postedFen: input.postedFen + first.amountFen, accruedThrough: first.throughOn })
        assert.ok(Math.abs(first.amountFen + second.amountFen - whole.amountFen) <= 1)
        assert.equal(second.throughOn, whole.throughOn)
      }),
      { numRuns: 1000 },
    )
  })

  it('can be computed again from its text alone', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { amountFen, steps } = accrueLateFee(input)
        const text = renderSteps(steps)
        assert.equal(readLateFee(text), amountFen, text.join('\n'))
      }),
      { numRuns: 1000 },
    )
  })
})
