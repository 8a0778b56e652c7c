import fc from 'fast-check'
import type { DiscountInput } from '../../../../shared/billing/discount.ts'
import type { LateFeeInput } from '../../../../shared/billing/late-fee.ts'
import type { PoorHeatInput } from '../../../../shared/billing/poor-heat.ts'
import { startOfDay } from '../../../../shared/calendar/local-day.ts'
import type { OutageInput } from './corpus/corpus.ts'
import { dayOf } from './random-tariffs.ts'
import { lateRule } from './town.ts'

/** What late fees, discounts and refunds are computed of. */
export type PolicyInput =
  | { readonly lateFee: LateFeeInput }
  | { readonly discount: DiscountInput }
  | { readonly poorHeat: PoorHeatInput }
  | { readonly outage: OutageInput }

const cap = fc.constantFrom({ kind: 'none' as const }, { kind: 'principal' as const }, { kind: 'share' as const, num: 30, den: 100 })

export const anyLateFee: fc.Arbitrary<LateFeeInput> = fc
  .record({
    dailyRatePpm: fc.constantFrom(500, 1000, 2000, 3000),
    graceDays: fc.constantFrom(0, 10),
    base: fc.constantFrom('unpaid' as const, 'season-total' as const),
    cap,
    open: fc.nat(500_000),
    paid: fc.nat(500_000),
    postedFen: fc.nat(5_000),
    on: fc.nat(500),
    held: fc.nat(60),
  })
  .map(({ open, paid, postedFen, on, held, ...rule }) => ({
    rule: { ...rule, dueOn: lateRule.params.dueOn },
    principalOpenFen: open,
    principalTotalFen: open + paid,
    postedFen,
    accruedThrough: postedFen === 0 ? null : '2019-02-20',
    holds: held > 30 ? [{ from: '2019-03-01', to: dayOf(120 + held) }] : [],
    asOf: dayOf(90 + on),
  }))

const share = fc.nat(20).map((num) => ({ num: num * 5, den: 100 }))

export const anyDiscount: fc.Arbitrary<DiscountInput> = fc
  .record({
    amount: fc.oneof(
      share.map((some) => ({ kind: 'percent' as const, share: some })),
      fc.nat(9_000).map((amountFen) => ({ kind: 'fixed' as const, amountFen })),
    ),
    mode: fc.constantFrom('half-up' as const, 'truncate' as const),
    unit: fc.constantFrom('fen' as const, 'jiao' as const, 'yuan' as const),
    channel: fc.constantFrom('counter', 'wechat-pay', 'alipay'),
    day: fc.nat(40),
    netChargeFen: fc.nat(400_000),
    circumstances: fc.subarray(['arrears' as const, 'part-payment' as const]).filter((some) => some.length < 2),
  })
  .map(({ amount, mode, unit, channel, day, netChargeFen, circumstances }) => ({
    rule: {
      windows: [{ fromOn: dayOf(0), toOn: dayOf(29), channels: ['counter', 'wechat-pay'], amount }],
      excluded: ['arrears'],
      rounding: { mode, unit },
    },
    noticeNo: '×价〔2018〕12号',
    channel,
    paidOn: dayOf(day),
    netChargeFen,
    circumstances,
  }))

export const anyPoorHeat: fc.Arbitrary<PoorHeatInput> = fc
  .record({
    bound: fc.constantFrom('lower' as const, 'upper' as const),
    countsFrom: fc.constantFrom('report' as const, 'after-grace' as const),
    graceDays: fc.nat(3),
    monthly: fc.boolean(),
    days: fc.constantFrom(120, 121, 151),
    seasonFeeFen: fc.nat(400_000),
    areaMilliM2: fc.integer({ min: 1_000, max: 200_000 }),
    failingMilliM2: fc.option(fc.nat(100_000), { nil: undefined }),
    reported: fc.nat(120),
    lasts: fc.option(fc.nat(30)),
    tests: fc.array(fc.record({ after: fc.nat(10), minute: fc.nat(1439), centiC: fc.integer({ min: 900, max: 1900 }) }), { maxLength: 3 }),
  })
  .map(({ bound, countsFrom, graceDays, monthly, days, seasonFeeFen, areaMilliM2, failingMilliM2, reported, lasts, tests }) => ({
    rule: {
      bands: [
        { from: -5000, to: 1400, share: { num: 1, den: 1 } },
        { from: 1400, to: 1600, share: { num: 50, den: 100 } },
        { from: 1600, to: 1800, share: { num: 20, den: 100 } },
      ],
      bound,
      excludedWindows: [{ fromMinute: 600, toMinute: 840 }],
      graceDays,
      countsFrom,
      ...(monthly ? { monthWeights: [11, 12, 1, 2, 3].map((month) => ({ month, percent: 20 })) } : {}),
    },
    season: { startsOn: dayOf(0), endsOn: dayOf(150), days },
    seasonFeeFen,
    areaMilliM2,
    ...(failingMilliM2 === undefined ? {} : { failingMilliM2 }),
    reportedOn: dayOf(reported),
    fixedOn: lasts === null ? null : dayOf(reported + lasts),
    tests: tests.map(({ after, minute, centiC }) => ({ on: dayOf(reported + after), minute, centiC })),
  }))

export const anyOutage: fc.Arbitrary<OutageInput> = fc
  .record({
    atLeast: fc.constantFrom('this' as const, 'more' as const),
    count: fc.constantFrom('started-days' as const, 'full-days' as const, 'hours' as const),
    share,
    minutes: fc.integer({ min: 600, max: 6_000 }),
    seasonFeeFen: fc.nat(400_000),
  })
  .map(({ atLeast, count, share: some, minutes, seasonFeeFen }) => ({
    rule: { hours: 12, atLeast, count, share: some },
    startedAt: startOfDay(dayOf(60)),
    endedAt: startOfDay(dayOf(60)) + minutes * 60_000,
    household: { householdNo: '1', seasonFeeFen, seasonDays: 151 },
  }))
