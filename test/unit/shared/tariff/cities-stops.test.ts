import assert from 'node:assert/strict'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import type { HeatedAreaFacts, HeatPeriod, PeriodStatus } from '../../../../shared/tariff/facts.ts'
import type { Rule } from '../../../../shared/tariff/rule-set.ts'
import { rule } from './amounts.ts'
import { facts, flat, ruleSet } from './town.ts'

/**
 * Published ways of stopping, resuming and connecting, with a home of 88.88 m² in a season of 151 days from 1 November 2018, worked out by hand.
 * Where nothing else is said it costs 88.88 × 20 = 1777.60. Examples of rules, not anybody's rules today.
 */
type City = [name: string, rules: Rule[], home: Partial<HeatedAreaFacts>, lines: [purpose: string, amountFen: number][]]
const home: Partial<HeatedAreaFacts> = { grossMilliM2: 88_880, insideMilliM2: null }
const heat = (priceE4 = 200_000) => rule('area-price@1', { priceE4, areaBasis: 'gross' })
const stop = (num: number, whom: Partial<Rule> = {}) =>
  rule('stop-base-fee@1', { share: { num, den: 100 } }, { ...whom, feeType: 'stop-base-fee' })
const by = (deadline: object, change: object = {}) =>
  rule('stop-deadline@1', { deadline, late: 'as-heated', handlingDays: 0, unrecorded: 'refuse', ...change })
const on = (day: string) => by({ kind: 'day', on: day })
const before = (days: number) => by({ kind: 'before-season', days })
const periods = (change: object) =>
  rule('stop-period@1', {
    minStopDays: 0,
    resumed: 'from-day',
    connected: 'from-day',
    baseFee: 'by-days',
    denominator: 'notice',
    ...change,
  })
const wholeSeasonOnly = periods({ minStopDays: 151 })
const stopped = (stopAppliedOn?: string): Partial<HeatedAreaFacts> => ({ status: 'stopped', ...(stopAppliedOn ? { stopAppliedOn } : {}) })
const from = (fromOn: string, toOn: string, status: PeriodStatus, more: Partial<HeatPeriod> = {}): HeatPeriod => ({
  fromOn,
  toOn,
  status,
  ...more,
})
const resumedOn15January: Partial<HeatedAreaFacts> = { periods: [from('2018-11-01', '2019-01-14', 'stopped')] }
const full: [string, number][] = [['heat', 177_760]]
const base = (amountFen: number): [string, number][] => [['stop-base-fee', amountFen]]

