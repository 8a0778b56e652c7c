import assert from 'node:assert/strict'
import fc from 'fast-check'
import { canonicalJson } from '../../../../shared/canonical/canonical-json.ts'
import { priceSeason, priceSeasonByVersions } from '../../../../shared/tariff/engine.ts'
import { renderSteps } from '../../../../shared/tariff/explain.ts'
import type { RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { codesOf, linesOf } from './amounts.ts'
import { anyFacts } from './arbitraries.ts'
import { facts, flat, heatRule, ruleSet, stopRule } from './town.ts'

const dearer = (change: Partial<RuleSet> = {}) =>
  ruleSet({
    version: 4,
    validFrom: '2019-01-01',
    rules: [{ ...heatRule, params: { priceE4: 220_000, areaBasis: 'billed' } }, stopRule],
    ...change,
  })

describe('a price that changes within the season', () => {
  it('prices each version by its days, every part rounded by its own rule', () => {
    // 46.57 × 20.50 × 61/151 = 385.66745… → 385.67 (1 Nov - 31 Dec); 46.57 × 22.00 × 90/151 = 610.65298… → 610.65
    const result = priceSeasonByVersions(facts(flat()), [dearer(), ruleSet()])
    assert.deepEqual(linesOf(result), [
      ['heat', 38_567],
      ['heat-2', 61_065],
    ])
    assert.deepEqual(
      result.lines.map(({ ruleSetVersion }) => ruleSetVersion),
      [3, 4],
    )
    assert.deepEqual(renderSteps(result.lines[1]?.steps ?? []).slice(3), [
      '用热期间 2019-01-01 至 2019-03-31，计 90 天，占全季 151 天（价目第 4 版）',
      '46.57 × 22.00 × 90/151 = (461043/755)≈610.6529，四舍五入到分 = 610.65 元',
    ])
  })

  it('rounds the sum once where the rule says so, or each version by its own rule', () => {
    // to yuan together: 385.66745 + 610.65298 = 996.32043 → 996.00
    const yuan = { level: 'fee', mode: 'half-up', unit: 'yuan' } as const
    assert.equal(priceSeasonByVersions(facts(flat()), [ruleSet({ rounding: yuan }), dearer({ rounding: yuan })]).totalFen, 99_600)
    // old version to yuan 385.66745 → 386.00, new to fen 610.65
    assert.equal(priceSeasonByVersions(facts(flat()), [ruleSet({ rounding: yuan }), dearer()]).totalFen, 99_665)
  })

  it('charges a stopped area its share of each version', () => {
    // 954.685 × 0.3 × 61/151 = 115.70023… → 115.70; 1024.54 × 0.3 × 90/151 = 183.19589… → 183.20
    assert.deepEqual(linesOf(priceSeasonByVersions(facts(flat({ status: 'stopped' })), [ruleSet(), dearer()])), [
      ['stop-base-fee', 11_570],
      ['stop-base-fee-2', 18_320],
    ])
  })

  it('lets the higher version win from the same day or from before the season', () => {
    // 46.57 × 22.00 = 1024.54 for all days
    assert.equal(priceSeasonByVersions(facts(flat()), [ruleSet(), dearer({ validFrom: '2018-11-01' })]).totalFen, 102_454)
    assert.equal(priceSeasonByVersions(facts(flat()), [ruleSet(), dearer({ validFrom: '2018-06-01' })]).totalFen, 102_454)
    const after = dearer({ validFrom: '2019-04-01' })
    assert.deepEqual(priceSeasonByVersions(facts(flat()), [ruleSet(), after]).totalFen, 95_469)
  })

  it('lets a later version valid from an earlier day take the place of what it overtakes', () => {
    // version 5 from 1 Dec overtakes version 4 from 1 Jan: 954.685 × 30/151 = 189.67251 → 189.67; 46.57 × 24.00 × 121/151 = 895.62437 → 895.62
    const latest = dearer({
      version: 5,
      validFrom: '2018-12-01',
      rules: [{ ...heatRule, params: { priceE4: 240_000, areaBasis: 'billed' } }, stopRule],
    })
    assert.deepEqual(linesOf(priceSeasonByVersions(facts(flat()), [latest, dearer(), ruleSet()])), [
      ['heat', 18_967],
      ['heat-2', 89_562],
    ])
  })

  it('divides by the number of days of the notice, and the parts stay the whole', () => {
    // the notice says 150 days where the calendar has 151: the last part gives the day up, 61/150 + 89/150
    // 954.685 × 61/150 = 388.23856… → 388.24; 1024.54 × 89/150 = 607.89373… → 607.89
    const season = { ...facts().season, days: 150 }
    assert.deepEqual(linesOf(priceSeasonByVersions({ ...facts(flat()), season }, [ruleSet(), dearer()])), [
      ['heat', 38_824],
      ['heat-2', 60_789],
    ])
  })

  it('refuses other seasons and one version twice, and no version at all', () => {
    assert.deepEqual(codesOf(priceSeasonByVersions(facts(flat()), [ruleSet(), dearer({ seasonCode: '2019-2020', version: 3 })])), [
      'SEASON_MISMATCH ruleSets[1].seasonCode',
      'OVERLAPPING_RULES ruleSets[1].version',
    ])
    assert.deepEqual(codesOf(priceSeasonByVersions(facts(flat()), [])), ['NO_RULE ruleSets'])
  })

  it('costs between the two prices, and with one version exactly what it always cost', () => {
    const rounding = { level: 'bill', mode: 'half-up', unit: 'fen' } as const
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 1, max: 150 }), (some, day) => {
        const rules = [
          { ...heatRule, customerClass: '*' },
          { ...stopRule, params: { share: { num: 1, den: 3 } } },
        ]
        const old = ruleSet({ rules, rounding })
        const next = dearer({
          rules: [{ ...heatRule, customerClass: '*', params: { priceE4: 220_000, areaBasis: 'billed' as const } }, rules[1] as never],
          rounding,
          validFrom: new Date(Date.UTC(2018, 10, 1 + day)).toISOString().slice(0, 10),
        })
        const between = priceSeasonByVersions(some, [old, next]).totalFen
        const [low, high] = [priceSeason(some, old).totalFen, priceSeason(some, { ...next, validFrom: '2018-11-01' }).totalFen]
        assert.ok(low <= between && between <= high, `${low} ${between} ${high}`)
        assert.equal(canonicalJson(priceSeasonByVersions(some, [old])), canonicalJson(priceSeason(some, old)))
      }),
    )
  })
})
