import assert from 'node:assert/strict'
import { judgeDiscount } from '../../../../shared/billing/discount.ts'
import { accrueLateFee, type LateFeeInput } from '../../../../shared/billing/late-fee.ts'
import { outageRefunds } from '../../../../shared/billing/outage.ts'
import { poorHeatRefund } from '../../../../shared/billing/poor-heat.ts'
import { startOfDay } from '../../../../shared/calendar/local-day.ts'
import type { DiscountParams, DiscountWindow } from '../../../../shared/tariff/kinds/discount.ts'
import type { LateFeeTerms } from '../../../../shared/tariff/kinds/late-fee.ts'
import type { OutageParams, PoorHeatParams } from '../../../../shared/tariff/kinds/poor-heat.ts'

/** Published late fees, discounts and refunds worked out by hand, most on a charge of 1777.60 yuan. Examples of rules, not anybody's rules today. */
const charge = 177_760

describe('published late fees', () => {
  const terms = (permille: number, dueOn: string, change: Partial<LateFeeTerms> = {}): LateFeeTerms => ({
    dailyRatePpm: permille * 1000,
    dueOn,
    graceDays: 0,
    base: 'unpaid',
    cap: { kind: 'none' },
    ...change,
  })
  const owed = (rule: LateFeeTerms, asOf: string, change: Partial<LateFeeInput> = {}) =>
    accrueLateFee({
      rule,
      asOf,
      principalOpenFen: charge,
      principalTotalFen: charge,
      postedFen: 0,
      accruedThrough: null,
      holds: [],
      ...change,
    }).amountFen
  const of = (principalFen: number) => ({ principalOpenFen: principalFen, principalTotalFen: principalFen })

  it('Benxi: from 1 November, 1 ‰ of what is unpaid', () => {
    // 30 November is day 30: 1777.60 × 0.001 × 30 = 53.328 → 53.33
    assert.equal(owed(terms(1, '2018-10-31'), '2018-11-30'), 5_333)
    assert.equal(owed(terms(1, '2018-10-31'), '2018-10-31'), 0)
  })

  it('Xinzhou: from 1 November, 3 ‰', () => {
    // 1466.52 × 0.003 × 30 = 131.9868 → 131.99
    assert.equal(owed(terms(3, '2018-10-31'), '2018-11-30', of(146_652)), 13_199)
  })

  it('Dingzhou: from 15 November, 2 ‰ of the season total, also when only a little is open', () => {
    // 14 December is day 30: 1777.60 × 0.002 × 30 = 106.656 → 106.66
    const rule = terms(2, '2018-11-14', { base: 'season-total' })
    assert.equal(owed(rule, '2018-12-14', { principalOpenFen: 10_000 }), 10_666)
  })

  it('Tianjin: after 31 December, 2 ‰, and no more once the heat is cut', () => {
    // 2222.00 × 0.002 × 31 = 137.764 → 137.76 on 31 January; the valve is closed on 1 February: the same in March
    const rule = terms(2, '2018-12-31')
    assert.equal(owed(rule, '2019-01-31', of(222_200)), 13_776)
    assert.equal(owed(rule, '2019-03-31', { ...of(222_200), holds: [{ from: '2019-02-01', to: null }] }), 13_776)
  })

  it('Jining: 1 ‰, at most 30 % of the season fee, reached on day 300', () => {
    // due 31 October: day 299 is 26 August: 531.5024 → 531.50; day 300: 533.28 = 30 %; day 301 would be 535.0576
    const rule = terms(1, '2018-10-31', { cap: { kind: 'share', num: 30, den: 100 } })
    assert.deepEqual(
      ['2019-08-26', '2019-08-27', '2019-08-28'].map((day) => owed(rule, day)),
      [53_150, 53_328, 53_328],
    )
  })

  it('Beijing, an old contract: from 1 January, 3 ‰ of what is unpaid', () => {
    // 2133.12 × 0.003 × 20 = 127.9872 → 127.99
    assert.equal(owed(terms(3, '2018-12-31'), '2019-01-20', of(213_312)), 12_799)
  })

  it('a county: from the day after the season, 3 ‰', () => {
    // 10 April is day 10: 1777.60 × 0.003 × 10 = 53.328 → 53.33
    assert.equal(owed(terms(3, '2019-03-31'), '2019-04-10'), 5_333)
    assert.equal(owed(terms(3, '2019-03-31'), '2019-03-31'), 0)
  })
})

