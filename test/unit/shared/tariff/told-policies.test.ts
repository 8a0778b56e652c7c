import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type DiscountInput, judgeDiscount } from '../../../../shared/billing/discount.ts'
import { accrueLateFee, type LateFeeInput } from '../../../../shared/billing/late-fee.ts'
import { type Outage, outageRefunds } from '../../../../shared/billing/outage.ts'
import { type PoorHeatInput, poorHeatRefund } from '../../../../shared/billing/poor-heat.ts'
import { startOfDay } from '../../../../shared/calendar/local-day.ts'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import { ruleKinds } from '../../../../shared/tariff/kinds/registry.ts'
import type { Step } from '../../../../shared/tariff/step.ts'
import { mutationsOf } from './mutations.ts'
import { anyDiscount, anyLateFee, anyOutage, anyPoorHeat } from './random-policies.ts'
import { readDiscount, readLateFee, readRefund } from './reader/read-policy.ts'

type Told = { readonly amountFen: number; readonly steps: readonly Step[] }
type Reader = (sentences: readonly string[]) => number
type Case<Input> = readonly [what: string, input: Input, told: readonly string[]]
const seen = new Set<string>()

/** The text alone comes to the amount, for the input and for all that differ from it in one leaf; what counts is told. */
function assertTold<Input extends object>([, input, told]: Case<Input>, kind: string, run: (input: Input) => Told, read: Reader): void {
  const readable = (some: Input): string => {
    const { amountFen, steps } = run(some)
    const text = renderSteps(steps)
    if (steps.length > 0) assert.equal(read(text), amountFen, text.join('\n'))
    for (const { code } of steps) seen.add(code)
    return canonicalJson(text)
  }
  const [text, steps] = [readable(input), canonicalJson(run(input).steps)]
  const spoken = new Set<string>()
  for (const { path, value } of mutationsOf(input)) {
    if (isRefused(kind, value, run)) continue
    const now = readable(value)
    if (canonicalJson(run(value).steps) !== steps) assert.notEqual(now, text, `${path} counts, and the text does not tell it`)
    if (now !== text) spoken.add(path)
  }
  assert.deepEqual(
    told.filter((path) => !spoken.has(path)),
    [],
    'facts that change nothing in the text',
  )
}

/** By the check of the kind, before anything is computed, or as an input that cannot be. */
function isRefused<Input extends object>(kind: string, input: Input, run: (input: Input) => Told): boolean {
  if ('rule' in input && (ruleKinds[kind]?.check(input.rule).length ?? 0) > 0) return true
  try {
    run(input)
    return false
  } catch (error) {
    assert.ok(error instanceof RangeError, String(error))
    return true
  }
}

const share = (num: number) => ({ num, den: 100 })
const late = { dailyRatePpm: 1000, dueOn: '2019-02-13', graceDays: 0, base: 'unpaid', cap: { kind: 'none' } } as const
const owing: LateFeeInput = {
  rule: late,
  principalOpenFen: 95_469,
  principalTotalFen: 95_469,
  postedFen: 0,
  accruedThrough: null,
  holds: [],
  asOf: '2019-04-23',
}
const lateFees: Case<LateFeeInput>[] = [
  ['of what is unpaid', owing, ['principalOpenFen', 'rule.dailyRatePpm', 'rule.dueOn', 'rule.graceDays', 'asOf']],
  [
    'continued after a posted part, held in between',
    { ...owing, accruedThrough: '2019-03-01', holds: [{ from: '2019-03-05', to: '2019-03-14' }] },
    ['accruedThrough', 'holds.0.from', 'holds.0.to'],
  ],
  [
    'of the season total',
    { ...owing, principalOpenFen: 1_000, rule: { ...late, base: 'season-total' } },
    ['principalTotalFen', 'principalOpenFen'],
  ],
  [
    'cut to a share of the principal',
    { ...owing, postedFen: 28_000, rule: { ...late, cap: { kind: 'share', num: 30, den: 100 } } },
    ['postedFen', 'principalTotalFen', 'rule.cap.num', 'rule.cap.den'],
  ],
  ['cut to the principal', { ...owing, asOf: '2029-04-23', rule: { ...late, cap: { kind: 'principal' } } }, ['principalTotalFen']],
]

const window = { fromOn: '2018-09-01', toOn: '2018-09-30', channels: ['wechat-pay', 'counter'] }
const paying: DiscountInput = {
  rule: {
    windows: [{ ...window, amount: { kind: 'percent', share: { num: 25, den: 1000 } } }],
    excluded: ['arrears'],
    rounding: { mode: 'half-up', unit: 'fen' },
  },
  noticeNo: '×价〔2018〕12号',
  channel: 'wechat-pay',
  paidOn: '2018-09-20',
  netChargeFen: 95_469,
  circumstances: [],
}
const discounts: Case<DiscountInput>[] = [
  [
    'in percent',
    paying,
    ['paidOn', 'netChargeFen', 'noticeNo', 'channel', 'rule.windows.0.fromOn', 'rule.windows.0.amount.share.num', 'rule.rounding.unit'],
  ],
  [
    'of a fixed sum',
    { ...paying, rule: { ...paying.rule, windows: [{ ...window, amount: { kind: 'fixed', amountFen: 5_000 } }] } },
    ['paidOn', 'netChargeFen', 'rule.windows.0.amount.amountFen'],
  ],
]

