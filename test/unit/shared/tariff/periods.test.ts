import assert from 'node:assert/strict'
import fc from 'fast-check'
import { priceSeason, priceSeasonByVersions } from '../../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { HeatPeriod } from '../../../../shared/tariff/facts.ts'
import { plainStopPeriod, type StopPeriodParams } from '../../../../shared/tariff/kinds/stop-period.ts'
import { codesOf, linesOf, rule, withRules } from './amounts.ts'
import { facts, flat, heatRule, ruleSet, stopRule } from './town.ts'

const stopped = (fromOn: string, toOn: string): HeatPeriod => ({ fromOn, toOn, status: 'stopped' })
const policy = (change: Partial<StopPeriodParams>) => rule('stop-period@1', { ...plainStopPeriod, ...change })
const priced = (periods: HeatPeriod[], change: Partial<StopPeriodParams> = {}) =>
  priceSeason(facts(flat({ periods })), withRules(policy(change)))

// The golden flat: full 954.685, stopped 30 %: 286.4055, of a season of 151 days from 1 Nov to 31 Mar.
const untilResumed = stopped('2018-11-01', '2019-01-14') // 30 + 31 + 14 = 75 days; 76 are left

describe('a season divided by stops', () => {
  it('charges the days heated in full and the days stopped their share', () => {
    // stopped 1 - 31 Jan: heated 61 and 59 days. 954.685 × 61/151 = 385.66745 → 385.67; 286.4055 × 31/151 = 58.79848 → 58.80; 954.685 × 59/151 = 373.02262 → 373.02
    const result = priced([stopped('2019-01-01', '2019-01-31')])
    assert.deepEqual(linesOf(result), [
      ['heat', 38_567],
      ['stop-base-fee', 5_880],
      ['resume-1', 37_302],
    ])
    assert.deepEqual(renderSteps(result.lines[1]?.steps ?? []).slice(3), [
      '停热，按全额费用的 30% 收取停热基础费（依据：×价〔2018〕12号）',
      '停热期间 2019-01-01 至 2019-01-31，计 31 天，占全季 151 天',
      '46.57 × 20.50 × 30% × 31/151 = (17757141/302000)≈58.7984，四舍五入到分 = 58.80 元',
    ])
  })

  it('without any rule about periods does the same', () => {
    const result = priceSeason(facts(flat({ periods: [stopped('2019-01-01', '2019-01-31')] })), ruleSet())
    assert.equal(result.totalFen, 38_567 + 5_880 + 37_302)
  })

  it('knows two stops in one season, and a limit to them', () => {
    // heated 30 (Nov), stopped 31 (Dec), heated 31 (Jan), stopped 28 (Feb), heated 31 (Mar)
    // 954.685 × 30/151 = 189.67251 → 189.67; × 31/151 = 195.99493 → 195.99; 286.4055 × 31/151 = 58.79848 → 58.80; × 28/151 = 53.10830 → 53.11
    const twice = [stopped('2018-12-01', '2018-12-31'), stopped('2019-02-01', '2019-02-28')]
    assert.deepEqual(linesOf(priced(twice)), [
      ['heat', 18_967],
      ['stop-base-fee', 5_880],
      ['resume-1', 19_599],
      ['stop-base-fee-2', 5_311],
      ['resume-2', 19_599],
    ])
    assert.deepEqual(codesOf(priced(twice, { maxStops: 1 })), ['TOO_MANY_STOPS areas[0].periods'])
  })

  it('counts a stop that is too short as heated, and says so', () => {
    const result = priced([stopped('2019-01-01', '2019-01-29')], { minStopDays: 30 })
    assert.deepEqual(linesOf(result), [['heat', 95_469]])
    assert.match(renderSteps(result.lines[0]?.steps ?? [])[1] ?? '', /停热 29 天，不足最短报停 30 天，按用热计/)
    assert.equal(linesOf(priced([stopped('2019-01-01', '2019-01-30')], { minStopDays: 30 })).length, 3)
  })

  it('may divide by the calendar or by the days of the notice, heated days unchanged', () => {
    // the notice says 150: resumed 15 Jan, 76 days heated stay 76, stopped 75 become 74
    // 954.685 × 76/150 = 483.70706 → 483.71; 286.4055 × 74/150 = 141.29338 → 141.29
    const season = { ...facts().season, days: 150 }
    const of = (denominator: 'notice' | 'calendar') =>
      linesOf(priceSeason({ ...facts(flat({ periods: [untilResumed] })), season }, withRules(policy({ denominator }))))
    assert.deepEqual(of('notice'), [
      ['stop-base-fee', 14_129],
      ['resume-1', 48_371],
    ])
    // 954.685 × 76/151 = 480.50370 → 480.50; 286.4055 × 75/151 = 142.25438 → 142.25
    assert.deepEqual(of('calendar'), [
      ['stop-base-fee', 14_225],
      ['resume-1', 48_050],
    ])
  })
})