const cities: City[] = [
  // 30 days before the season, 2 October; 1777.60 × 25 % (rate by city) = 444.40
  ['Heilongjiang, applied for 30 days before', [heat(), stop(25), before(30)], stopped('2018-10-02'), base(44_440)],
  ['Heilongjiang, a day late', [heat(), stop(25), before(30)], stopped('2018-10-03'), full],
  // 20 days before: 12 October
  ['Harbin, applied for 20 days before', [heat(), stop(20), before(20)], stopped('2018-10-12'), base(35_552)],
  // by 30 September, the whole season only, at most 20 %: 355.52, also where the company had to stop it
  ['Jilin city, in time', [heat(), stop(20), on('2018-09-30'), wholeSeasonOnly], stopped('2018-09-30'), base(35_552)],
  [
    'Jilin city, in January only: no such stop',
    [heat(), stop(20), on('2018-09-30'), wholeSeasonOnly],
    { periods: [from('2019-01-01', '2019-01-31', 'stopped', { appliedOn: '2018-09-30' })] },
    full,
  ],
  // forced on 1 December: heated 30 days 1777.60 × 30/151 = 353.16556 → 353.17; 355.52 × 121/151 = 284.88689 → 284.89
  [
    'Jilin city, stopped by force on 1 December',
    [heat(), stop(20)],
    { periods: [from('2018-12-01', '2019-03-31', 'stopped')] },
    [
      ['heat', 35_317],
      ['stop-base-fee', 28_489],
    ],
  ],
  // 25.00: 2222.00; by 30 September 20 % of it: 444.40
  ['Tianjin, in time', [heat(250_000), stop(20), on('2018-09-30')], stopped('2018-09-01'), base(44_440)],
  // 15 days before: 17 October; 22.00 × 88.88 × 30 % = 586.608 → 586.61
  ["Xi'an, 15 days before", [heat(220_000), stop(30), before(15)], stopped('2018-10-17'), base(58_661)],
  // 24.00: 2133.12 × 60 % = 1279.872 → 1279.87
  ['Beijing, no local rule', [heat(240_000), stop(60)], stopped(), base(127_987)],
  // 11 June to 30 September, 15 %: 266.64
  ['Benxi, in time', [heat(), stop(15), on('2018-09-30')], stopped('2018-06-11'), base(26_664)],
  // residents nothing, others 20 %; late is use as usual
  ['Xinle, a vacant home', xinle(), { ...stopped('2018-10-15'), customerClass: 'residential' }, base(0)],
  ['Xinle, a shop', xinle(), { ...stopped('2018-10-15'), customerClass: 'non-residential' }, base(35_552)],
  ['Xinle, late', xinle(), { ...stopped('2018-10-16'), customerClass: 'residential' }, full],
  ['Jining, by 15 October for nothing', [heat(), stop(0), on('2018-10-15')], stopped('2018-10-15'), base(0)],
  ['Jining, else counted as use', [heat(), stop(0), on('2018-10-15')], stopped('2018-10-16'), full],
  // not paid before the season is stopped, and stopped costs nothing
  ['Weihai, not paid', [heat(), stop(0)], stopped(), base(0)],
  // first connected on 20 December: the day rate is the season's fee by its days: 1777.60 × 102/151 = 1200.76291 → 1200.76
  [
    'Weihai, first connected on 20 December',
    [heat(), stop(0)],
    { periods: [from('2018-11-01', '2018-12-19', 'not-connected')] },
    [['heat', 120_076]],
  ],
  // 5.80 × 4 × 88.88 = 2062.016 × 30 % = 618.6048 → 618.60
  [
    'Luonan',
    [rule('period-price@1', { priceE4: 58_000, per: 'month', count: 4, areaBasis: 'gross' }), stop(30), before(0)],
    stopped('2018-11-01'),
    base(61_860),
  ],
  // resumed on 15 January: 1777.60 × 76/151 = 894.68609 → 894.69; 533.28 × 75/151 = 264.87417 → 264.87
  [
    'Henan, resumed by actual days',
    [heat(), stop(30)],
    resumedOn15January,
    [
      ['stop-base-fee', 26_487],
      ['resume-1', 89_469],
    ],
  ],
  // the season's fee in full, the base fee of 533.28 taken off: 1244.32
  [
    'a city that charges the season in full after a resumption',
    [heat(), stop(30), periods({ resumed: 'whole-season', baseFee: 'deducted' })],
    resumedOn15January,
    [
      ['stop-base-fee', 53_328],
      ['heat', 124_432],
    ],
  ],
  // resumed for January and from the 1st: 1777.60 × 90/151 = 1059.49669 → 1059.50; 533.28 × 61/151 = 215.43046 → 215.43
  [
    'a city that counts from the 1st of the month',
    [heat(), stop(30), periods({ resumed: 'from-month' })],
    resumedOn15January,
    [
      ['stop-base-fee', 21_543],
      ['resume-1', 105_950],
    ],
  ],
  // opened again without leave, found on 15 January: back-charged from the start of the season to the day before, 75 days: 1777.60 × 75/151 = 882.91391 → 882.91;
  // stopped again for 76: 533.28 × 76/151 = 268.40583 → 268.41
  [
    'Jinan, opened without leave, charged to the inspection',
    [heat(), stop(30)],
    { ...stopped(), periods: [from('2018-11-01', '2019-01-14', 'heating')] },
    [
      ['heat', 88_291],
      ['stop-base-fee', 26_841],
    ],
  ],
  // 26.00: 2310.88. Sold and not moved in: the developer pays a half: 1155.44
  [
    'Shenyang, new building, empty',
    newBuilding(),
    { ...stopped(), priceType: '新建', periods: [from('2018-11-01', '2019-03-31', 'stopped', { payer: 'developer' })] },
    [['stop-base-fee:developer', 115_544]],
  ],
  // moved in on 10 January, charged by the month: 2310.88 × 90/151 = 1377.34569 → 1377.35; the developer's half of 61 days 1155.44 × 61/151 = 466.76715 → 466.77
  [
    'Shenyang, new building, moved in on 10 January',
    newBuilding(),
    { priceType: '新建', periods: [from('2018-11-01', '2019-01-09', 'stopped', { payer: 'developer' })] },
    [
      ['stop-base-fee:developer', 46_677],
      ['resume-1', 137_735],
    ],
  ],
  // unsold: heated to keep it dry, and the developer's all season: 2310.88
  [
    'Harbin, unsold',
    [heat(260_000)],
    { periods: [from('2018-11-01', '2019-03-31', 'heating', { payer: 'developer' })] },
    [['heat:developer', 231_088]],
  ],
]

function xinle(): Rule[] {
  return [heat(), stop(0, { customerClass: 'residential' }), stop(20, { customerClass: 'non-residential' }), on('2018-10-15')]
}

function newBuilding(): Rule[] {
  return [heat(260_000), stop(30), stop(50, { priceType: '新建' }), periods({ resumed: 'from-month' })]
}

describe('published ways of stopping and connecting', () => {
  for (const [name, rules, change, lines] of cities) {
    it(name, () => {
      const result = priceSeason(facts(flat({ ...home, ...change })), ruleSet({ rules }))
      assert.deepEqual(result.faults, [])
      assert.deepEqual(
        result.lines.map(({ purpose, amountFen }) => [purpose, amountFen]),
        lines,
      )
    })
  }
})