const cold: PoorHeatInput = {
  rule: {
    bands: [
      { from: -5000, to: 1400, share: share(100) },
      { from: 1400, to: 1600, share: share(50) },
      { from: 1600, to: 1800, share: share(20) },
    ],
    bound: 'lower',
    excludedWindows: [{ fromMinute: 600, toMinute: 840 }],
    graceDays: 2,
    countsFrom: 'report',
  },
  season: { startsOn: '2018-11-15', endsOn: '2019-03-15', days: 121 },
  seasonFeeFen: 240_000,
  areaMilliM2: 100_000,
  reportedOn: '2019-01-01',
  fixedOn: '2019-01-11',
  tests: [
    { on: '2019-01-02', minute: 540, centiC: 1550 },
    { on: '2019-01-05', minute: 900, centiC: 1350 },
  ],
}
const refunds: Case<PoorHeatInput>[] = [
  [
    'of a cold home',
    cold,
    ['seasonFeeFen', 'season.days', 'reportedOn', 'fixedOn', 'tests.0.centiC', 'tests.1.centiC', 'tests.1.on', 'rule.bands.0.share.num'],
  ],
  ['of some cold rooms', { ...cold, failingMilliM2: 30_000 }, ['failingMilliM2', 'areaMilliM2']],
  [
    'by the months’ shares, never more than the season',
    {
      ...cold,
      reportedOn: '2018-12-20',
      rule: {
        ...cold.rule,
        bands: [{ from: -5000, to: 1800, share: share(100) }],
        monthWeights: [12, 1, 2].map((month) => ({ month, percent: month === 2 ? 0 : 50 })),
      },
      fixedOn: null,
      seasonFeeFen: 10,
    },
    ['seasonFeeFen', 'reportedOn'],
  ],
]
const outage: Outage & { readonly seasonFeeFen: number; readonly seasonDays: number; readonly num: number; readonly hours: number } = {
  startedAt: startOfDay('2019-01-10') + 8 * 3_600_000,
  endedAt: startOfDay('2019-01-10') + 21 * 3_600_000,
  seasonFeeFen: 240_000,
  seasonDays: 121,
  num: 80,
  hours: 12,
}

describe('what is told of late fees, discounts and refunds', () => {
  for (const one of lateFees) it(`late fee ${one[0]}`, () => assertTold(one, 'late-fee@2', accrueLateFee, readLateFee))
  for (const one of discounts) it(`discount ${one[0]}`, () => assertTold(one, 'discount@1', judgeDiscount, readDiscount))
  for (const one of refunds) it(`refund ${one[0]}`, () => assertTold(one, 'poor-heat@1', poorHeatRefund, readRefund))
  for (const count of ['started-days', 'full-days', 'hours'] as const) {
    it(`refund of an outage in ${count}`, () => {
      const run = ({ startedAt, endedAt, seasonFeeFen, seasonDays, num, hours }: typeof outage): Told => {
        const rule = { hours, atLeast: 'more', count, share: share(num) } as const
        const [refund] = outageRefunds(rule, { startedAt, endedAt }, [{ householdNo: '1', seasonFeeFen, seasonDays }])
        return refund ?? { amountFen: 0, steps: [] }
      }
      const counts = count === 'full-days' ? [] : ['seasonFeeFen', 'seasonDays', 'num', 'startedAt', 'endedAt']
      assertTold(['', outage, counts], 'outage-refund@1', run, readRefund)
    })
  }

  it('comes to the amount for any late fee, discount and refund', () => {
    const readable = (read: Reader, { amountFen, steps }: Told) => {
      const text = renderSteps(steps)
      assert.equal(steps.length === 0 ? 0 : read(text), amountFen, text.join('\n'))
    }
    const policies = fc.record({ lateFee: anyLateFee, discount: anyDiscount, poorHeat: anyPoorHeat, outage: anyOutage })
    fc.assert(
      fc.property(policies, ({ lateFee, discount, poorHeat, outage: { rule, household, ...event } }) => {
        readable(readLateFee, accrueLateFee(lateFee))
        readable(readDiscount, judgeDiscount(discount))
        readable(readRefund, poorHeatRefund(poorHeat))
        for (const refund of outageRefunds(rule, event, [household])) readable(readRefund, refund)
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves out no sentence', () => {
    const policies = ['late-fee@2', 'discount@1', 'poor-heat@1', 'outage-refund@1']
    const known = policies.flatMap((kind) => Object.keys(ruleKinds[kind]?.texts ?? {}))
    // A fee cut to what was promised is the settling's, see settle-quote.test.ts.
    assert.deepEqual(
      known.filter((code) => !seen.has(code)),
      ['late-fee-promised'],
    )
  })
})