describe('published discounts', () => {
  const percent = (fromOn: string, toOn: string, num: number, channels: DiscountWindow['channels'] = '*'): DiscountWindow => ({
    fromOn,
    toOn,
    channels,
    amount: { kind: 'percent', share: { num, den: 1000 } },
  })
  const rule = (...windows: DiscountWindow[]): DiscountParams => ({
    windows,
    excluded: ['arrears', 'stopped', 'part-payment', 'low-income', 'other-payer'],
    rounding: { mode: 'half-up', unit: 'fen' },
  })
  const given = (of: DiscountParams, paidOn: string, channel = 'counter', netChargeFen = charge) =>
    judgeDiscount({ rule: of, noticeNo: '示例', channel, paidOn, netChargeFen, circumstances: [] }).amountFen

  it('Benxi: 4, 3 and 2 % in May, June and July', () => {
    // 1777.60 × 4 % = 71.104 → 71.10; 53.328 → 53.33; 35.552 → 35.55
    const monthly = rule(
      percent('2018-05-01', '2018-05-31', 40),
      percent('2018-06-01', '2018-06-30', 30),
      percent('2018-07-01', '2018-07-31', 20),
    )
    assert.deepEqual(
      ['2018-05-31', '2018-06-01', '2018-07-31', '2018-08-01'].map((day) => given(monthly, day)),
      [7_110, 5_333, 3_555, 0],
    )
  })

  it('Shijiazhuang: 1.5 % to 15 September, 1 % to the 30th; Tianshui: 2.5 % in September, 2 % in October', () => {
    // 26.664 → 26.66; 17.776 → 17.78; 44.44; 35.552 → 35.55
    const shijiazhuang = rule(percent('2018-09-01', '2018-09-15', 15), percent('2018-09-16', '2018-09-30', 10))
    const tianshui = rule(percent('2018-09-01', '2018-09-30', 25), percent('2018-10-01', '2018-10-31', 20))
    assert.deepEqual([given(shijiazhuang, '2018-09-15'), given(shijiazhuang, '2018-09-16')], [2_666, 1_778])
    assert.deepEqual([given(tianshui, '2018-09-30'), given(tianshui, '2018-10-01')], [4_444, 3_555])
  })

  it('Dingzhou: 0.5 % from 11 to 31 October, online only', () => {
    // 1777.60 × 0.5 % = 8.888 → 8.89
    const online = rule(percent('2018-10-11', '2018-10-31', 5, ['wechat-pay', 'alipay']))
    assert.deepEqual(
      ['wechat-pay', 'alipay', 'counter'].map((channel) => given(online, '2018-10-31', channel)),
      [889, 889, 0],
    )
    assert.equal(given(online, '2018-10-10', 'alipay'), 0)
  })

  it('Xinzhou: 50, 30 and 20 yuan a home', () => {
    const fixed = (fromOn: string, toOn: string, amountFen: number): DiscountWindow => ({
      fromOn,
      toOn,
      channels: '*',
      amount: { kind: 'fixed', amountFen },
    })
    const windows = rule(
      fixed('2018-08-01', '2018-08-31', 5_000),
      fixed('2018-09-01', '2018-09-30', 3_000),
      fixed('2018-10-01', '2018-10-31', 2_000),
    )
    assert.deepEqual(
      ['2018-08-15', '2018-09-15', '2018-10-15'].map((day) => given(windows, day)),
      [5_000, 3_000, 2_000],
    )
  })

  it('Shenyang: where the employer pays 90 %, the discount comes off the personal 10 %', () => {
    // 2310.88 × 10 % = 231.088 → 231.09; × 4 % = 9.2436 → 9.24
    assert.equal(given(rule(percent('2018-05-01', '2018-05-31', 40)), '2018-05-20', 'counter', 23_109), 924)
  })
})