describe('resuming on 15 January a home stopped from the start', () => {
  type Variant = [what: string, change: Partial<StopPeriodParams>, lines: [string, number][]]
  // 954.685 × 76/151 = 480.50370; from 1 Jan 90 days: 569.01754; base fee of 75 days 142.25438, of 61 days 115.70023, of all 286.4055
  const variants: Variant[] = [
    [
      'remaining days, base fee by days',
      {},
      [
        ['stop-base-fee', 14_225],
        ['resume-1', 48_050],
      ],
    ], // prettier
    [
      'from the month, base fee by days',
      { resumed: 'from-month' },
      [
        ['stop-base-fee', 11_570],
        ['resume-1', 56_902],
      ],
    ],
    [
      'whole season, base fee by days',
      { resumed: 'whole-season' },
      [
        ['stop-base-fee', 14_225],
        ['heat', 95_469],
      ],
    ],
    [
      'remaining days, base fee kept',
      { baseFee: 'whole-season' },
      [
        ['stop-base-fee', 28_641],
        ['resume-1', 48_050],
      ],
    ],
    [
      'whole season, base fee kept',
      { resumed: 'whole-season', baseFee: 'whole-season' },
      [
        ['stop-base-fee', 28_641],
        ['heat', 95_469],
      ],
    ],
    // 480.50370 − 286.4055 = 194.09820 → 194.10; 954.685 − 286.4055 = 668.2795 → 668.28
    [
      'remaining days, base fee deducted',
      { baseFee: 'deducted' },
      [
        ['stop-base-fee', 28_641],
        ['resume-1', 19_410],
      ],
    ],
    [
      'whole season, base fee deducted',
      { resumed: 'whole-season', baseFee: 'deducted' },
      [
        ['stop-base-fee', 28_641],
        ['heat', 66_828],
      ],
    ],
  ]
  for (const [what, change, lines] of variants) {
    it(`${what}`, () => assert.deepEqual(linesOf(priced([untilResumed], change)), lines))
  }

  it('never gives base fee back when little heat is left', () => {
    // resumed for the last 10 days: 954.685 × 10/151 = 63.22417, less than the base fee of 286.4055
    const late = priced([stopped('2018-11-01', '2019-03-21')], { baseFee: 'deducted' })
    assert.deepEqual(linesOf(late), [
      ['stop-base-fee', 28_641],
      ['resume-1', 0],
    ])
    assert.match(renderSteps(late.lines[1]?.steps ?? []).join('\n'), /10\/151 = .*，扣除已计停热基础费 .*≈63\.2241 元，余 0 元/)
  })

  it('says from which day the heat is counted', () => {
    const result = priced([untilResumed], { resumed: 'from-month' })
    assert.match(renderSteps(result.lines[1]?.steps ?? [])[1] ?? '', /^2019-01-15 复热，按规定自 2019-01-01 起计费$/)
  })

  it('charges the whole base fee by versions when the price has changed too', () => {
    const dearer = ruleSet({
      version: 4,
      validFrom: '2019-01-01',
      rules: [{ ...heatRule, params: { priceE4: 220_000, areaBasis: 'billed' } }, stopRule],
    })
    // base 954.685 × 0.3 × 61/151 = 115.70023 → 115.70; 1024.54 × 0.3 × 90/151 = 183.19589 → 183.20; heat 1024.54 × 76/151 = 515.66251 → 515.66
    const result = priceSeasonByVersions(facts(flat({ periods: [untilResumed] })), [withRules(policy({ baseFee: 'whole-season' })), dearer])
    assert.deepEqual(linesOf(result), [
      ['stop-base-fee', 11_570],
      ['stop-base-fee-2', 18_320],
      ['resume-1', 51_566],
    ])
  })
})

