import assert from 'node:assert/strict'
import { priceSeason } from '../../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { HeatedAreaFacts, HeatPeriod } from '../../../../shared/tariff/facts.ts'
import type { StopDeadlineParams } from '../../../../shared/tariff/kinds/stop-deadline.ts'
import type { Rule } from '../../../../shared/tariff/rule-set.ts'
import { codesOf, linesOf, rule, withRules } from './amounts.ts'
import { facts, flat } from './town.ts'

const bySeptember: StopDeadlineParams = {
  deadline: { kind: 'day', on: '2018-09-30' },
  late: 'as-heated',
  handlingDays: 0,
  unrecorded: 'refuse',
}
const deadline = (change: Partial<StopDeadlineParams> = {}) => rule('stop-deadline@1', { ...bySeptember, ...change })
const priced = (area: Partial<HeatedAreaFacts>, change: Partial<StopDeadlineParams> = {}, ...more: Rule[]) =>
  priceSeason(facts(flat(area)), withRules(deadline(change), ...more))
const stoppedAllSeason = (stopAppliedOn: string): Partial<HeatedAreaFacts> => ({ status: 'stopped', stopAppliedOn })
const inFebruary = (appliedOn: string): Partial<HeatedAreaFacts> => ({
  periods: [{ fromOn: '2019-02-01', toOn: '2019-02-28', status: 'stopped', appliedOn }],
})