describe('published refunds', () => {
  const share = (num: number) => ({ num, den: 100 })
  const table = (bands: [from: number, to: number, percent: number][], change: Partial<PoorHeatParams> = {}): PoorHeatParams => ({
    bands: bands.map(([from, to, percent]) => ({ from, to, share: share(percent) })),
    bound: 'lower',
    excludedWindows: [],
    graceDays: 0,
    countsFrom: 'report',
    ...change,
  })
  const refund = (rule: PoorHeatParams, seasonFeeFen: number, days: number, centiC: number, fixedOn: string) =>
    poorHeatRefund({
      rule,
      season: { startsOn: '2018-11-15', endsOn: '2019-03-15', days },
      seasonFeeFen,
      areaMilliM2: 88_880,
      reportedOn: '2019-01-01',
      fixedOn,
      tests: [{ on: '2019-01-01', minute: 1200, centiC }],
    }).amountFen

  it('Luoyang: 14 to 18 ℃ a half, below all, unless put right in 48 hours', () => {
    // 1742.23/121 × 5 × 50 % = 35.99648 → 36.00; all: 71.99297 → 71.99; put right on the 3rd: nothing
    const rule = table(
      [
        [-5000, 1400, 100],
        [1400, 1800, 50],
      ],
      { graceDays: 2 },
    )
    assert.deepEqual(
      [1800, 1799, 1400, 1399].map((centiC) => refund(rule, 174_223, 121, centiC, '2019-01-06')),
      [0, 3_600, 3_600, 7_199],
    )
    assert.equal(refund(rule, 174_223, 121, 1399, '2019-01-03'), 0)
  })

  it('a city of three steps: 20, 50 and 100 %, the warmer step holds its bound', () => {
    // 1777.60/120 × 7 = 103.69333 → 103.69; × 50 % = 51.84667 → 51.85; × 20 % = 20.73867 → 20.74
    const rule = table([
      [-5000, 1400, 100],
      [1400, 1600, 50],
      [1600, 1800, 20],
    ])
    assert.deepEqual(
      [1399, 1400, 1599, 1600, 1799, 1800].map((centiC) => refund(rule, charge, 120, centiC, '2019-01-08')),
      [10_369, 5_185, 5_185, 2_074, 2_074, 0],
    )
  })

  it('Jinan 2011: a day is the 120th part, 14 to 16 ℃ a half, below all', () => {
    // 1901.84/120 × 10 × 50 % = 79.24333 → 79.24; all 158.48667 → 158.49
    const rule = table([
      [-5000, 1400, 100],
      [1400, 1600, 50],
    ])
    assert.deepEqual(
      [1600, 1599, 1399].map((centiC) => refund(rule, 190_184, 120, centiC, '2019-01-11')),
      [0, 7_924, 15_849],
    )
  })

  const outage = (rule: Omit<OutageParams, 'share'>, hours: number, seasonFeeFen: number, seasonDays: number) => {
    const startedAt = startOfDay('2019-01-10')
    const event = { startedAt, endedAt: startedAt + hours * 3_600_000 }
    return outageRefunds({ ...rule, share: share(100) }, event, [{ householdNo: '1', seasonFeeFen, seasonDays }])[0]?.amountFen ?? 0
  }

  it('Luoyang: more than 12 hours without heat; Linyi: 24 hours and more, by days; Beijing: the daily average', () => {
    // 1742.23/121 = 14.39860 → 14.40
    assert.deepEqual(
      [12, 13].map((hours) => outage({ hours: 12, atLeast: 'more', count: 'started-days' }, hours, 174_223, 121)),
      [0, 1_440],
    )
    // 1777.60/120 = 14.81333 → 14.81; two days 29.62667 → 29.63
    assert.deepEqual(
      [23, 24, 50].map((hours) => outage({ hours: 24, atLeast: 'this', count: 'full-days' }, hours, charge, 120)),
      [0, 1_481, 2_963],
    )
    // 2133.12/121 × 3 = 52.88727 → 52.89
    assert.equal(outage({ hours: 24, atLeast: 'this', count: 'full-days' }, 72, 213_312, 121), 5_289)
  })
})