describe('a home first connected within the season', () => {
  const notYet: HeatPeriod = { fromOn: '2018-11-01', toOn: '2018-12-19', status: 'not-connected' } // connected 20 Dec, 102 days left

  it('pays by days, from its month, or the whole season', () => {
    // 954.685 × 102/151 = 644.88655 → 644.89; from 1 Dec 121 days: 765.01247 → 765.01
    assert.deepEqual(linesOf(priced([notYet])), [['heat', 64_489]])
    assert.deepEqual(linesOf(priced([notYet], { connected: 'from-month' })), [['heat', 76_501]])
    assert.deepEqual(linesOf(priced([notYet], { connected: 'whole-season' })), [['heat', 95_469]])
  })

  it('has its developer pay until it is handed over', () => {
    // developer 1 Nov - 19 Dec, 49 days: 954.685 × 49/151 = 309.79844 → 309.80; resident 102 days 644.89
    const result = priced([{ ...notYet, status: 'heating', payer: 'developer' }])
    assert.deepEqual(
      result.lines.map(({ purpose, amountFen, payer }) => [purpose, amountFen, payer]),
      [
        ['heat:developer', 30_980, 'developer'],
        ['heat', 64_489, undefined],
      ],
    )
    assert.match(renderSteps(result.lines[0]?.steps ?? []).join('\n'), /该期间费用由开发商承担/)
  })

  it('is charged nothing when it is never connected, but is not refused', () => {
    const result = priced([{ fromOn: '2018-11-01', toOn: '2019-03-31', status: 'not-connected' }])
    assert.deepEqual(linesOf(result), [])
  })
})

describe('rooms stopped for themselves', () => {
  it('are area rows of their own', () => {
    // bedroom 12.00 stopped: 12 × 20.50 × 0.30 = 73.80; the rest 34.57 × 20.50 = 708.685 → 708.69
    const rooms = facts(flat({ billedMilliM2: 34_570 }), flat({ areaNo: 2, name: '次卧', billedMilliM2: 12_000, status: 'stopped' }))
    assert.deepEqual(linesOf(priceSeason(rooms, ruleSet())), [
      ['heat', 70_869],
      ['stop-base-fee', 7_380],
    ])
  })
})

describe('periods that cannot be', () => {
  it('are named all at once', () => {
    const wrong = priced([stopped('2019-01-01', '2019-01-31'), stopped('2019-01-31', '2019-02-10'), stopped('2019-03-01', '2019-04-10')])
    assert.deepEqual(codesOf(wrong), ['OVERLAPPING_DATES areas[0].periods[1]', 'IMPOSSIBLE_VALUE areas[0].periods[2]'])
    assert.deepEqual(codesOf(priced([{ fromOn: 'soon', toOn: '2019-01-01', status: 'frozen' as never }])), [
      'IMPOSSIBLE_VALUE areas[0].periods[0].status',
      'IMPOSSIBLE_VALUE areas[0].periods[0].fromOn',
    ])
  })
})

describe('any divided season', () => {
  const day = (n: number) => new Date(Date.UTC(2018, 10, 1 + n)).toISOString().slice(0, 10)
  it('costs no less than stopped and no more than heated all season, by days', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(149), { minLength: 2, maxLength: 6 }),
        fc.constantFrom('from-day' as const, 'from-month' as const),
        fc.integer({ min: 100, max: 160 }),
        (marks, resumed, days) => {
          const ends = marks.toSorted((a, b) => a - b)
          const periods = ends.flatMap((start, index) => {
            const end = ends[index + 1]
            return index % 2 === 0 && end !== undefined ? [stopped(day(start), day(end - 1))] : []
          })
          const season = { ...facts().season, days }
          const rounding = { level: 'bill', mode: 'half-up', unit: 'fen' } as const
          const set = { ...withRules(policy({ resumed })), rounding }
          const { totalFen, lines, faults } = priceSeason({ ...facts(flat({ periods })), season }, set)
          assert.deepEqual(faults, [])
          assert.ok(totalFen >= 28_641 && totalFen <= 95_469, String(totalFen))
          assert.equal(new Set(lines.map(({ feeType, purpose }) => feeType + purpose)).size, lines.length)
        },
      ),
    )
  })
})
