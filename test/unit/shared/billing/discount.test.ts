import assert from 'node:assert/strict'
import fc from 'fast-check'
import { discountEndsAt, judgeDiscount } from '../../../../shared/billing/discount.ts'
import { spreadOver } from '../../../../shared/billing/spread.ts'
import { endOfDay } from '../../../../shared/calendar/local-day.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { DiscountParams, DiscountWindow } from '../../../../shared/tariff/kinds/discount.ts'
import { discount } from '../../../../shared/tariff/kinds/discount.ts'

const percent = (fromOn: string, toOn: string, num: number, channels: DiscountWindow['channels'] = '*'): DiscountWindow => ({
  fromOn,
  toOn,
  channels,
  amount: { kind: 'percent', share: { num, den: 1000 } },
})
const fixed = (fromOn: string, toOn: string, amountFen: number): DiscountWindow => ({
  fromOn,
  toOn,
  channels: '*',
  amount: { kind: 'fixed', amountFen },
})
const ruleOf = (...windows: DiscountWindow[]): DiscountParams => ({
  windows,
  excluded: ['arrears', 'stopped', 'part-payment'],
  rounding: { mode: 'half-up', unit: 'fen' },
})
const judge = (rule: DiscountParams, paidOn: string, change: Partial<Parameters<typeof judgeDiscount>[0]> = {}) =>
  judgeDiscount({ rule, noticeNo: '×价〔2018〕12号', channel: 'counter', paidOn, netChargeFen: 95_469, circumstances: [], ...change })

describe('a discount for paying early', () => {
  const monthly = ruleOf(
    percent('2018-05-01', '2018-05-31', 40),
    percent('2018-06-01', '2018-06-30', 30),
    percent('2018-07-01', '2018-07-31', 20),
  )

  it('steps down by the day the money came', () => {
    // 954.69 × 4 % = 38.1876 → 38.19; 3 % = 28.6407 → 28.64; 2 % = 19.0938 → 19.09
    const days: [string, number][] = [
      ['2018-04-30', 0],
      ['2018-05-01', 3_819],
      ['2018-05-31', 3_819],
      ['2018-06-01', 2_864],
      ['2018-07-31', 1_909],
      ['2018-08-01', 0],
    ]
    for (const [day, amountFen] of days) assert.equal(judge(monthly, day).amountFen, amountFen, day)
    assert.deepEqual(renderSteps(judge(monthly, '2018-05-20').steps), [
      '2018-05-01 至 2018-05-31一次缴清优惠 4%，2018-05-20 经营业厅缴费（依据：×价〔2018〕12号）：954.69 元 × 4%，四舍五入到分 = 38.19 元',
    ])
    assert.equal(judge(monthly, '2018-04-30').refused, 'no-window')
  })

  it('has steps of 1.5 % and 1 %, and of 2.5 % and 2 %', () => {
    // 954.69 × 1.5 % = 14.32035 → 14.32; 1 % = 9.5469 → 9.55; 2.5 % = 23.86725 → 23.87; 2 % = 19.0938 → 19.09
    const two = ruleOf(percent('2018-09-01', '2018-09-15', 15), percent('2018-09-16', '2018-09-30', 10))
    assert.deepEqual(
      ['2018-09-15', '2018-09-16', '2018-10-01'].map((day) => judge(two, day).amountFen),
      [1_432, 955, 0],
    )
    const other = ruleOf(percent('2018-09-01', '2018-09-30', 25), percent('2018-10-01', '2018-10-31', 20))
    assert.deepEqual(
      ['2018-09-30', '2018-10-31'].map((day) => judge(other, day).amountFen),
      [2_387, 1_909],
    )
  })

  it('may be for online channels only', () => {
    // 954.69 × 0.5 % = 4.77345 → 4.77
    const online = ruleOf(percent('2018-10-11', '2018-10-31', 5, ['wechat', 'alipay']))
    assert.equal(judge(online, '2018-10-11', { channel: 'wechat' }).amountFen, 477)
    assert.deepEqual([judge(online, '2018-10-11').amountFen, judge(online, '2018-10-11').refused], [0, 'no-window'])
    assert.equal(discountEndsAt(online, 'alipay', '2018-10-12'), endOfDay('2018-10-31'))
    assert.equal(discountEndsAt(online, 'counter', '2018-10-12'), null)
  })

  it('may be a fixed sum, never more than the charge', () => {
    const steps = ruleOf(
      fixed('2018-09-01', '2018-09-10', 5_000),
      fixed('2018-09-11', '2018-09-20', 3_000),
      fixed('2018-09-21', '2018-09-30', 2_000),
    )
    assert.deepEqual(
      ['2018-09-10', '2018-09-20', '2018-09-30'].map((day) => judge(steps, day).amountFen),
      [5_000, 3_000, 2_000],
    )
    const small = judge(steps, '2018-09-10', { netChargeFen: 4_000 })
    assert.equal(small.amountFen, 4_000)
    assert.match(renderSteps(small.steps).join(), /一次缴清优惠 50\.00 元.*应缴 40\.00 元，优惠 40\.00 元/)
  })

  it('is refused for what the rule excludes, with the reason, and only for that', () => {
    for (const circumstance of ['arrears', 'stopped', 'part-payment'] as const) {
      assert.equal(judge(monthly, '2018-05-01', { circumstances: [circumstance] }).refused, circumstance)
    }
    assert.equal(judge(monthly, '2018-05-01', { circumstances: ['low-income'] }).amountFen, 3_819)
    assert.throws(() => judge(monthly, '2018-05-01', { netChargeFen: -1 }), RangeError)
  })

  it('cannot have two windows of one channel on one day, nor more than 100 %', () => {
    const codes = (rule: unknown) => discount.check(rule).map(({ code, path }) => `${code} ${path}`)
    assert.deepEqual(codes(monthly), [])
    const touching = ruleOf(percent('2018-09-01', '2018-09-15', 15, ['wechat']), percent('2018-09-15', '2018-09-30', 10))
    assert.deepEqual(codes(touching), ['OVERLAPPING_DATES windows[1]'])
    assert.deepEqual(
      codes(ruleOf(percent('2018-09-01', '2018-09-15', 15, ['wechat']), percent('2018-09-15', '2018-09-30', 10, ['bank']))),
      [],
    )
    assert.deepEqual(codes(ruleOf(percent('2018-09-16', '2018-09-15', 1001))), [
      'IMPOSSIBLE_VALUE windows[0]',
      'IMPOSSIBLE_VALUE windows[0].amount.share',
    ])
    assert.deepEqual(codes({ windows: [{}], excluded: ['mood'], rounding: null }).length, 7)
  })
})

describe('an amount spread over lines', () => {
  it('adds up and is never more than a line', () => {
    const lines = fc.array(fc.record({ amountFen: fc.nat(10_000_000) }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(lines, fc.nat(1000), (some, permille) => {
        const whole = some.reduce((total, { amountFen }) => total + amountFen, 0)
        const amountFen = Math.floor((whole * permille) / 1000)
        const parts = spreadOver(amountFen, some)
        assert.equal(
          parts.reduce((total, part) => total + part.amountFen, 0),
          amountFen,
        )
        for (const part of parts) assert.ok(part.amountFen > 0 && part.amountFen <= part.line.amountFen)
      }),
    )
    assert.throws(() => spreadOver(2, [{ amountFen: 1 }]), RangeError)
  })
})