// The golden flat: full 954.685, stopped 30 %: 286.4055, of a season of 151 days from 1 Nov 2018 to 31 Mar 2019.
describe('a stop with a last day to apply for it', () => {
  it('counts when it was applied for by that day, and says so', () => {
    const result = priced(stoppedAllSeason('2018-09-30'))
    assert.deepEqual(linesOf(result), [['stop-base-fee', 28_641]])
    assert.equal(renderSteps(result.lines[0]?.steps ?? [])[1], '2018-11-01 至 2019-03-31 停热于 2018-09-30 申请，不晚于截止日 2018-09-30')
  })

  it('applied for a day later pays the whole season', () => {
    const result = priced(stoppedAllSeason('2018-10-01'))
    assert.deepEqual(linesOf(result), [['heat', 95_469]])
    assert.equal(
      renderSteps(result.lines[0]?.steps ?? [])[1],
      '2018-11-01 至 2019-03-31 停热于 2018-10-01 申请，晚于截止日 2018-09-30，按用热计',
    )
  })

  it('may be due so many days before the season', () => {
    // 30 days before 1 Nov is 2 Oct
    const before = { deadline: { kind: 'before-season', days: 30 } } as const
    assert.deepEqual(linesOf(priced(stoppedAllSeason('2018-10-02'), before)), [['stop-base-fee', 28_641]])
    assert.deepEqual(linesOf(priced(stoppedAllSeason('2018-10-03'), before)), [['heat', 95_469]])
  })

  it('applied for too late may cost the days until it is handled', () => {
    // applied 20 Nov, valve closed within 10 days: heated 1 - 29 Nov, 29 days: 954.685 × 29/151 = 183.35010 → 183.35; stopped 122: 286.4055 × 122/151 = 231.40046 → 231.40
    const late = { late: 'from-application', handlingDays: 10 } as const
    assert.deepEqual(linesOf(priced(stoppedAllSeason('2018-11-20'), late)), [
      ['heat', 18_335],
      ['stop-base-fee', 23_140],
    ])
    // applied 8 Oct: handled 18 Oct, before the season: nothing lost
    assert.deepEqual(linesOf(priced(stoppedAllSeason('2018-10-08'), late)), [['stop-base-fee', 28_641]])
    // applied on the last day: heated all season
    assert.deepEqual(linesOf(priced(stoppedAllSeason('2019-03-31'), late)), [['heat', 95_469]])
  })

  it('or the month in which it was applied for', () => {
    // applied 1 Dec: stopped from 1 Jan; heated 61: 954.685 × 61/151 = 385.66745 → 385.67; stopped 90: 286.4055 × 90/151 = 170.70526 → 170.71
    const late = { late: 'from-next-month' } as const
    const result = priced(stoppedAllSeason('2018-12-01'), late)
    assert.deepEqual(linesOf(result), [
      ['heat', 38_567],
      ['stop-base-fee', 17_071],
    ])
    assert.match(renderSteps(result.lines[1]?.steps ?? [])[1] ?? '', /晚于截止日 2018-09-30，自 2019-01-01 起按停热计，此前按用热计$/)
    // a day earlier is December: heated 30: 954.685 × 30/151 = 189.67251 → 189.67; stopped 121: 286.4055 × 121/151 = 229.50374 → 229.50
    assert.deepEqual(linesOf(priced(stoppedAllSeason('2018-11-30'), late)), [
      ['heat', 18_967],
      ['stop-base-fee', 22_950],
    ])
  })

  it('within the season has a notice of its own, or the deadline of the season', () => {
    // stopped 1 - 28 Feb, 15 days' notice: by 17 Jan. Heated 92: 954.685 × 92/151 = 581.66238 → 581.66; stopped 28: 53.10830 → 53.11; then 31: 195.99493 → 195.99
    const notice = { noticeDays: 15 }
    const inTime: [string, number][] = [
      ['heat', 58_166],
      ['stop-base-fee', 5_311],
      ['resume-1', 19_599],
    ]
    assert.deepEqual(linesOf(priced(inFebruary('2019-01-17'), notice)), inTime)
    assert.deepEqual(linesOf(priced(inFebruary('2019-01-18'), notice)), [['heat', 95_469]])
    assert.deepEqual(linesOf(priced(inFebruary('2019-01-17'))), [['heat', 95_469]])
    assert.deepEqual(linesOf(priced(inFebruary('2018-09-30'))), inTime)
  })

  it('may leave a stop too short to count', () => {
    // applied 10 Feb, handled 15 Feb: 14 days are left of it, fewer than the 20 there must be
    const minimum = rule('stop-period@1', {
      minStopDays: 20,
      resumed: 'from-day',
      connected: 'from-day',
      baseFee: 'by-days',
      denominator: 'notice',
    })
    const late = priced(inFebruary('2019-02-10'), { noticeDays: 15, late: 'from-application', handlingDays: 5 }, minimum)
    assert.deepEqual(linesOf(late), [['heat', 95_469]])
    assert.deepEqual(
      renderSteps(late.lines[0]?.steps ?? [])
        .slice(1, 3)
        .map((text) => text.slice(-24)),
      ['自 2019-02-15 起按停热计，此前按用热计', '停热 14 天，不足最短报停 20 天，按用热计'].map((text) => text.slice(-24)),
    )
  })

  it('whose application nobody has recorded is refused, or taken as in time', () => {
    assert.deepEqual(codesOf(priced({ status: 'stopped' })), ['FACT_NOT_RECORDED areas[0].stopAppliedOn'])
    assert.deepEqual(linesOf(priced({ status: 'stopped' }, { unrecorded: 'in-time' })), [['stop-base-fee', 28_641]])
    assert.deepEqual(codesOf(priced({ status: 'stopped', stopAppliedOn: 'soon' })), ['IMPOSSIBLE_VALUE areas[0].stopAppliedOn'])
  })

  it('does not concern a home that is heated, nor its developer’s days', () => {
    assert.deepEqual(linesOf(priced({})), [['heat', 95_469]])
    // the developer's stopped months, applied for in time, then the resident heats: 286.4055 × 61/151 = 115.70023 → 115.70; 954.685 × 90/151 = 569.01754 → 569.02
    const developers: HeatPeriod = {
      fromOn: '2018-11-01',
      toOn: '2018-12-31',
      status: 'stopped',
      payer: 'developer',
      appliedOn: '2018-09-01',
    }
    assert.deepEqual(linesOf(priced({ periods: [developers] })), [
      ['stop-base-fee:developer', 11_570],
      ['resume-1', 56_902],
    ])
  })

  it('cannot be written impossibly', () => {
    const wrong = deadline({
      deadline: { kind: 'day', on: 'autumn' },
      noticeDays: -1,
      late: 'never' as never,
      handlingDays: 1.5,
      unrecorded: 'ask' as never,
    })
    assert.deepEqual(codesOf(priceSeason(facts(flat()), withRules(wrong))), [
      'IMPOSSIBLE_VALUE ruleSet.rules[2].params.deadline.on',
      'IMPOSSIBLE_VALUE ruleSet.rules[2].params.noticeDays',
      'IMPOSSIBLE_VALUE ruleSet.rules[2].params.late',
      'IMPOSSIBLE_VALUE ruleSet.rules[2].params.handlingDays',
      'IMPOSSIBLE_VALUE ruleSet.rules[2].params.unrecorded',
    ])
  })
})
