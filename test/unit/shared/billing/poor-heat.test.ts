import assert from 'node:assert/strict'
import { outageRefunds } from '../../../../shared/billing/outage.ts'
import { type PoorHeatInput, poorHeatRefund } from '../../../../shared/billing/poor-heat.ts'
import { startOfDay } from '../../../../shared/calendar/local-day.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import { type OutageParams, outageRefund, type PoorHeatParams, poorHeat } from '../../../../shared/tariff/kinds/poor-heat.ts'

const share = (num: number) => ({ num, den: 100 })
/** 18 to 16 (含16) 20 %, 16 to 14 (含14) 50 %, below 14 all: a bound belongs to the warmer step. */
const threeSteps: PoorHeatParams = {
  bands: [
    { from: -5000, to: 1400, share: share(100) },
    { from: 1400, to: 1600, share: share(50) },
    { from: 1600, to: 1800, share: share(20) },
  ],
  bound: 'lower',
  excludedWindows: [],
  graceDays: 0,
  countsFrom: 'report',
}
const season = { startsOn: '2018-11-15', endsOn: '2019-03-15', days: 120 }
const refund = (change: Partial<PoorHeatInput> = {}) =>
  poorHeatRefund({
    rule: threeSteps,
    season,
    seasonFeeFen: 240_000,
    areaMilliM2: 100_000,
    reportedOn: '2019-01-01',
    fixedOn: '2019-01-11',
    tests: [{ on: '2019-01-02', minute: 540, centiC: 1550 }],
    ...change,
  })
const at = (centiC: number, rule = threeSteps) => refund({ rule, tests: [{ on: '2019-01-02', minute: 540, centiC }] }).amountFen

describe('a refund for a cold home', () => {
  // The day's fee is 2400.00 / 120 = 20.00; reported 1 Jan, warm again 11 Jan: 10 days.
  it('gives back the share of the band for each day since the report', () => {
    // 15.50 ℃: 20.00 × 50 % × 10 = 100.00
    const { amountFen, steps } = refund()
    assert.equal(amountFen, 10_000)
    assert.deepEqual(renderSteps(steps), [
      '全季热费 2400.00 元，采暖季 120 天，日热费 20 元',
      '室温 15.50 ℃，2019-01-01 至 2019-01-10 计 10 天，每日退 50%：日热费 × 10 × 50% = 100 元',
      '合计 100 元，四舍五入到分 = 100.00 元',
    ])
  })

  it('is exact at ±0.01 ℃ of every bound, whichever band the bound belongs to', () => {
    // 100 % is 200.00, 50 % 100.00, 20 % 40.00
    assert.deepEqual(
      [1399, 1400, 1401, 1599, 1600, 1601, 1799, 1800, 1801].map((t) => at(t)),
      [20_000, 10_000, 10_000, 10_000, 4_000, 4_000, 4_000, 0, 0],
    )
    const upper: PoorHeatParams = { ...threeSteps, bound: 'upper' }
    assert.deepEqual(
      [1399, 1400, 1401, 1599, 1600, 1601, 1799, 1800, 1801].map((t) => at(t, upper)),
      [20_000, 20_000, 10_000, 10_000, 10_000, 4_000, 4_000, 4_000, 0],
    )
    assert.equal(at(-300), 20_000)
  })

  it('of two steps: 14 to 18 a half, below all', () => {
    const bands = [
      { from: -5000, to: 1400, share: share(100) },
      { from: 1400, to: 1800, share: share(50) },
    ]
    assert.deepEqual(
      [1399, 1400, 1799, 1800].map((t) => at(t, { ...threeSteps, bands })),
      [20_000, 10_000, 10_000, 0],
    )
  })

  it('leaves the company its time to put it right, and counts from then or from the report', () => {
    const grace = (graceDays: number, countsFrom: 'report' | 'after-grace', fixedOn = '2019-01-11') =>
      refund({ rule: { ...threeSteps, graceDays, countsFrom }, fixedOn }).amountFen
    // 2 days: 10 days all the same, or 8 days 80.00; put right on the second day: nothing
    assert.equal(grace(2, 'report'), 10_000)
    assert.equal(grace(2, 'after-grace'), 8_000)
    assert.equal(grace(2, 'report', '2019-01-03'), 0)
    assert.equal(grace(2, 'report', '2019-01-04'), 3_000)
  })

  it('goes by the part of the area that is cold', () => {
    // 100.00 × 30/100 = 30.00
    assert.equal(refund({ failingMilliM2: 30_000 }).amountFen, 3_000)
  })

  it('follows later measurements, and does not count those of excluded hours', () => {
    // 13.00 ℃ from 6 Jan: 5 days × 10.00 + 5 days × 20.00 = 150.00; at 12:00 it does not count where 10:00 to 14:00 is excluded
    const tests = [
      { on: '2019-01-02', minute: 540, centiC: 1550 },
      { on: '2019-01-06', minute: 720, centiC: 1300 },
    ]
    assert.equal(refund({ tests }).amountFen, 15_000)
    const noon: PoorHeatParams = { ...threeSteps, excludedWindows: [{ fromMinute: 600, toMinute: 840 }] }
    const without = refund({ rule: noon, tests })
    assert.equal(without.amountFen, 10_000)
    assert.deepEqual(without.ignoredTests, [tests[1]])
    const edges = [599, 600, 839, 840].map(
      (minute) => refund({ rule: noon, tests: [{ on: '2019-01-02', minute, centiC: 1300 }] }).amountFen,
    )
    assert.deepEqual(edges, [20_000, 0, 0, 20_000])
  })

  it('weighs the months where the notice does', () => {
    // Dec 30 % of 31 days: 2400 × 0.30/31 = 23.22581 a day; Jan 40 % of 31: 30.96774. 30 Dec to 3 Jan at 50 %: 2 × 11.61290 + 3 × 15.48387 = 69.67742 → 69.68
    const monthWeights = [
      { month: 11, percent: 10 },
      { month: 12, percent: 30 },
      { month: 1, percent: 40 },
      { month: 2, percent: 15 },
      { month: 3, percent: 5 },
    ]
    const rule = { ...threeSteps, monthWeights }
    assert.equal(
      refund({ rule, reportedOn: '2018-12-30', fixedOn: '2019-01-04', tests: [{ on: '2018-12-30', minute: 1, centiC: 1500 }] }).amountFen,
      6_968,
    )
    assert.deepEqual(poorHeat.check(rule), [])
    const [fault] = poorHeat.check({ ...rule, monthWeights: [...monthWeights.slice(1), { month: 11, percent: 11 }] })
    assert.deepEqual([fault?.code, fault?.message], ['WEIGHTS_DO_NOT_ADD_UP', '各月比例合计 101%，应为 100%'])
  })

  it('lasts to the end of the season when never put right, and is never more than the season fee', () => {
    // 1 Jan to 15 Mar: 31 + 28 + 15 = 74 days × 10.00 = 740.00; cold all 121 days at 100 %: 2420.00, but 2400.00 at most
    assert.equal(refund({ fixedOn: null }).amountFen, 74_000)
    const all = refund({ reportedOn: '2018-11-15', fixedOn: null, tests: [{ on: '2018-11-15', minute: 0, centiC: 500 }] })
    assert.equal(all.amountFen, 240_000)
    assert.match(renderSteps(all.steps).at(-1) ?? '', /不超过全季热费 2400\.00 元 = 2400\.00 元/)
    assert.equal(refund({ tests: [] }).amountFen, 0)
  })

  it('cannot be written with a gap in its bands', () => {
    const bands = [threeSteps.bands[0], { from: 1500, to: 1800, share: share(20) }]
    assert.deepEqual(
      poorHeat.check({ ...threeSteps, bands }).map(({ code, path }) => `${code} ${path}`),
      ['BANDS_WITH_GAPS bands[1]'],
    )
  })
})

describe('an outage of a substation', () => {
  const homes = Array.from({ length: 300 }, (_, index) => ({ householdNo: String(index), seasonFeeFen: 240_000, seasonDays: 120 }))
  const hours = (count: number, rule: OutageParams) => {
    const startedAt = startOfDay('2019-01-05')
    return outageRefunds(rule, { startedAt, endedAt: startedAt + count * 3_600_000 }, homes)
  }
  const over12: OutageParams = { hours: 12, atLeast: 'more', count: 'started-days', share: share(100) }

  it('of 13 hours gives all 300 homes a day back, of 11 or 12 nobody', () => {
    const refunds = hours(13, over12)
    assert.equal(refunds.length, 300)
    assert.deepEqual([...new Set(refunds.map(({ amountFen }) => amountFen))], [2_000])
    assert.deepEqual([hours(11, over12).length, hours(12, over12).length], [0, 0])
    assert.deepEqual(renderSteps(refunds[0]?.steps ?? []).slice(1), [
      '停热 13 小时，计 1 天，每日退 100%：20 元',
      '合计 20 元，四舍五入到分 = 20.00 元',
    ])
  })

  it('counts full days, started days or hours', () => {
    const full: OutageParams = { hours: 24, atLeast: 'this', count: 'full-days', share: share(100) }
    const amount = (count: number, rule: OutageParams) => hours(count, rule)[0]?.amountFen ?? 0
    // 24 h: 1 day; 47 h: 1 full, 2 started, 47/24 × 20.00 = 39.1666… → 39.17
    assert.deepEqual(
      [23, 24, 47].map((count) => amount(count, full)),
      [0, 2_000, 2_000],
    )
    assert.equal(amount(47, { ...full, count: 'started-days' }), 4_000)
    assert.equal(amount(47, { ...full, count: 'hours' }), 3_917)
  })

  it('cannot end before it starts, and its rule cannot be impossible', () => {
    assert.throws(() => hours(-1, over12), RangeError)
    assert.deepEqual(outageRefund.check(over12), [])
    assert.equal(outageRefund.check({}).length, 5)
  })
})
